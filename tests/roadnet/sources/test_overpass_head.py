"""The instant of the data in a file of Overpass."""

from pathlib import Path

import pytest

from tests.roadnet.sources.map_files import NODES, osm, read, way
from tests.shared_data import SHARED, needs_shared

NEWEST = "2020-01-01T00:00:00Z"


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        ('<note>x</note><meta osm_base="2026-11-24T10:47:02Z"/>', "2026-11-24T10:47:02Z"),
        ('<meta areas="2026-11-24T10:47:02Z"/>', "2020-01-01T00:00:00.000Z"),
        ('<meta osm_base="yesterday"/>', "2020-01-01T00:00:00.000Z"),
        (
            '<node id="99" lat="1" lon="1"/><meta osm_base="2026-11-24T10:47:02Z"/>',
            "2020-01-01T00:00:00.000Z",
        ),
        ("", "2020-01-01T00:00:00.000Z"),
    ],
)
def test_a_file_says_of_when_its_data_are(tmp_path: Path, meta: str, expected: str) -> None:
    path = tmp_path / "map.osm"
    path.write_text(osm(meta, NODES, way(1, [1, 2, 3, 4], f'timestamp="{NEWEST}"', highway="residential")))
    assert read(path).report.data_time == expected


@needs_shared
def test_the_extract_that_overpass_wrote() -> None:
    data = read(SHARED / "maps/north-bayreuth.osm.gz")
    assert data.report.data_time == "2014-11-05T10:47:02Z"
