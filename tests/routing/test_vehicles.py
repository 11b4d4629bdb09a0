"""Vehicles of several profiles and sizes, private gates, and signs with hours, on small map files."""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.road_rules import VehicleSize
from desktop_app.routing.path import path_nodes
from desktop_app.routing.request import ErrorCode, LonLat, RouteRequest
from desktop_app.routing.router import Router
from desktop_app.routing.vehicle_access import vehicle_access
from tests.roadnet.sources.map_files import node, osm, read, way

# A short way 1 - 2 - 3 along the equator, and a long one by 4, north of it.
NODES = (
    node(1, 0.0, 9.00),
    node(2, 0.0, 9.01),
    node(3, 0.0, 9.02),
    node(4, 0.01, 9.01),
    node(5, 0.0, 8.99),
    node(6, 0.0, 9.03),
)
ENDS = (way(20, (5, 1), highway="residential"), way(21, (3, 6), highway="residential"))
AROUND = way(22, (1, 4, 3), highway="residential")
SHORT, LONG = (5, 1, 2, 3, 6), (5, 1, 4, 3, 6)

MONDAY_8 = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
MONDAY_12 = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def network_of(tmp_path: Path, *items: str) -> RoadNetwork:
    path = tmp_path / "map.osm"
    path.write_text(osm(*NODES, *ENDS, AROUND, *items), encoding="utf-8")
    return read(path).network


def driven(
    network: RoadNetwork,
    profile: str = "car",
    size: VehicleSize | None = None,
    at: datetime | None = None,
    ends: tuple[float, float] = (8.995, 9.025),
) -> tuple[int, ...]:
    """Return the OSM nodes of the way from one end to the other; empty where there is none."""
    router = Router(network)
    if at is not None:
        router.keep_time(round(at.timestamp() * 1000))
    request = RouteRequest(start=LonLat(ends[0], 0.0), end=LonLat(ends[1], 0.0), profile=profile, size=size)
    path = router.answer(request).path
    return () if path is None else path_nodes(path, network)


def test_a_low_bridge_is_for_those_who_fit(tmp_path: Path) -> None:
    network = network_of(tmp_path, way(10, (1, 2, 3), highway="residential", maxheight="3.8"))
    assert driven(network) == SHORT
    assert driven(network, "truck") == LONG
    assert driven(network, "truck", VehicleSize(height_m=3.5)) == SHORT
    assert driven(network, "car", VehicleSize(height_m=3.9)) == LONG


def test_a_limit_at_a_node_stops_those_who_pass(tmp_path: Path) -> None:
    gantry = node(2, 0.0, 9.01, barrier="height_restrictor", maxheight="2.2")
    path = tmp_path / "map.osm"
    others = [item for item in NODES if 'id="2"' not in item]
    path.write_text(osm(*others, gantry, *ENDS, AROUND, way(10, (1, 2, 3), highway="residential")), "utf-8")
    network = read(path).network
    assert driven(network) == SHORT
    assert driven(network, "truck") == LONG
    assert driven(network, "car", VehicleSize(height_m=2.5)) == LONG


def test_a_bus_way_is_for_emergencies(tmp_path: Path) -> None:
    network = network_of(tmp_path, way(10, (1, 2, 3), highway="residential", access="no", psv="yes"))
    assert driven(network) == LONG
    assert driven(network, "emergency") == SHORT


def test_a_private_road_is_driven_to_its_end_only(tmp_path: Path) -> None:
    network = network_of(tmp_path, way(10, (1, 2, 3), highway="residential", access="private"))
    assert driven(network) == LONG
    assert driven(network, ends=(8.995, 9.0149)) == (5, 1, 2, 3)
    assert driven(network, ends=(9.005, 9.025)) == (1, 2, 3, 6)


def test_what_lies_behind_a_private_gate_is_private(tmp_path: Path) -> None:
    gate = node(1, 0.0, 9.0, barrier="gate", access="private")
    others = [item for item in NODES if 'id="1"' not in item]
    path = tmp_path / "map.osm"
    # Way 10 is reached only through the gates at both its ends.
    far_gate = node(3, 0.0, 9.02, barrier="gate", access="private")
    others = [item for item in others if 'id="3"' not in item]
    around = way(22, (5, 4, 6), highway="residential")
    inner = way(10, (1, 2, 3), highway="residential")
    path.write_text(osm(*others, gate, far_gate, *ENDS, around, inner), "utf-8")
    network = read(path).network
    assert driven(network) == (1, 5, 4, 6, 3)
    assert driven(network, ends=(8.995, 9.0149))[-2:] == (2, 3)


def test_a_closed_gate_is_not_passed(tmp_path: Path) -> None:
    gate = node(2, 0.0, 9.01, barrier="gate", access="no")
    others = [item for item in NODES if 'id="2"' not in item]
    path = tmp_path / "map.osm"
    path.write_text(osm(*others, gate, *ENDS, AROUND, way(10, (1, 2, 3), highway="residential")), "utf-8")
    network = read(path).network
    assert driven(network) == LONG
    # One may drive up to it from both sides.
    assert driven(network, ends=(8.995, 9.009)) == (5, 1, 2)


