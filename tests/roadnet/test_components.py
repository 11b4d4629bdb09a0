"""Strongly connected components, against networkx."""

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import ArrayLike

from desktop_app.roadnet.components import strong_components

arcs = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=40)


@given(arcs)
def test_components_are_those_of_networkx_by_size(pairs: list[tuple[int, int]]) -> None:
    tail, head = np.array(pairs, np.int32).reshape(-1, 2).T
    component = strong_components(12, tail, head)
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(12))
    graph.add_edges_from(pairs)
    expected = {frozenset(part) for part in nx.strongly_connected_components(graph)}
    found = [frozenset(np.flatnonzero(component == number).tolist()) for number in range(component.max() + 1)]
    assert set(found) == expected
    assert found == sorted(found, key=lambda part: (-len(part), min(part)))


def test_no_junction_has_no_component() -> None:
    none = np.zeros(0, np.int32)
    assert not len(strong_components(0, none, none))


def test_many_islands_chains_and_rings_are_told_apart() -> None:
    random = np.random.default_rng(7)
    tails: list[ArrayLike] = []
    heads: list[ArrayLike] = []
    for island in range(40):
        start, size = 2000 * island, 20 * island + 2
        ring = np.arange(size)
        tails += [start + ring, start + size + ring[:-1], [start]]
        heads += [start + np.roll(ring, -1), start + size + ring[1:], [start + size]]
    tail, head = np.concatenate(tails).astype(np.int32), np.concatenate(heads).astype(np.int32)
    order = random.permutation(len(tail))
    component = strong_components(80_000, tail[order], head[order])
    sizes = np.bincount(component)
    assert sizes[:40].tolist() == sorted((20 * island + 2 for island in range(40)), reverse=True)
    assert sizes[40:].max() == 1
    assert all(len(set(component[2000 * i : 2000 * i + 20 * i + 2].tolist())) == 1 for i in range(40))
