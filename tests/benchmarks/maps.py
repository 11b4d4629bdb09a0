"""The maps that are measured, imported once into a folder of their own."""

import sys
import tempfile
from pathlib import Path

from desktop_app.backend.map_cache import MapCache
from tests.shared_data import SHARED

FILES = {"campo-grande": "campo-grande.osm.gz", "porto": "porto_portugal.osm.pbf"}


def map_folder(case: str) -> Path | None:
    """Return the map folder of a case; None, and a word on stderr, where its extract is not there."""
    extract = SHARED / "maps" / FILES[case]
    if not extract.exists():
        print(f"left out: {case}, since {extract.name} is not in the folder 'shared'", file=sys.stderr)
        return None
    cache = MapCache(Path(tempfile.gettempdir()) / "greenwave-benchmarks")
    return cache.folder_of(extract, lambda _progress: None, bool)
