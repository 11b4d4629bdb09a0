"""Exporting a route, in the background."""

import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.bridge.route_exporter import RouteExporter
from tests.routing.test_exports import routed


@pytest.fixture
def exporter() -> Iterator[RouteExporter]:
    exporter = RouteExporter()
    yield exporter
    exporter.stop()


@pytest.mark.parametrize("suffix", [".gpx", ".GeoJSON", ".kml"])
def test_the_ending_chooses_the_format(
    qtbot: QtBot, exporter: RouteExporter, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"morning{suffix}"
    with qtbot.waitSignal(exporter.done) as done:
        exporter.export(routed(), "Morning <run>", path)
    assert done.args == [f"The route Morning <run> is in {path.name}."]
    text = path.read_text(encoding="utf-8")
    if suffix == ".GeoJSON":
        assert json.loads(text)["features"][0]["properties"]["name"] == "Morning <run>"
    else:
        assert ET.fromstring(text).tag.endswith(suffix[1:])  # noqa: S314 - our own text


@pytest.mark.parametrize(
    ("name", "sentence"), [("run.txt", "endings"), ("absent/run.gpx", "cannot be written")]
)
def test_what_cannot_be_written_is_said(
    qtbot: QtBot, exporter: RouteExporter, tmp_path: Path, name: str, sentence: str
) -> None:
    with qtbot.waitSignal(exporter.failed) as failed:
        exporter.export(routed(), "Morning", tmp_path / name)
    assert sentence in failed.args[0]
    assert not list(tmp_path.rglob("run*"))
