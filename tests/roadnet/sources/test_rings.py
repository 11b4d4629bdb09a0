"""Joining lines into rings."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.roadnet.sources.rings import join_rings


def turned(ring: list[int]) -> set[frozenset[int]]:
    """Return a ring as its pairs of neighbours, whatever its start and direction."""
    return {frozenset(pair) for pair in pairwise(ring)}


@given(st.data(), st.integers(3, 20))
def test_a_ring_cut_anywhere_is_joined_again(data: st.DataObject, size: int) -> None:
    ring = [*range(size), 0]
    cuts = sorted({0, size, *data.draw(st.lists(st.integers(0, size), max_size=6))})
    lines = [ring[low : high + 1] for low, high in pairwise(cuts)]
    lines = [line[::-1] if data.draw(st.booleans()) else line for line in lines]
    rings, left_over = join_rings(data.draw(st.permutations(lines)))
    assert left_over == 0
    assert [turned(joined) for joined in rings] == [turned(ring)]


def test_lines_with_a_gap_are_left_over() -> None:
    rings, left_over = join_rings([[1, 2], [2, 3], [5, 6, 7, 5], [], [9]])
    assert rings == [[5, 6, 7, 5]]
    assert left_over == 3
