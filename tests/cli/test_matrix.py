"""``greenwave matrix``: what `route` says, for all pairs; every broken file in one line."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Greenwave, is_refused
from tests.shared_data import SHARED, needs_shared

MONACO = SHARED / "maps/monaco.osm.gz"
POINTS = """lat,lon,name
43.730729,7.42135,Port
43.727697,7.419199,"Rock, the"
43.7400,7.4270,
"""


@pytest.fixture(name="points")
def _points(tmp_path: Path) -> Path:
    path = tmp_path / "points.csv"
    path.write_text(POINTS, encoding="utf-8")
    return path


@needs_shared
def test_each_cell_is_what_route_says(greenwave: Greenwave, points: Path) -> None:
    ended = greenwave("matrix", MONACO, "--points", points, "--json")
    assert (ended.code, ended.err) == (0, "")
    matrix = json.loads(ended.out)
    places = [line.split(",")[:2] for line in POINTS.splitlines()[1:]]
    for row, start in enumerate(places):
        for column, end in enumerate(places):
            routed = greenwave("route", MONACO, "--from", ",".join(start), "--to", ",".join(end), "--json")
            routes = json.loads(routed.out)["routes"] or [{"duration_s": None, "distance_m": None}]
            assert matrix["durations_s"][row][column] == routes[0]["duration_s"]
            assert matrix["distances_m"][row][column] == pytest.approx(routes[0]["distance_m"], abs=0.06)
    assert matrix["weights_version"] == json.loads(routed.out)["weights_version"]


@needs_shared
def test_a_person_gets_a_table(greenwave: Greenwave, points: Path) -> None:
    ended = greenwave("matrix", MONACO, "--points", points)
    assert ended.code == 0
    lines = ended.out.splitlines()
    assert [line.split()[0] for line in lines[2:]] == ["Port", "Rock,", "point"]
    assert lines[2].split()[1] == "0.0"


@needs_shared
def test_where_no_way_leads_cells_are_null_and_the_code_is_3(greenwave: Greenwave, tmp_path: Path) -> None:
    path = tmp_path / "far.csv"
    path.write_text("lat,lon\n43.730729,7.42135\n10,10\n")
    ended = greenwave("matrix", MONACO, "--points", path, "--json")
    assert ended.code == 3
    assert json.loads(ended.out)["durations_s"] == [[0.0, None], [None, None]]


@needs_shared
def test_closures_and_vehicles_count(greenwave: Greenwave, points: Path) -> None:
    free = json.loads(greenwave("matrix", MONACO, "--points", points, "--json").out)
    closed = greenwave(
        "matrix", MONACO, "--points", points, "--json", "--close", "43.7335,7.4200,150", "--profile", "truck"
    )
    assert json.loads(closed.out)["durations_s"] != free["durations_s"]
    refused = greenwave("matrix", MONACO, "--points", points, "--profile", "tram")
    assert is_refused(refused, "tram")


def test_a_spreadsheet_s_file_is_read(greenwave: Greenwave, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(b'\xef\xbb\xbfName;x,LON , lat\r\n"a\r\nb",7.42135,43.730729\r\n\r\n')
    ended = greenwave("matrix", tmp_path / "none.osm", "--points", path)
    assert is_refused(ended, "none.osm")


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "header"),
        (b"1,2\n3,4\n", "header"),
        (b"lat,lon\n", "no point"),
        (b"lat,lon\n43.7\n", "line 2"),
        (b"lat,lon\n43.7,7.4\nnan,7\n", "line 3"),
        (b"lat,lon\n43.7,inf\n", "line 2"),
        (b"lat,lon\n91,7\n", "line 2"),
        (b'lat,lon\n"43.7,7\n', "CSV"),
        (b"lat,lon\n\xff\xfe\n", "UTF-8"),
        (b"lat,lon\n\x00\n", "points.csv"),
        (b"lat,lon\n" + b"43.7,7.4\n" * 1001, "1000"),
        (b"lat,lon\n" + b"9" * 200_000, "CSV"),
    ],
)
def test_a_file_that_is_none_is_refused_in_one_line(
    greenwave: Greenwave, tmp_path: Path, content: bytes, word: str
) -> None:
    path = tmp_path / "points.csv"
    path.write_bytes(content)
    ended = greenwave("matrix", tmp_path / "none.osm", "--points", path)
    assert is_refused(ended, "points.csv", word), ended


def test_a_file_that_is_not_there_is_refused(greenwave: Greenwave, tmp_path: Path) -> None:
    assert is_refused(greenwave("matrix", tmp_path, "--points", "/nowhere/p.csv"), "p.csv")
    assert is_refused(greenwave("matrix", tmp_path), "--points")
