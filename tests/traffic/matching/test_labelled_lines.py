"""Lines of providers' formats, against the roads from which they were taken by hand."""

from functools import lru_cache
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.sources.osm import read_osm
from desktop_app.roadnet.spatial_index import SpatialIndex
from desktop_app.traffic.matching.matcher import LineMatcher
from tests.shared_data import SHARED, needs_shared
from tests.traffic.matching.labelled_lines import Label, labels

pytestmark = needs_shared

LINES_WITH_LABELS = 29


@lru_cache
def map_of(name: str) -> tuple[RoadNetwork, LineMatcher]:
    network = read_osm(SHARED / "maps" / f"{name}.osm.gz", lambda _: None).network
    return network, LineMatcher(network, SpatialIndex(network))


def nodes_along(network: RoadNetwork, segments: NDArray[np.int32]) -> tuple[int, ...]:
    """Return the OSM nodes of a chain; it must not be broken."""
    tail, head = network.segment_tail[segments], network.segment_head[segments]
    assert (tail[1:] == head[:-1]).all()
    return tuple(network.node_osm_id[np.append(tail[:1], head)].tolist())


def is_exact(label: Label, nodes: tuple[int, ...]) -> bool:
    if not label.is_cut:
        return nodes == label.nodes
    known = len(label.nodes) // 2
    ends = nodes[:known], nodes[-known:]
    return len(nodes) == label.node_count and ends == (label.nodes[:known], label.nodes[known:])


def test_lines_are_matched_to_the_nodes_from_which_they_were_taken() -> None:
    exact, ways_off = 0, []
    lines = labels()
    for label in lines:
        network, matcher = map_of(label.map_name)
        segments = matcher.match_line(label.line)
        exact += is_exact(label, nodes_along(network, segments))
        ways = network.arc_way[network.segment_arc[segments]]
        if label.way not in ways:
            ways_off.append(label.record)
    assert len(lines) == LINES_WITH_LABELS
    assert not ways_off, "none on the wrong street, bridge or tunnel"
    assert exact == LINES_WITH_LABELS, "the issue asks for 95 %; measured are all"


@pytest.mark.parametrize("offset_m", [-5.0, 5.0])
def test_lines_drawn_beside_the_road_are_matched_in_their_direction(offset_m: float) -> None:
    right = 0
    for label in labels():
        network, matcher = map_of(label.map_name)
        chain = nodes_along(network, matcher.match_line(beside(label.line, offset_m)))
        right += len(set(chain) & set(label.nodes)) >= 0.8 * len(label.nodes)
        against = set() if label.is_cut else set(pairwise(reversed(label.nodes)))
        assert not against & set(pairwise(chain))
    assert right >= 0.95 * LINES_WITH_LABELS


def beside(line: tuple[tuple[float, float], ...], offset_m: float) -> list[tuple[float, float]]:
    """Return the line moved to its right."""
    places = np.array(line)
    scale = np.array([np.cos(np.radians(places[0, 1])), 1.0]) * 111_000.0
    plane = places * scale
    step = np.gradient(plane, axis=0)
    normal = np.stack([step[:, 1], -step[:, 0]], axis=1) / np.linalg.norm(step, axis=1)[:, None]
    moved = (plane + offset_m * normal) / scale
    return [(float(lon), float(lat)) for lon, lat in moved]
