"""Exporting the roads in view, in the background."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.bridge.road_exporter import RoadExporter
from desktop_app.roadnet.backdrop import Backdrop
from desktop_app.roadnet.map_data import ImportReport, MapData, SourceMap
from desktop_app.roadnet.sources.download.box import Box
from tests.networks import grid

CORNER = Box(44.9999, 0.0999, 45.0001, 0.1001)


@pytest.fixture
def exporter() -> Iterator[RoadExporter]:
    exporter = RoadExporter()
    yield exporter
    exporter.stop()


@pytest.fixture
def data() -> MapData:
    return MapData.of(SourceMap(grid(), Backdrop.empty(), ImportReport(0, 0, 0, 0, {}, {}, 0.0, "")))


def test_the_roads_in_the_box_are_written(
    qtbot: QtBot, exporter: RoadExporter, data: MapData, tmp_path: Path
) -> None:
    path = tmp_path / "corner.geojson"
    with qtbot.waitSignal(exporter.done) as done:
        exporter.export(data, CORNER, path)
    assert done.args == ["4 roads, each direction one, are in corner.geojson."]
    names = {feature["properties"]["name"] for feature in json.loads(path.read_bytes())["features"]}
    assert names == {"Row 0", "Column 0"}


def test_a_file_that_cannot_be_written_is_said(
    qtbot: QtBot, exporter: RoadExporter, data: MapData, tmp_path: Path
) -> None:
    with qtbot.waitSignal(exporter.failed) as failed:
        exporter.export(data, CORNER, tmp_path / "absent" / "corner.geojson")
    assert "cannot be written" in failed.args[0]


def test_what_is_being_written_is_whole_when_it_is_stopped(
    exporter: RoadExporter, data: MapData, tmp_path: Path
) -> None:
    exporter.export(data, CORNER, tmp_path / "corner.geojson")
    exporter.stop()
    assert json.loads((tmp_path / "corner.geojson").read_bytes())["type"] == "FeatureCollection"
