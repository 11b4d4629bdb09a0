"""Searching a map for the command line and for the window."""

import atexit
from pathlib import Path

from desktop_app.backend.map_cache import MapCache
from desktop_app.roadnet.folder import open_map_folder
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.progress import ProgressSink
from desktop_app.roadnet.search.index import SearchIndex
from desktop_app.roadnet.search.schema import SEARCH_FILE


def open_search_index(folder: Path, network: RoadNetwork) -> SearchIndex:
    """Return the search index of the map in `folder`; raises MapFolderError where it cannot be used."""
    return SearchIndex(folder / SEARCH_FILE, network)


def open_search(source: Path, progress: ProgressSink) -> SearchIndex:
    """Return the search index of an extract, imported into the cache if need be, or of a map folder.

    Raises
    ------
    MapFileError, MapFolderError, StorageError, FaultError
        The map, or its index, cannot be had; the sentence says why.
    """
    cache = MapCache()
    # The roads are mapped from the folder for as long as this process lives.
    atexit.register(cache.close)
    folder = cache.folder_of(source, progress, bool)
    return open_search_index(folder, open_map_folder(folder).network)
