"""Reading whole extracts."""

from pathlib import Path

import pytest

from tests.roadnet.sources.map_files import read
from tests.shared_data import SHARED, needs_shared


@needs_shared
@pytest.mark.parametrize(
    ("file", "ways", "junctions", "arcs"),
    [
        ("monaco.osm.gz", 502, 574, 1_065),
        ("krems.osm.gz", 557, 790, 1_698),
        ("campo-grande.osm.gz", 4_007, 8_913, 25_990),
        ("porto_portugal.osm.pbf", 42_787, 62_889, 146_481),
    ],
)
def test_real_maps_have_the_counts_of_their_notice(file: str, ways: int, junctions: int, arcs: int) -> None:
    data = read(SHARED / "maps" / file)
    assert data.report.ways_kept == pytest.approx(ways, rel=0.04)
    assert data.report.junctions == pytest.approx(junctions, rel=0.04)
    assert data.report.arcs == pytest.approx(arcs, rel=0.04)
    assert data.network.facts.name == Path(file).name.partition(".")[0]
