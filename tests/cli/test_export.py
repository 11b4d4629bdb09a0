"""``greenwave export``, and GraphML in the place of an extract."""

import json
from pathlib import Path

import pytest

from desktop_app.roadnet.sources.graphml.writing import write_graphml
from tests.cli.conftest import Greenwave, is_refused
from tests.networks import grid
from tests.shared_data import SHARED, needs_shared

HOSTILE = SHARED / "hostile/graphml"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A GraphML file of five by six streets north-east of 45 N 0.1 E."""
    path = tmp_path / "town.graphml"
    write_graphml(grid(), path)
    return path


def test_a_graph_is_a_map_for_routes(greenwave: Greenwave, town: Path) -> None:
    ended = greenwave("route", town, "--from", "45.0,0.1", "--to", "45.0,0.104", "--json")
    (route,) = json.loads(ended.out)["routes"]
    assert (ended.code, route["nodes"], route["streets"]) == (0, [1, 2, 3], ["Row 0"])


def test_a_graph_is_a_map_for_the_search(greenwave: Greenwave, town: Path) -> None:
    ended = greenwave("search", town, "column 3", "--json")
    assert json.loads(ended.out)["results"][0]["label"] == "Column 3"


def test_a_graph_is_imported_with_a_report(greenwave: Greenwave, town: Path, tmp_path: Path) -> None:
    ended = greenwave("import", town, "-o", tmp_path / "folder", "--json")
    assert ended.code == 0
    assert json.loads(ended.out)["arcs"] == grid().arc_count


@needs_shared
def test_the_good_file_of_osmnx_is_217_7_m_long(greenwave: Greenwave) -> None:
    good = HOSTILE / "good_small.graphml"
    ended = greenwave("route", good, "--from", "43.730,7.420", "--to", "43.731,7.422", "--json")
    assert json.loads(ended.out)["routes"][0]["distance_m"] == pytest.approx(217.7, abs=0.1)
    ended = greenwave("route", good, "--from", "43.731,7.422", "--to", "43.730,7.420", "--json")
    assert (ended.code, json.loads(ended.out)["error"]["code"]) == (3, "NoRoute")


@needs_shared
@pytest.mark.parametrize("name", ["xxe.graphml", "wrong_types.graphml", "missing_xy.graphml"])
def test_a_bad_graph_is_refused_in_one_line(greenwave: Greenwave, name: str, tmp_path: Path) -> None:
    assert is_refused(greenwave("import", HOSTILE / name, "-o", tmp_path / "folder"), name)


def test_a_map_goes_out_as_the_graph_it_came_from(greenwave: Greenwave, town: Path, tmp_path: Path) -> None:
    ended = greenwave("export", town, "-o", tmp_path / "again.graphml")
    assert ended.code == 0
    assert "30 nodes" in ended.out
    assert (tmp_path / "again.graphml").read_bytes() == town.read_bytes()


def test_the_roads_in_a_box_go_out_as_geojson(greenwave: Greenwave, town: Path, tmp_path: Path) -> None:
    output = tmp_path / "corner.geojson"
    ended = greenwave("export", town, "-o", output, "--box", "44.9999,0.0999,45.0001,0.1001")
    assert ended.code == 0
    features = json.loads(output.read_bytes())["features"]
    assert {feature["properties"]["name"] for feature in features} == {"Row 0", "Column 0"}
    assert f"{len(features)} roads" in ended.out
    whole = tmp_path / "whole.geojson"
    assert greenwave("export", town, "-o", whole).code == 0
    assert len(json.loads(whole.read_bytes())["features"]) == grid().arc_count


def test_a_box_without_a_road_is_exit_3_and_no_file(greenwave: Greenwave, town: Path, tmp_path: Path) -> None:
    output = tmp_path / "sea.geojson"
    ended = greenwave("export", town, "-o", output, "--box", "-20.55,-54.70,-20.40,-54.50")
    assert (ended.code, ended.out) == (3, "")
    assert "no road in the box" in ended.err
    assert not output.exists()


@pytest.mark.parametrize(
    ("output", "box", "words"),
    [
        ("town.osm", None, ".graphml or .geojson"),
        ("absent/town.geojson", None, "folder"),
        ("town.geojson", "1,2,3", "SOUTH,WEST,NORTH,EAST"),
        ("town.geojson", "5,2,3,4", "SOUTH,WEST,NORTH,EAST"),
        ("out.graphml", "1,2,3,4", "--box"),
    ],
)
def test_what_does_not_go_together_is_refused_before_the_map_is_opened(
    greenwave: Greenwave, tmp_path: Path, output: str, box: str | None, words: str
) -> None:
    arguments = [] if box is None else ["--box", box]
    assert is_refused(greenwave("export", "/nowhere.osm", "-o", tmp_path / output, *arguments), words)
