"""Lines of one name are grouped where they lie together."""

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.roadnet.search.clusters import cluster_lines, connected

_CELL_DEG = 0.005


def _clusters(lines: list[tuple[int, tuple[float, float], tuple[float, float]]]) -> list[int]:
    ends = np.array([line[1:] for line in lines], np.float64)
    key = np.array([line[0] for line in lines], np.int64)
    return list(map(int, cluster_lines(key, ends[:, :, 0], ends[:, :, 1], _CELL_DEG)))


def test_lines_that_meet_or_lie_near_are_one_street() -> None:
    meeting = [(1, (10.0, 48.0), (10.02, 48.0)), (1, (10.02, 48.0), (10.04, 48.0))]
    behind_a_square = [(1, (10.041, 48.0), (10.05, 48.0))]
    assert _clusters(meeting + behind_a_square) == [0, 0, 0]


def test_another_name_or_another_town_is_another_street() -> None:
    here, other = (1, (10.0, 48.0), (10.01, 48.0)), (2, (10.0, 48.0), (10.01, 48.0))
    there = (1, (10.2, 48.0), (10.21, 48.0))
    assert len(set(_clusters([here, other, there]))) == 3


def test_no_line_is_no_street() -> None:
    none = np.zeros((0, 2))
    assert len(cluster_lines(np.zeros(0, np.int64), none, none, _CELL_DEG)) == 0


def _graphs(count: int) -> st.SearchStrategy[tuple[int, list[tuple[int, int]]]]:
    point = st.integers(0, count - 1)
    return st.tuples(st.just(count), st.lists(st.tuples(point, point)))


@given(st.integers(1, 40).flatmap(_graphs))
def test_connected_points_are_those_of_networkx(graph: tuple[int, list[tuple[int, int]]]) -> None:
    count, edges = graph
    oracle: nx.Graph[int] = nx.Graph()
    oracle.add_nodes_from(range(count))
    oracle.add_edges_from(edges)
    lowest = {point: min(part) for part in nx.connected_components(oracle) for point in part}
    tail, head = (np.array([edge[side] for edge in edges], np.int64) for side in (0, 1))
    assert connected(count, tail, head).tolist() == [lowest[point] for point in range(count)]
