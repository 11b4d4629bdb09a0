"""Answers as the contract's JSON."""

import json
from typing import Any

import msgspec
import numpy as np
import pytest

from desktop_app.roadnet.geodesy import distance_m
from desktop_app.routing.answer_document import answer_document, refusal_document
from desktop_app.routing.request import LonLat, RouteRequest
from desktop_app.routing.router import Router
from tests.networks import grid


def document(*places: tuple[float, float]) -> dict[str, Any]:
    """Route between places (lon, lat) on the grid; the answer as a script reads it."""
    network = grid()
    router = Router(network)
    stops = [LonLat(*place) for place in places]
    answer = router.answer(RouteRequest(start=stops[0], end=stops[-1], via=tuple(stops[1:-1])))
    text = msgspec.json.encode(answer_document(answer, network, router.weights))
    parsed: dict[str, Any] = json.loads(
        text, parse_constant=lambda word: pytest.fail(f"{word} is not finite")
    )
    return parsed


def test_an_answer_has_the_fields_of_the_contract() -> None:
    answer = document((0.1009, 45.0001), (0.1029, 45.004), (0.108, 45.007))
    assert answer["engine"] == "cch"
    assert answer["weights_version"] == 0
    assert answer["error"] is None
    assert set(answer["snapped"]["from"]) >= {"lon", "lat", "distance_m"}
    assert answer["snapped"]["to"]["lat"] == pytest.approx(45.007)
    (route,) = answer["routes"]
    assert set(route) >= {
        "distance_m",
        "duration_s",
        "free_flow_s",
        "geometry",
        "nodes",
        "ways",
        "streets",
        "legs",
        "steps",
    }
    assert (route["nodes"][0], route["nodes"][-1]) == (1, 405)
    assert route["streets"][0] == "Row 0"
    assert route["duration_s"] == route["free_flow_s"]
    assert len(route["legs"]) == 2


def test_line_steps_legs_and_route_agree() -> None:
    (route,) = document((0.1009, 45.0001), (0.1029, 45.004), (0.108, 45.007))["routes"]
    line = np.array(route["geometry"])
    drawn_m = float(distance_m(line[:-1, 0], line[:-1, 1], line[1:, 0], line[1:, 1]).sum())
    assert drawn_m == pytest.approx(route["distance_m"], rel=1e-6)
    for part in ("legs", "steps"):
        assert sum(step["distance_m"] for step in route[part]) == pytest.approx(route["distance_m"])
        assert sum(step["duration_s"] for step in route[part]) == pytest.approx(route["duration_s"])


def test_steps_depart_and_arrive_with_streets_and_words() -> None:
    (route,) = document((0.1009, 45.0), (0.104, 45.0005))["routes"]
    depart, turn, arrive = route["steps"]
    assert (depart["type"], depart["street"], depart["exit"]) == ("depart", "Row 0", None)
    assert depart["text"] == "Start on Row 0"
    assert depart["location"] == [pytest.approx(0.1009), 45.0]
    assert (turn["type"], turn["modifier"], turn["street"]) == ("turn", "left", "Column 2")
    assert turn["text"] == "Turn left into Column 2"
    assert turn["location"] == [pytest.approx(0.104), 45.0]
    assert (arrive["type"], arrive["street"], arrive["distance_m"]) == ("arrive", "Column 2", 0.0)
    assert arrive["location"] == [pytest.approx(0.104), pytest.approx(45.0005)]


def test_start_and_end_at_one_place_depart_and_arrive() -> None:
    answer = document((0.1009, 45.0), (0.1009, 45.0))
    (route,) = answer["routes"]
    assert (route["distance_m"], route["duration_s"], route["nodes"], route["streets"]) == (0.0, 0.0, [], [])
    assert [step["type"] for step in route["steps"]] == ["depart", "arrive"]
    assert [step["street"] for step in route["steps"]] == ["", ""]


def test_no_route_is_an_error_with_a_sentence() -> None:
    answer = document((0.1009, 45.0), (8.0, 45.0))
    assert answer["routes"] == []
    assert answer["error"]["code"] == "NoSegment"
    assert answer["error"]["message"].endswith(".")
    assert answer["snapped"]["from"] is not None
    assert answer["snapped"]["to"] is None


def test_a_request_that_is_none_is_refused_in_the_same_form() -> None:
    answer = msgspec.to_builtins(refusal_document("Line 3 is not JSON.", 5))
    assert answer["error"] == {"code": "InvalidRequest", "message": "Line 3 is not JSON."}
    assert (answer["routes"], answer["snapped"], answer["weights_version"]) == ((), None, 5)
