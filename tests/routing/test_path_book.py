"""The book of paths: times and closures of many routes as each path alone has them."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.routing.path import path_duration_ms, path_is_closed
from desktop_app.routing.path_book import NO_PATH, PathBook
from desktop_app.routing.request import Leg, Path, Weights

SEGMENTS, ROWS = 40, 6
_FRACTIONS = st.sampled_from([0.0, 0.25, 0.5, 1.0]) | st.floats(0, 1)


@st.composite
def legs(draw: st.DrawFn) -> Leg:
    segments = draw(st.lists(st.integers(0, SEGMENTS - 1), min_size=1, max_size=30))
    start, end = draw(_FRACTIONS), draw(_FRACTIONS)
    if len(segments) == 1:
        start, end = min(start, end), max(start, end)
    turns_ms = draw(st.lists(st.sampled_from([0, 700, 20_000]), min_size=1, max_size=3))
    return Leg(np.array(segments, np.int32), start, end, np.array(turns_ms, np.int32))


def weights_of(seed: int, closed_share: float = 0.1) -> Weights:
    rng = np.random.default_rng(seed)
    times = rng.integers(0, 2**31 - 1, SEGMENTS) >> rng.integers(0, 31, SEGMENTS)
    return Weights(1, times.astype(np.int32), rng.random(SEGMENTS) < closed_share)


PATHS = st.lists(legs(), min_size=1, max_size=3).map(lambda found: Path(tuple(found)))
STEPS = st.lists(st.tuples(st.integers(0, ROWS - 1), st.none() | PATHS), max_size=30)


@settings(deadline=None, max_examples=60)
@given(STEPS, st.integers(0, 2**16))
def test_rows_have_the_times_and_closures_of_their_paths(
    steps: list[tuple[int, Path | None]], seed: int
) -> None:
    book, held = PathBook(), dict[int, Path]()
    for row, path in steps:
        if path is None:
            book.drop(row)
            held.pop(row, None)
        else:
            book.put(row, path)
            held[row] = path
    weights = weights_of(seed)
    expected = [path_duration_ms(held[row], weights) if row in held else NO_PATH for row in range(ROWS)]
    assert book.durations_ms(weights, ROWS).tolist() == expected
    closed = sorted(row for row, path in held.items() if path_is_closed(path, weights))
    assert book.rows_on(weights.closed).tolist() == closed


def test_many_changes_of_one_row_leave_the_others_as_they_are() -> None:
    rng = np.random.default_rng(1)
    book, kept = PathBook(), dict[int, Path]()
    for turn in range(400):
        segments = rng.integers(0, SEGMENTS, 30).astype(np.int32)
        row = turn if turn < ROWS else ROWS - 1
        first = Leg(segments, 0.5, 0.25, np.zeros(2, np.int32))
        kept[row] = Path((first, Leg(segments[:1], 0.25, 0.75, np.array([7], np.int32))))
        book.put(row, kept[row])
    weights = weights_of(2)
    assert book.durations_ms(weights, ROWS).tolist() == [
        path_duration_ms(kept[row], weights) for row in range(ROWS)
    ]


def test_empty_book_has_nothing_on_any_road() -> None:
    book = PathBook()
    assert book.rows_on(np.ones(SEGMENTS, np.bool_)).tolist() == []
    assert book.durations_ms(weights_of(1), 2).tolist() == [NO_PATH, NO_PATH]
