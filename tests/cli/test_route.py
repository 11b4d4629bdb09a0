"""``greenwave route`` on a real map."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.cli.conftest import Greenwave
from tests.shared_data import SHARED, needs_shared

MONACO = SHARED / "maps/monaco.osm.gz"
CAMPO_GRANDE = SHARED / "maps/campo-grande.osm.gz"
START, END = "43.730729,7.42135", "43.727697,7.419199"

pytestmark = needs_shared


def test_all_engines_find_the_same_route(greenwave: Greenwave) -> None:
    answers = [
        json.loads(greenwave("route", MONACO, "--from", START, "--to", END, "--engine", engine, "--json").out)
        for engine in ("cch", "astar", "dijkstra")
    ]
    routes = [answer["routes"][0] for answer in answers]
    assert routes[0]["distance_m"] == pytest.approx(2584, rel=0.01)
    assert len({route["duration_s"] for route in routes}) == 1
    assert sum(step["distance_m"] for step in routes[0]["steps"]) == pytest.approx(
        routes[0]["distance_m"], rel=0.01
    )
    assert [step["type"] for step in (routes[0]["steps"][0], routes[0]["steps"][-1])] == ["depart", "arrive"]


def test_closing_the_way_leads_round_it(greenwave: Greenwave) -> None:
    ends = ("--from", "-20.46,-54.58", "--to", "-20.44,-54.56")
    plain = json.loads(greenwave("route", CAMPO_GRANDE, *ends, "--json").out)["routes"][0]
    lon, lat = plain["geometry"][len(plain["geometry"]) // 2]
    closed = greenwave("route", CAMPO_GRANDE, *ends, "--close", f"{lat},{lon},20", "--json")
    round_it = json.loads(closed.out)["routes"][0]
    assert round_it["duration_s"] > plain["duration_s"]
    assert set(round_it["nodes"]) != set(plain["nodes"])


def test_speed_file_slows_and_reports_what_it_leaves_out(greenwave: Greenwave, tmp_path: Path) -> None:
    plain = json.loads(greenwave("route", MONACO, "--from", START, "--to", END, "--json").out)["routes"][0]
    speeds = tmp_path / "speeds.csv"
    pairs = zip(plain["nodes"], plain["nodes"][1:], strict=False)
    speeds.write_text("nonsense\n" + "".join(f"{tail},{head},5\n" for tail, head in pairs))
    ended = greenwave("route", MONACO, "--from", START, "--to", END, "--speeds", speeds, "--json")
    assert json.loads(ended.out)["routes"][0]["duration_s"] > plain["duration_s"]
    assert "line 1" in ended.err


@pytest.mark.parametrize(("form", "root"), [("--gpx", "gpx"), ("--kml", "kml")])
def test_a_route_goes_out_as_xml(greenwave: Greenwave, form: str, root: str) -> None:
    ended = greenwave("route", MONACO, "--from", START, "--to", END, form)
    assert ended.code == 0
    assert ET.fromstring(ended.out).tag.rpartition("}")[2] == root  # noqa: S314 - our own text


def test_place_far_from_any_road_is_exit_three(greenwave: Greenwave) -> None:
    ended = greenwave("route", MONACO, "--from", "-43.7,7.42", "--to", END, "--json")
    assert ended.code == 3
    answer = json.loads(ended.out)
    assert answer["routes"] == []
    assert answer["error"]["code"] == "NoSegment"


def test_requests_are_answered_in_order_and_broken_ones_do_not_stop_the_rest(
    greenwave: Greenwave, tmp_path: Path
) -> None:
    good = '{"from": [43.730729, 7.42135], "to": [43.727697, 7.419199]}'
    requests = tmp_path / "requests.jsonl"
    requests.write_text(f'{good}\n{{"from": [1]}}\nnonsense\n{good[:-1]}, "engine": "dijkstra"}}\n')
    ended = greenwave("route", MONACO, "--requests", requests, "--json")
    answers = [json.loads(line) for line in ended.out.splitlines()]
    assert ended.code == 0
    codes = [answer["error"] and answer["error"]["code"] for answer in answers]
    assert codes == [None, "InvalidRequest", "InvalidRequest", None]


def test_map_without_roads_answers_no_segment_for_each_request(greenwave: Greenwave, tmp_path: Path) -> None:
    requests = tmp_path / "requests.jsonl"
    requests.write_text('{"from": [43.73, 7.42], "to": [43.72, 7.41]}\n' * 2)
    ended = greenwave("route", SHARED / "hostile/map/no_roads.osm", "--requests", requests, "--json")
    assert ended.code == 0
    assert [json.loads(line)["error"]["code"] for line in ended.out.splitlines()] == ["NoSegment"] * 2


@pytest.mark.parametrize("form", ["--gpx", "--geojson"])
def test_other_forms(greenwave: Greenwave, form: str) -> None:
    out = greenwave("route", MONACO, "--from", START, "--to", END, form).out
    assert ("<gpx" in out) if form == "--gpx" else json.loads(out)["type"] == "FeatureCollection"


def test_import_reports_and_the_folder_is_a_map(greenwave: Greenwave, tmp_path: Path) -> None:
    folder = tmp_path / "monaco"
    report = json.loads(greenwave("import", MONACO, "-o", folder, "--json").out)
    assert {"arcs", "junctions", "segments", "ways_kept", "dropped", "seconds", "data_time"} <= set(report)
    assert report["arcs"] == pytest.approx(1065, rel=0.03)
    assert greenwave("route", folder, "--from", START, "--to", END).code == 0


def test_a_truck_takes_longer_than_a_car(greenwave: Greenwave) -> None:
    ends = ("--from", START, "--to", END, "--json")
    car, truck = (
        json.loads(greenwave("route", MONACO, *ends, "--profile", profile).out)["routes"][0]
        for profile in ("car", "truck")
    )
    assert truck["duration_s"] > car["duration_s"]
    assert truck["free_flow_s"] == truck["duration_s"]
    named = greenwave("route", MONACO, *ends, "--profile", "tram")
    assert (named.code, named.out) == (2, "")
    assert "'tram'" in named.err


@pytest.mark.parametrize(
    "size", ["height", "height=high", "height=-1", "wings=2", "height=nan", "weight=1e9"]
)
def test_a_size_that_is_none_is_refused_in_one_line(greenwave: Greenwave, size: str) -> None:
    ended = greenwave("route", MONACO, "--from", START, "--to", END, "--vehicle", size)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.count("\n") == 1


def test_a_request_line_names_its_vehicle(greenwave: Greenwave, tmp_path: Path) -> None:
    place = {"from": [43.730729, 7.42135], "to": [43.727697, 7.419199]}
    lines = [
        place,
        {**place, "profile": "truck", "vehicle": {"height_m": 3.0, "hazmat": False}},
        {**place, "vehicle": {"height_m": -3.0}},
    ]
    requests = tmp_path / "requests.jsonl"
    requests.write_text("".join(json.dumps(line) + "\n" for line in lines))
    ended = greenwave("route", MONACO, "--requests", requests, "--json")
    car, truck, bad = map(json.loads, ended.out.splitlines())
    assert truck["routes"][0]["duration_s"] > car["routes"][0]["duration_s"]
    assert bad["error"]["code"] == "InvalidRequest"
    assert "height_m" in bad["error"]["message"]


def test_a_map_is_made_for_a_vehicle_of_ones_own(greenwave: Greenwave, tmp_path: Path) -> None:
    cart = tmp_path / "cart.toml"
    cart.write_text('name = "cart"\ntitle = "Cart"\nbased_on = "car"\ntop_kph = 15\n', encoding="utf-8")
    assert greenwave("import", MONACO, "-o", tmp_path / "map", "--profile", cart).code == 0
    ends = ("--from", START, "--to", END, "--json")
    by_cart = greenwave("route", tmp_path / "map", *ends, "--profile", "cart")
    route = json.loads(by_cart.out)["routes"][0]
    assert route["distance_m"] / route["duration_s"] <= 15 / 3.6 * 1.001
    cart.write_text('name = "cart"\nwings = 2\n', encoding="utf-8")
    refused = greenwave("import", MONACO, "-o", tmp_path / "other", "--profile", cart)
    assert (refused.code, refused.out, refused.err.count("\n")) == (2, "", 1)
    assert "cart.toml" in refused.err


@needs_shared
def test_alternatives_stand_beside_the_route_in_every_form(greenwave: Greenwave) -> None:
    ends = ("--from", "43.7275,7.4140", "--to", "43.7480,7.4360", "--alternatives", "3")
    answer = json.loads(greenwave("route", MONACO, *ends, "--json").out)
    best, *others = answer["routes"]
    assert 1 <= len(others) <= 3
    for other in others:
        assert set(other) == set(best)
        assert best["duration_s"] <= other["duration_s"] <= 1.25 * best["duration_s"]
        assert other["nodes"] != best["nodes"]
        assert [step["type"] for step in other["steps"]][:: len(other["steps"]) - 1] == ["depart", "arrive"]
    assert greenwave("route", MONACO, *ends, "--gpx").out.count("<trk>") == 1 + len(others)
    features = json.loads(greenwave("route", MONACO, *ends, "--geojson").out)["features"]
    lines = [feature for feature in features if feature["geometry"]["type"] == "LineString"]
    assert len(lines) == 1 + len(others)
    assert greenwave("route", MONACO, *ends).out.count("alternative ") == len(others)
    plain = json.loads(greenwave("route", MONACO, *ends[:-2], "--json").out)
    assert plain["routes"] == [best]
