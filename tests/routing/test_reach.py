"""What is reached within a time: what a plain search says for every end of every segment."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.routing.isochrone import Isochrone, isochrones
from desktop_app.routing.outlines import is_within, rings_of, signed_area
from desktop_app.routing.reach import Reach
from desktop_app.routing.request import LonLat, RouteRequest, Weights
from desktop_app.routing.router import Router
from desktop_app.traffic.times import free_flow_ms
from tests.networks import Road, grid, network_of
from tests.routing.made_networks import made_networks, made_places, made_weights

CAR = RouteRequest(start=LonLat(0, 0), end=LonLat(0, 0))


def reach_of(router: Router, place: LonLat) -> Reach | None:
    vehicle = router.vehicle(CAR)
    assert vehicle is not None
    stop = vehicle.snapper.snap(place, vehicle.weights.closed)
    return None if stop is None else Reach(vehicle, stop)


@settings(deadline=None, max_examples=40)
@given(st.data(), st.integers(0, 400_000))
def test_a_point_is_reached_where_a_route_to_it_takes_no_longer(data: st.DataObject, limit_ms: int) -> None:
    network = data.draw(made_networks())
    router = Router(network)
    router.customize(data.draw(made_weights(network)))
    place = data.draw(made_places(network))
    reach = reach_of(router, place)
    assume(reach is not None)
    assert reach is not None
    pieces = reach.within(limit_ms)
    vehicle = router.vehicle(CAR)
    assert vehicle is not None
    search_ms = {}
    for number in data.draw(st.lists(st.integers(0, network.segment_count - 1), min_size=1, max_size=4)):
        end = LonLat(*network.points_on(number, 0.5).tolist())
        answer = router.answer(RouteRequest(start=place, end=end))
        moved = any(stop.moved for stop in answer.snapped)
        if answer.path is None or moved or {stop.segment for stop in answer.snapped[1:]} != {number}:
            continue
        search_ms[number] = answer.duration_ms
    for number, duration_ms in search_ms.items():
        twin = int(network.segment_twin[number])
        shares = [
            (start <= share + 1e-9) and (share <= end + 1e-9)
            for segment, start, end in zip(pieces.segment, pieces.start, pieces.end, strict=True)
            for share in ([0.5] if segment in (number, twin) else [])
        ]
        # A rounding of a millisecond either way is no matter.
        if duration_ms <= limit_ms - 2:
            assert any(shares)
        elif duration_ms > limit_ms + 2:
            assert not any(shares)


def test_a_closed_segment_is_not_driven_over() -> None:
    places = {n: (0.001 * n, 45.0) for n in range(5)}
    network = network_of(places, [Road((0, 1, 2, 3, 4))])
    router = Router(network)
    closed = np.zeros(network.segment_count, np.bool_)
    forth = (network.segment_tail == 2) & (network.segment_head == 3)
    closed[forth] = True
    router.customize(Weights(2, free_flow_ms(network), closed))
    reach = reach_of(router, LonLat(0.0005, 45.0))
    assert reach is not None
    assert not np.isin(np.flatnonzero(forth), reach.within(3_600_000).segment).any()
    assert len(set(reach.within(3_600_000).segment.tolist())) == 3  # onward, and back to the road's end


def test_the_roads_reached_grow_with_the_time() -> None:
    network = grid(8, 8)
    reach = reach_of(Router(network), LonLat(0.107, 45.003))
    assert reach is not None
    driven = [float((p.end - p.start).sum()) for p in map(reach.within, (0, 10_000, 30_000, 90_000))]
    assert driven[0] == 0
    assert driven == sorted(driven)
    assert driven[-1] > driven[1] > 0


def areas(network: RoadNetwork, place: LonLat, minutes: tuple[float, ...]) -> tuple[Isochrone, ...]:
    reach = reach_of(Router(network), place)
    assert reach is not None
    return isochrones(network, reach, place, minutes)


def holds(area: Isochrone, lon: float, lat: float) -> bool:
    point = np.array([lon, lat])
    return any(
        is_within(point, np.array(polygon[0])) and not any(is_within(point, np.array(h)) for h in polygon[1:])
        for polygon in area.polygons
    )


def test_the_ground_holds_what_is_reached_and_nothing_far_from_it() -> None:
    network = grid(20, 20)
    place = LonLat(0.12, 45.01)
    reach = reach_of(Router(network), place)
    assert reach is not None
    (area,) = isochrones(network, reach, place, (1.0,))
    pieces = reach.within(60_000)
    for share in (0.0, 0.3, 1.0):
        at = pieces.start + share * (pieces.end - pieces.start)
        reached = network.points_on(pieces.segment.astype(np.int32), at)
        assert all(holds(area, *point) for point in reached.tolist())
    degree_m = 78_000.0
    for lon, lat in np.random.default_rng(3).uniform((0.08, 44.98), (0.16, 45.04), (300, 2)).tolist():
        ends = network.points_on(pieces.segment.astype(np.int32), pieces.end)
        starts = network.points_on(pieces.segment.astype(np.int32), pieces.start)
        away = min(np.hypot(*(points - (lon, lat)).T).min() for points in (starts, ends)) * degree_m
        if away > area.margin_m + 100:
            assert not holds(area, lon, lat)


def test_a_longer_time_holds_a_shorter_one() -> None:
    long, short = areas(grid(20, 20), LonLat(0.12, 45.01), (1.0, 0.5))
    assert short.area_km2 < long.area_km2
    dice = np.random.default_rng(4)
    places = dice.uniform((0.105, 45.0), (0.135, 45.025), (400, 2)).tolist()
    within = [place for place in places if holds(short, *place)]
    assert len(within) > 10
    assert all(holds(long, *place) for place in within)


def test_outer_rings_run_anticlockwise_and_holes_clockwise() -> None:
    for area in areas(grid(20, 20), LonLat(0.12, 45.01), (1.0,)):
        for outer, *holes in area.polygons:
            assert signed_area(np.array(outer)) > 0
            assert all(signed_area(np.array(hole)) < 0 for hole in holes)


def test_over_the_antimeridian_the_ground_is_cut() -> None:
    places = {n: ((179.995 + 0.001 * n + 180) % 360 - 180, -17.0) for n in range(11)}
    network = network_of(places, [Road(tuple(range(11)))])
    (area,) = areas(network, LonLat(179.999, -17.0), (5.0,))
    lons = [[lon for lon, _ in polygon[0]] for polygon in area.polygons]
    assert len(lons) == 2
    assert {max(part) for part in lons} & {180.0}
    assert {min(part) for part in lons} & {-180.0}
    assert all(max(part) - min(part) < 1 for part in lons)


def test_nothing_reached_is_no_polygon_and_a_place_alone_is_small() -> None:
    (area,) = areas(grid(4, 4), LonLat(0.1, 45.0), (0.001,))
    assert 0 < area.area_km2 < 0.1


masks = st.integers(1, 12).flatmap(
    lambda width: st.lists(st.lists(st.booleans(), min_size=width, max_size=width), min_size=1, max_size=12)
)


@given(masks.map(lambda rows: np.array(rows, np.bool_)))
def test_rings_part_the_cells_inside_from_those_outside(mask: np.ndarray) -> None:
    rings = rings_of(mask)
    for row in range(mask.shape[0]):
        for column in range(mask.shape[1]):
            middle = np.array([column + 0.5, row + 0.5])
            crossed = sum(is_within(middle, ring) for ring in rings)
            assert crossed % 2 == mask[row, column]
    joined: nx.Graph[tuple[int, int]] = nx.Graph()
    joined.add_nodes_from((row, column) for row, column in np.argwhere(mask).tolist())
    joined.add_edges_from(
        (cell, (cell[0] + up, cell[1] + right))
        for cell in list(joined)
        for up, right in ((0, 1), (1, 0))
        if (cell[0] + up, cell[1] + right) in joined
    )
    assert sum(signed_area(ring) > 0 for ring in rings) == nx.number_connected_components(joined)


def test_no_cells_give_no_rings() -> None:
    assert rings_of(np.zeros((3, 3), np.bool_)) == []
    assert signed_area(rings_of(np.ones((2, 2), np.bool_))[0]) == pytest.approx(3.5)