def test_access_by_the_hour_is_read_at_departure(tmp_path: Path) -> None:
    hours = "no @ (Mo-Fr 07:00-09:00)"
    network = network_of(
        tmp_path, way(10, (1, 2, 3), highway="residential", motor_vehicle__conditional=hours)
    )
    assert driven(network) == SHORT
    assert driven(network, at=MONDAY_8) == LONG
    assert driven(network, at=MONDAY_12) == SHORT


def test_a_road_opened_by_the_hour_is_closed_otherwise(tmp_path: Path) -> None:
    tags = {"motor_vehicle": "no", "motor_vehicle__conditional": "yes @ (Mo-Fr 07:00-09:00)"}
    network = network_of(tmp_path, way(10, (1, 2, 3), highway="residential", **tags))
    assert driven(network) == LONG
    assert driven(network, at=MONDAY_8) == SHORT


def test_a_zone_by_the_hour_is_for_those_who_end_there(tmp_path: Path) -> None:
    tags = {"motor_vehicle__conditional": "destination @ (Mo-Fr 07:00-09:00)"}
    network = network_of(tmp_path, way(10, (1, 2, 3), highway="residential", **tags))
    assert driven(network, at=MONDAY_12) == SHORT
    assert driven(network, at=MONDAY_8) == LONG
    assert driven(network, at=MONDAY_8, ends=(8.995, 9.0149)) == (5, 1, 2, 3)


def test_a_turn_ban_by_the_hour_stands_at_its_hours(tmp_path: Path) -> None:
    ban = (
        '<relation id="1"><member type="way" ref="20" role="from"/><member type="node" ref="1" role="via"/>'
        '<member type="way" ref="10" role="to"/><tag k="type" v="restriction"/>'
        '<tag k="restriction:conditional" v="no_straight_on @ (Mo-Fr 07:00-09:00)"/></relation>'
    )
    network = network_of(tmp_path, way(10, (1, 2, 3), highway="residential"), ban)
    assert driven(network, at=MONDAY_12) == SHORT
    assert driven(network, at=MONDAY_8) == LONG


def test_a_ferry_takes_as_long_as_it_says(tmp_path: Path) -> None:
    network = network_of(tmp_path, way(10, (1, 2, 3), route="ferry", motor_vehicle="yes", duration="01:00"))
    run = network.arc_segments(int(np.flatnonzero(network.arc_way == 10)[0]))
    seconds = network.segment_length_m[run] * 3.6 / network.segment_free_flow_kph[run]
    assert seconds.sum() == pytest.approx(3600, rel=1e-4)


def test_an_unknown_profile_is_refused_in_words(tmp_path: Path) -> None:
    network = network_of(tmp_path)
    answer = Router(network).answer(RouteRequest(start=LonLat(9, 0), end=LonLat(9.02, 0), profile="tram"))
    assert answer.error is ErrorCode.INVALID_REQUEST
    assert "'tram'" in answer.message
    assert "truck" in answer.message


def test_hours_change_when_they_say(tmp_path: Path) -> None:
    hours = "no @ (Mo-Fr 07:00-09:00)"
    network = network_of(tmp_path, way(10, (1, 2, 3), highway="residential", access__conditional=hours))
    router = Router(network)
    ms = round(MONDAY_8.timestamp() * 1000)
    assert router.keep_time(ms)
    assert not router.keep_time(ms + 60_000)
    assert router.keep_time(ms + 4 * 3_600_000)


def test_a_tall_vehicle_is_not_put_on_a_road_that_is_cut_off_for_it(tmp_path: Path) -> None:
    # A yard of four streets, larger than the rest, hangs on the network by a low bridge.
    yard = [node(30 + i, lat, lon) for i, (lat, lon) in enumerate(
        [(0.0005, 9.0105), (0.0005, 9.0115), (0.0015, 9.0115), (0.0015, 9.0105), (0.0010, 9.0110)]
    )]  # fmt: skip
    streets = [way(50 + i, refs, highway="residential") for i, refs in enumerate(
        [(30, 31), (31, 32), (32, 33), (33, 30), (30, 34), (34, 32), (31, 34), (34, 33)]
    )]  # fmt: skip
    bridge = way(60, (2, 30), highway="residential", maxheight="2.5")
    stub = way(61, (1, 2), highway="residential")
    path = tmp_path / "map.osm"
    path.write_text(osm(*NODES, *yard, *ENDS, AROUND, stub, bridge, *streets), encoding="utf-8")
    network = read(path).network
    tall = vehicle_access(network, network.profile("car"), VehicleSize(height_m=3.0))
    low = vehicle_access(network, network.profile("car"), VehicleSize(height_m=2.0))
    in_yard, outside = (int(np.flatnonzero(network.arc_way == number)[0]) for number in (50, 22))
    assert tall.arc_component[in_yard] != tall.arc_component[outside]
    assert tall.arc_component[int(np.flatnonzero(network.arc_way == 60)[0])] == -1
    assert (low.arc_component[low.arc_usable] >= 0).all()
    assert low.arc_component.tolist() == network.profile("car").arc_component.tolist()
