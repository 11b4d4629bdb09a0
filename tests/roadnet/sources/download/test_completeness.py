"""What our question takes of a real extract makes the very map that the whole extract makes."""

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from desktop_app.roadnet.backdrop import Backdrop
from desktop_app.roadnet.map_data import SourceMap
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.sources.download.estimate import Estimate
from desktop_app.roadnet.sources.download.overpass_query import map_query
from tests.roadnet.sources.download.client import BOX
from tests.roadnet.sources.download.overpass_stand_in import carry_out
from tests.roadnet.sources.map_files import read
from tests.shared_data import SHARED, needs_shared


@needs_shared
@pytest.mark.parametrize("name", ["krems.osm.gz", "monaco.osm.gz"])
def test_nothing_that_an_import_reads_is_left_behind(tmp_path: Path, name: str) -> None:
    extract, taken = SHARED / "maps" / name, tmp_path / "taken.osm"
    nodes, ways, relations = carry_out(map_query(BOX), extract, taken)
    whole, part = read(extract), read(taken)

    assert part.report.dropped == whole.report.dropped
    same_arrays(part.network, whole.network)
    same_arrays(part.backdrop, whole.backdrop)
    found = found_by(part)
    assert len(found) > 100
    assert found == found_by(whole)
    assert Estimate(nodes, ways, relations).map_bytes == pytest.approx(taken.stat().st_size, rel=0.25)


def same_arrays(found: RoadNetwork | Backdrop, expected: RoadNetwork | Backdrop) -> None:
    for field in fields(expected):
        array = getattr(expected, field.name)
        if isinstance(array, np.ndarray):
            np.testing.assert_array_equal(getattr(found, field.name), array, field.name)


def found_by(map_data: SourceMap) -> list[tuple[object, ...]]:
    """Return what people find on a map, in words; texts may be numbered otherwise."""
    items, texts = map_data.items, map_data.items.texts
    rows: list[tuple[object, ...]] = []
    for lon, lat, *numbers in zip(
        items.addresses.lon,
        items.addresses.lat,
        items.addresses.street,
        items.addresses.town,
        items.addresses.number,
        strict=True,
    ):
        rows.append((lon, lat, *(texts[int(number)] for number in numbers)))
    for points in (items.places, items.pois):
        for lon, lat, *numbers in zip(points.lon, points.lat, points.name, points.kind, strict=True):
            rows.append((lon, lat, *(texts[int(number)] for number in numbers)))
    lines = items.interpolations
    rows += zip(
        lines.first_number, lines.last_number, (texts[int(street)] for street in lines.street), strict=True
    )
    return rows
