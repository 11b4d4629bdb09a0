import numpy as np

from desktop_app.roadnet.place_index import PlaceIndex
from desktop_app.ui.map.route_lines import RouteLine, lanes, pieces_beside, route_line
from tests.networks import grid
from tests.ui.map.scenes import route_view

NETWORK = grid()


def route(route_id: str, *nodes: int) -> RouteLine:
    segments, _ = PlaceIndex(NETWORK).segments_of_pairs(nodes[:-1], nodes[1:])
    return route_line(route_view(NETWORK, segments, route_id))


def test_a_route_alone_lies_on_its_road() -> None:
    assert lanes([route("a", 1, 2, 3), route("b", 101, 102, 103)], NETWORK.segment_twin) == {}


def test_routes_that_share_a_road_lie_side_by_side() -> None:
    found = lanes([route("a", 1, 2, 3, 4), route("b", 1, 2, 3, 4)], NETWORK.segment_twin)
    assert found["a"].tolist() == [-0.5] * 4
    assert found["b"].tolist() == [0.5] * 4


def test_a_route_the_other_way_keeps_to_its_own_side_of_the_ground() -> None:
    found = lanes([route("a", 1, 2, 3), route("b", 3, 2, 1)], NETWORK.segment_twin)
    # To the left of one way and to the left of the opposite one are two sides of the road.
    assert found["a"].tolist() == found["b"].tolist() == [-0.5] * 3


def test_lanes_are_kept_only_where_the_road_is_shared() -> None:
    found = lanes([route("a", 1, 2, 3, 4), route("b", 3, 4)], NETWORK.segment_twin)
    assert found["a"][0] == 0
    assert found["a"][-1] == -0.5


def test_the_old_way_is_cut_to_what_the_new_one_leaves() -> None:
    old, new = route("a", 1, 2, 3, 4), route("a", 1, 2, 102, 103, 3, 4)
    left = pieces_beside(old, new)
    assert len(left) == 1
    assert np.allclose(left.x, old.x[1:3])
    assert len(pieces_beside(old, old)) == 0
