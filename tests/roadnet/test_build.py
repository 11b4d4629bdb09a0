"""Splitting ways into arcs and segments."""

import numpy as np

from desktop_app.roadnet.geodesy import distance_m
from desktop_app.roadnet.network import ArcFlag
from desktop_app.roadnet.place_index import PlaceIndex
from tests.networks import Road, grid, network_of

LINE = {1: (0.0, 45.0), 2: (0.001, 45.0), 3: (0.002, 45.0), 4: (0.003, 45.0), 5: (0.002, 45.001)}


def test_grid_has_every_block_in_both_directions() -> None:
    network = grid(columns=6, rows=5)
    assert network.junction_count == 30
    assert network.arc_count == 2 * (5 * 5 + 6 * 4)
    assert network.junction_component.max() == 0


def test_twins_run_over_the_same_nodes_the_other_way() -> None:
    network = network_of(LINE, [Road((1, 2, 3, 4)), Road((3, 5))])
    twin = network.segment_twin
    assert (twin >= 0).all()
    assert (network.segment_tail[twin] == network.segment_head).all()
    assert (network.arc_twin[network.segment_arc[twin]] == network.segment_arc).all()


def test_arc_runs_through_nodes_that_are_no_junction() -> None:
    network = network_of(LINE, [Road((1, 2, 3, 4), backward_kph=0), Road((3, 5), backward_kph=0)])
    nodes = [
        [int(network.node_osm_id[n]) for n in network.segment_tail[network.arc_segments(arc)]]
        for arc in range(network.arc_count)
    ]
    assert nodes == [[1, 2], [3], [3]]
    assert (network.arc_flags & ArcFlag.ONE_WAY).all()


def test_one_way_against_the_node_order() -> None:
    network = network_of(LINE, [Road((1, 2, 3), forward_kph=0, backward_kph=30)])
    assert network.node_osm_id[network.segment_tail].tolist() == [3, 2]
    assert network.arc_flags[0] & ArcFlag.AGAINST_WAY
    assert network.segment_free_flow_kph.tolist() == [30.0, 30.0]


def test_stretch_driven_twice_by_one_way_is_kept_once() -> None:
    network = network_of(LINE, [Road((3, 4, 3)), Road((1, 2, 3))])
    pairs = {(int(t), int(h)) for t, h in zip(network.segment_tail, network.segment_head, strict=True)}
    assert len(pairs) == network.segment_count


def test_segments_are_found_by_node_pair_and_by_way() -> None:
    network = network_of(LINE, [Road((1, 2, 3, 4)), Road((2, 3))])
    index = PlaceIndex(network)
    segments, pair = index.segments_of_pairs([2, 3, 1], [3, 2, 99])
    assert pair.tolist() == [0, 0, 1, 1]
    assert set(network.node_osm_id[network.segment_tail[segments]].tolist()) == {2, 3}
    forward = index.segments_of_way(100, forward=True, backward=False)
    assert network.node_osm_id[network.segment_head[forward]].tolist() == [2, 3, 4]
    assert not len(index.segments_of_way(4711, forward=True, backward=True))


def test_distance_is_that_of_the_ellipsoid() -> None:
    # One degree of the meridian at 45 degrees is 111,132 m on WGS 84.
    assert abs(float(distance_m(7.0, 44.75, 7.0, 45.25)) * 2 - 111_132) < 10


def test_distance_over_the_antimeridian_is_short() -> None:
    assert float(distance_m(179.999, 65.0, -179.999, 65.0)) < 100
    assert np.isfinite(distance_m(0, 90, 180, 89.9999))
