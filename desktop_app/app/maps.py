"""Maps for the command line: importing, the cache, opening."""

import atexit
from collections.abc import Callable, Sequence
from pathlib import Path

from desktop_app.backend.importing import import_map
from desktop_app.backend.map_cache import MapCache
from desktop_app.errors import NoRoadsError
from desktop_app.roadnet.backdrop import Backdrop
from desktop_app.roadnet.build import empty_network
from desktop_app.roadnet.folder import open_map_folder
from desktop_app.roadnet.map_data import ImportReport, MapData, SourceMap
from desktop_app.roadnet.network import MapFacts
from desktop_app.roadnet.progress import ProgressSink


def import_to_folder(
    source: Path, folder: Path, progress: ProgressSink, profiles: Sequence[Path] = ()
) -> ImportReport:
    """Make the map folder `folder` of an extract, in a process of its own; return the report.

    Parameters
    ----------
    profiles
        TOML files of profiles beside those that ship with the program.

    Raises
    ------
    ProfileFileError, MapFileError, MapFolderError, StorageError, FaultError
        As `backend.importing.import_map` says.
    """
    return import_map(source, folder, progress, _never, profiles=profiles)


def open_map(source: Path, progress: ProgressSink) -> MapData:
    """Return the map of an extract, imported into the cache if need be, or of a map folder.

    Raises
    ------
    MapFileError, MapFolderError, StorageError, FaultError
        The map cannot be had; the sentence says why.
    """
    cache = MapCache()
    # The map is mapped from the folder for as long as this process lives.
    atexit.register(cache.close)
    return open_map_folder(cache.folder_of(source, progress, _never))


def open_map_or_none(source: Path, progress: ProgressSink) -> MapData:
    """Return the map as `open_map` does, and an empty one where it holds no road for cars."""
    try:
        return open_map(source, progress)
    except NoRoadsError:
        network = empty_network(MapFacts(source.name, "", "", "", 0.0, 0.0, 0.0, 0.0))
        return MapData.of(SourceMap(network, Backdrop.empty(), ImportReport(0, 0, 0, 0, {}, {}, 0.0, "")))


_never: Callable[[], bool] = bool
"""Nobody cancels from the command line but by Ctrl-C, which ends the import's process too."""
