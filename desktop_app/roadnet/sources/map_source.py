"""Reading a map file of any kind."""

from collections.abc import Sequence
from pathlib import Path

from desktop_app.roadnet.map_data import SourceMap
from desktop_app.roadnet.profile import Profile
from desktop_app.roadnet.progress import ProgressSink

GRAPHML_SUFFIX = ".graphml"


def is_graphml(path: Path) -> bool:
    """Say whether a map file, by its name, is a graph."""
    return path.name.casefold().endswith(GRAPHML_SUFFIX)


def read_source(path: Path, progress: ProgressSink, profiles: Sequence[Profile] | None = None) -> SourceMap:
    """Return the map in a file: GraphML where its name ends so, else an OpenStreetMap extract.

    Raises
    ------
    MapFileError, StorageError
        As `read_osm` and `read_graphml` say.
    """
    # ruff: noqa: PLC0415 - an import of one kind needs nothing of the other
    if is_graphml(path):
        from desktop_app.roadnet.sources.graphml.reading import read_graphml

        return read_graphml(path, progress, profiles)
    from desktop_app.roadnet.sources.osm import read_osm

    return read_osm(path, progress, profiles)
