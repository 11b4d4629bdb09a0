"""What can be said of a path."""

import numpy as np
import pytest

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.place_index import PlaceIndex
from desktop_app.routing.path import (
    leg_distance_m,
    leg_duration_ms,
    path_distance_m,
    path_duration_ms,
    path_is_closed,
    path_line,
    path_nodes,
    path_segments,
    path_shares,
    path_streets,
    path_ways,
)
from desktop_app.routing.request import Leg, Path, Weights
from tests.networks import Road, network_of

PLACES = {1: (0.000, 45.0), 2: (0.001, 45.0), 3: (0.002, 45.0), 4: (0.003, 45.0), 5: (0.003, 45.001)}
ROADS = [Road((1, 2, 3), "Main"), Road((3, 4), "Main"), Road((4, 5))]


@pytest.fixture
def network() -> RoadNetwork:
    return network_of(PLACES, ROADS)


def leg(network: RoadNetwork, nodes: list[int], start: float, end: float, turn_ms: int = 0) -> Leg:
    segments, _ = PlaceIndex(network).segments_of_pairs(nodes[:-1], nodes[1:])
    return Leg(segments.astype(np.int32), start, end, np.array([turn_ms], np.int32))


def weights_of(network: RoadNetwork, ms: int = 1001) -> Weights:
    times = np.full(network.segment_count, ms, np.int32)
    return Weights(1, times, np.zeros(network.segment_count, np.bool_))


def test_nodes_before_the_start_and_after_the_end_are_named(network: RoadNetwork) -> None:
    path = Path((leg(network, [1, 2, 3, 4, 5], 0.5, 0.5),))
    assert path_nodes(path, network) == (1, 2, 3, 4, 5)
    assert path_ways(path, network) == (100, 101, 102)
    assert path_streets(path, network) == ("Main", "")


def test_a_stretch_under_a_centimetre_is_named_nowhere(network: RoadNetwork) -> None:
    path = Path((leg(network, [1, 2, 3, 4, 5], 1.0, 0.0),))
    assert path_nodes(path, network) == (2, 3, 4)
    assert path_ways(path, network) == (100, 101)
    assert path_streets(path, network) == ("Main",)
    barely = Path((leg(network, [1, 2, 3, 4, 5], 1.0 - 1e-4, 1.5e-4),))
    assert path_nodes(barely, network) == (2, 3, 4, 5)


def test_each_partial_end_is_rounded_once(network: RoadNetwork) -> None:
    path = Path((leg(network, [1, 2, 3, 4], 0.25, 0.5),))
    assert path_duration_ms(path, weights_of(network)) == round(750.75) + 1001 + round(500.5)
    within = Path((leg(network, [1, 2], 0.25, 0.75),))
    assert path_duration_ms(within, weights_of(network)) == round(500.5)


def test_legs_add_up_to_the_route(network: RoadNetwork) -> None:
    legs = (leg(network, [1, 2, 3], 0.2, 0.3), leg(network, [2, 3, 4], 0.3, 1.0, 20_000))
    path, weights = Path(legs), weights_of(network)
    assert path_duration_ms(path, weights) == sum(leg_duration_ms(part, weights) for part in legs)
    assert path_distance_m(path, network) == sum(leg_distance_m(part, network) for part in legs)
    assert path_distance_m(path, network) == pytest.approx(2.8 * 78.85, abs=0.5)


def test_going_straight_on_at_a_via_point_drives_its_segment_once(network: RoadNetwork) -> None:
    path = Path((leg(network, [1, 2, 3], 0.2, 0.3), leg(network, [2, 3, 4], 0.3, 1.0)))
    segments, shares = path_shares(path)
    assert network.node_osm_id[network.segment_tail[segments]].tolist() == [1, 2, 3]
    assert shares.tolist() == pytest.approx([0.8, 1.0, 1.0])
    assert path_segments(path).tolist() == segments.tolist()
    assert path_nodes(path, network) == (1, 2, 3, 4)


def test_the_line_goes_from_the_snapped_start_to_the_snapped_end(network: RoadNetwork) -> None:
    path = Path((leg(network, [1, 2, 3], 0.5, 0.5), leg(network, [3, 2, 1], 0.5, 1.0, 20_000)))
    line = path_line(path, network)
    assert line[:, 0].tolist() == pytest.approx([0.0005, 0.001, 0.0015, 0.001, 0.0])
    assert line.shape == (5, 2)


def test_a_path_of_no_length_has_a_line_of_two_points(network: RoadNetwork) -> None:
    path = Path((leg(network, [1, 2], 0.5, 0.5),))
    assert path_line(path, network).tolist() == [[0.0005, 45.0], [0.0005, 45.0]]
    assert (path_nodes(path, network), path_streets(path, network)) == ((), ())


def test_the_line_over_the_antimeridian_stays_on_the_globe() -> None:
    network = network_of({1: (179.999, 65.0), 2: (-179.999, 65.0)}, [Road((1, 2))])
    line = path_line(Path((leg(network, [1, 2], 0.25, 0.75),)), network)
    assert line[:, 0].tolist() == pytest.approx([179.9995, -179.9995])


def test_a_path_is_closed_where_it_drives_over_a_closure(network: RoadNetwork) -> None:
    path = Path((leg(network, [1, 2, 3, 4], 1.0, 0.5),))
    weights = weights_of(network)
    assert not path_is_closed(path, weights)
    weights.closed[path_segments(path)[0]] = True
    assert not path_is_closed(path, weights)
    weights.closed[path_segments(path)[2]] = True
    assert path_is_closed(path, weights)
