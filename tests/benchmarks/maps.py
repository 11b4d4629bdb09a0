"""The maps that are measured, imported once into a folder of their own."""

import sys
import tempfile
from pathlib import Path

from desktop_app.backend.map_cache import MapCache
from desktop_app.roadnet.sources.generator.plan import COUNTRY_VERSION, CountryPlan
from desktop_app.roadnet.sources.generator.writing import write_country
from tests.shared_data import SHARED

GENERATED = {"generated-1m": 1_000_000, "generated-10m": 10_000_000}
"""Arcs of the invented countries."""

FILES = {
    "campo-grande": "campo-grande.osm.gz",
    "liechtenstein": "liechtenstein-latest.osm.pbf",
    "porto": "porto_portugal.osm.pbf",
}

_CACHE = Path(tempfile.gettempdir()) / "greenwave-benchmarks"
_CACHE_BYTES = 20_000_000_000
_SEED = 1


def source_file(case: str) -> Path:
    """Return the extract of a case; a generated one is made if it is not there yet."""
    if case not in GENERATED:
        return SHARED / "maps" / FILES[case]
    path = _CACHE / f"{case}-{COUNTRY_VERSION}.osm.pbf"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"part-{path.name}")
        write_country(part, CountryPlan(_SEED, GENERATED[case]), lambda _progress: None)
        part.replace(path)
    return path


def map_folder(case: str) -> Path | None:
    """Return the map folder of a case; None, and a word on stderr, where its extract is not there."""
    extract = source_file(case)
    if not extract.exists():
        print(f"left out: {case}, since {extract.name} is not in the folder 'shared'", file=sys.stderr)
        return None
    cache = MapCache(_CACHE, limit_bytes=_CACHE_BYTES)
    return cache.folder_of(extract, lambda _progress: None, bool)
