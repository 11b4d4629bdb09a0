from hypothesis import given
from hypothesis import strategies as st

from desktop_app.feed.backoff import Backoff
from desktop_app.feed.timings import FeedTimings


def test_waits_double_up_to_the_longest() -> None:
    backoff = Backoff(FeedTimings(), lambda: 1.0)
    assert [backoff.wait_s() for _ in range(7)] == [0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0]
    backoff.begin_anew()
    assert backoff.wait_s() == 0.5


def test_waits_are_spread_over_the_whole_span() -> None:
    draws = iter([0.0, 0.25, 0.5, 0.75])
    backoff = Backoff(FeedTimings(first_wait_s=8.0), lambda: next(draws))
    assert [backoff.wait_s() for _ in range(4)] == [0.1, 2.0, 4.0, 6.0]


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 100)), min_size=1, max_size=100))
def test_no_wait_is_longer_than_the_longest_nor_at_once(draws: list[tuple[float, float]]) -> None:
    numbers = iter(draw for draw, _ in draws)
    backoff = Backoff(FeedTimings(), lambda: next(numbers))
    for _, at_least_s in draws:
        wait_s = backoff.wait_s(at_least_s=at_least_s)
        assert min(at_least_s, 0.1) <= wait_s <= 8.0


def test_a_client_is_live_again_within_15_s_of_its_server() -> None:
    timings = FeedTimings()
    assert timings.connect_s + timings.least_welcome_s + timings.longest_wait_s <= 15
