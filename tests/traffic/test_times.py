import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.traffic.times import drive_ms, free_flow_ms
from tests.networks import grid

LENGTHS = st.floats(0, 1e6)
SPEEDS = st.floats(0, 250)


def test_a_kilometre_at_sixty_takes_a_minute() -> None:
    assert drive_ms(1000.0, 60.0) == 60_000


def test_the_time_is_rounded_once_and_with_the_delay() -> None:
    # 10 m at 50 km/h is 720 ms; 0.3 + 0.3 ms would vanish if each was rounded alone.
    assert drive_ms(10.0 + 0.3 / 72, 50.0, 0.3) == 721


def test_short_lengths_take_a_millisecond_and_none_takes_none() -> None:
    assert drive_ms([1e-9, 0.0], 130.0).tolist() == [1, 0]


def test_speeds_below_one_count_as_one() -> None:
    assert drive_ms([10.0, 10.0], [0.2, 1.0]).tolist() == [36_000, 36_000]


def test_endless_times_end_at_the_largest_number() -> None:
    assert drive_ms(1e9, 1.0, 1e30) == 2**31 - 1


@settings(deadline=None)
@given(LENGTHS, SPEEDS, st.floats(0, 1e6))
def test_the_time_is_within_half_a_millisecond(length_m: float, kph: float, delay_ms: float) -> None:
    exact = length_m * 3600 / max(kph, 1.0) + delay_ms
    time_ms = int(drive_ms(length_m, kph, delay_ms))
    assert abs(time_ms - min(max(exact, float(length_m > 0)), 2**31 - 1)) <= 0.5


def test_free_flow_is_a_time_a_segment() -> None:
    network = grid()
    times = free_flow_ms(network)
    assert times.dtype == np.int32
    expected = np.rint(network.segment_length_m * 3600 / network.segment_free_flow_kph)
    assert np.array_equal(times, expected)
