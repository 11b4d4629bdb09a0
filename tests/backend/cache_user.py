"""Somebody who opens a map through the cache, and says where it is and whether it was imported for it."""

import sys
from collections.abc import Callable
from pathlib import Path

from desktop_app.backend.map_cache import MapCache
from desktop_app.roadnet.folder import open_map_folder, write_map_folder
from desktop_app.roadnet.map_data import ImportReport
from desktop_app.roadnet.progress import ImportProgress, ProgressSink
from desktop_app.roadnet.sources.osm import read_osm


def _ignore(_progress: ImportProgress) -> None:
    pass


def main() -> None:
    """Open the map named second through the cache named first."""
    how = "found"

    def noted(
        source: Path, folder: Path, progress: ProgressSink, _cancelled: Callable[[], bool], /
    ) -> ImportReport:
        nonlocal how
        how = "imported"
        data = read_osm(source, progress)
        write_map_folder(folder, data)
        return data.report

    cache = MapCache(Path(sys.argv[1]), run_import=noted)
    folder = cache.folder_of(Path(sys.argv[2]), _ignore, lambda: False)
    open_map_folder(folder)
    sys.stdout.write(f"{folder} {how}\n")


if __name__ == "__main__":
    main()
