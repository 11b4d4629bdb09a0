"""Writing the files of a map folder, one part after the other, and the manifest last."""

import os
from pathlib import Path

from desktop_app import __version__
from desktop_app.roadnet.columns import columns_of
from desktop_app.roadnet.generalised import build_road_lines
from desktop_app.roadnet.manifest import (
    MANIFEST,
    ArrayKind,
    Counts,
    Manifest,
    StoredFile,
    StoredProfile,
)
from desktop_app.roadnet.map_data import SourceMap
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.progress import BYTES, ImportProgress, ProgressSink
from desktop_app.roadnet.search.schema import SEARCH_FILE
from desktop_app.roadnet.spatial_arrays import build_spatial_arrays
from desktop_app.roadnet.stored_arrays import sha256_of, stored_kind, write_array
from desktop_app.whole_files import sync_folder


def write_parts(folder: Path, source: SourceMap, progress: ProgressSink) -> None:
    """Write all files of a map into the empty folder `folder`.

    What is derived from the source's map is derived part by part, so that no two lie in memory at once.

    Raises
    ------
    OSError
        The disk is full, or the folder cannot be written.
    """
    from desktop_app.roadnet.search.writer import (  # noqa: PLC0415 - heavy, and whoever only opens a folder needs none of it
        write_search_index,
    )

    writer = _Writer(folder, progress)
    network = source.network
    writer.put("network", network)
    for profile in network.profiles:
        writer.put(f"profile.{profile.name}", profile)
    writer.put("backdrop", source.backdrop)
    progress(ImportProgress("indexing the roads", 0, 0))
    writer.put("index", build_spatial_arrays(network))
    progress(ImportProgress("simplifying the roads", 0, 0))
    writer.put("lines", build_road_lines(network))
    writer.put("order", source.order)
    write_search_index(folder / SEARCH_FILE, network, source.backdrop, source.items, progress)
    writer.add(SEARCH_FILE)
    writer.finish(source)


class _Writer:
    """Writes tables of arrays, and keeps what the manifest says of them."""

    def __init__(self, folder: Path, progress: ProgressSink) -> None:
        self._folder = folder
        self._progress = progress
        self._bytes = 0
        self._arrays: dict[str, ArrayKind] = {}
        self._files: dict[str, StoredFile] = {}

    def put(self, part: str, table: object) -> None:
        """Write the arrays of a struct."""
        for name, column in columns_of(table).items():
            full = f"{part}.{name}"
            self._arrays[full] = stored_kind(column)
            self._files[f"{full}.npy"] = write_array(self._folder / f"{full}.npy", column, self._count)

    def add(self, name: str) -> None:
        """Take up a file that is written already."""
        path = self._folder / name
        self._files[name] = StoredFile(path.stat().st_size, sha256_of(path, self._count))

    def finish(self, source: SourceMap) -> None:
        """Write the manifest, and see that all names are on the disk."""
        network = source.network
        manifest = Manifest(
            program=__version__,
            facts=network.facts,
            counts=_counts(network),
            profiles=tuple(
                StoredProfile(each.name, each.modes, each.size, each.turn_costs) for each in network.profiles
            ),
            profiles_key=source.profiles_key,
            arrays=self._arrays,
            files=self._files,
            report=source.report,
        )
        with (self._folder / MANIFEST).open("xb") as file:
            file.write(manifest.to_bytes())
            file.flush()
            os.fsync(file.fileno())
        sync_folder(self._folder)

    def _count(self, written: int) -> None:
        self._bytes += written
        self._progress(ImportProgress("writing the map folder", self._bytes, 0, BYTES))


def _counts(network: RoadNetwork) -> Counts:
    return Counts(len(network.node_osm_id), network.junction_count, network.arc_count, network.segment_count)
