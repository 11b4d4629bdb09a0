"""Strongly connected components, against networkx."""

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

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
    assert [len(part) for part in found] == sorted(map(len, expected), reverse=True)


def test_no_junction_has_no_component() -> None:
    none = np.zeros(0, np.int32)
    assert not len(strong_components(0, none, none))
