"""Strokes: each line once, joined where lines meet, rings opened."""

from collections import Counter
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.roadnet.strokes import Strokes, join_strokes

line_lists = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), min_size=1, max_size=30)
Lines = list[tuple[int, int]]


def joined(lines: Lines, bearings: list[float] | None = None) -> Strokes:
    place = np.array(lines, np.int64).ravel()
    bearing = np.zeros(len(place)) if bearings is None else np.repeat(bearings, 2)
    return join_strokes(place, bearing)


def walked(lines: Lines, strokes: Strokes) -> list[list[tuple[int, int]]]:
    """Return for each stroke its lines as they are drawn."""
    drawn = [
        lines[line][::-1] if backward else lines[line]
        for line, backward in zip(strokes.line.tolist(), strokes.backward.tolist(), strict=True)
    ]
    ends = strokes.first.tolist()
    return [drawn[low:high] for low, high in pairwise(ends)]


@given(line_lists)
def test_each_line_is_in_one_stroke_and_strokes_are_unbroken(lines: Lines) -> None:
    strokes = joined(lines)
    assert sorted(strokes.line.tolist()) == list(range(len(lines)))
    for stroke in walked(lines, strokes):
        assert stroke
        assert all(one[1] == other[0] for one, other in pairwise(stroke))


@given(line_lists)
def test_as_many_ends_are_joined_as_can_be(lines: Lines) -> None:
    loose = Counter(end for stroke in walked(lines, joined(lines)) for end in (stroke[0][0], stroke[-1][1]))
    odd = Counter(end for line in lines for end in line)
    for place, count in odd.items():
        assert loose[place] % 2 == count % 2
    # Beside the odd ends only rings have loose ends, two each at one place.
    rings = [stroke for stroke in walked(lines, joined(lines)) if stroke[0][0] == stroke[-1][1]]
    assert sum(loose.values()) - 2 * len(rings) <= sum(count % 2 for count in odd.values())


def test_what_runs_straight_through_a_crossing_is_joined() -> None:
    # West, south, east, north of place 0; directions up to half a turn, a little off.
    lines = [(1, 0), (2, 0), (0, 3), (0, 4)]
    strokes = joined(lines, [0.02, np.pi / 2, -0.01, np.pi / 2 + 0.03])
    assert sorted(sorted(stroke) for stroke in walked(lines, strokes)) in (
        [[(0, 3), (1, 0)], [(0, 4), (2, 0)]],
        [[(0, 1), (3, 0)], [(0, 2), (4, 0)]],
        [[(0, 3), (1, 0)], [(0, 2), (4, 0)]],
        [[(0, 1), (3, 0)], [(0, 4), (2, 0)]],
    )


def test_a_long_road_and_a_ring_are_one_stroke_each() -> None:
    road = [(place, place + 1) for place in range(1000)]
    ring = [(2000 + place, 2000 + (place + 1) % 700) for place in range(700)]
    strokes = joined(road + ring)
    assert sorted(np.diff(strokes.first).tolist()) == [700, 1000]


def test_no_line_makes_no_stroke() -> None:
    strokes = join_strokes(np.zeros(0, np.int64), np.zeros(0))
    assert strokes.first.tolist() == [0]
