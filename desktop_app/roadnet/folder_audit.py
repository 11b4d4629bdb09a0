"""Reading a map folder through: whether each file is, byte by byte, what the import wrote."""

import sqlite3
from contextlib import closing
from pathlib import Path

from desktop_app.roadnet.folder_check import check_shapes, check_values
from desktop_app.roadnet.folder_reader import damaged, damaged_file, open_parts, unreadable
from desktop_app.roadnet.manifest import MANIFEST, Counts, Manifest, read_manifest
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.progress import BYTES, ImportProgress, ProgressSink
from desktop_app.roadnet.search.schema import SEARCH_FILE
from desktop_app.roadnet.stored_arrays import sha256_of


def check_map_folder(folder: Path, progress: ProgressSink) -> Manifest:
    """Compare all files of a map folder with its manifest, and look whether they fit together.

    Returns
    -------
    Manifest
        Of the folder, which is whole.

    Raises
    ------
    MapFolderError
        It cannot be opened, or is damaged: the message names the first damaged file.
    """
    try:
        manifest = read_manifest(folder)
        data = open_parts(folder, manifest)
        _check_sums(folder, manifest, progress)
        problem = (
            _count_problem(manifest, data.network)
            or check_shapes(data)
            or check_values(data)
            or _search_problem(folder)
        )
    except OSError as error:
        raise unreadable(folder, error) from error
    if problem:
        raise damaged(folder, problem)
    return manifest


def _count_problem(manifest: Manifest, network: RoadNetwork) -> str:
    """Say whether the manifest counts otherwise than the arrays, or return the empty text."""
    there = Counts(
        nodes=len(network.node_osm_id),
        junctions=network.junction_count,
        arcs=network.arc_count,
        segments=network.segment_count,
    )
    return "" if manifest.counts == there else f"{MANIFEST} counts {manifest.counts}, but there are {there}"


def _search_problem(folder: Path) -> str:
    """Return what SQLite says against the search file, or the empty text."""
    address = f"{(folder / SEARCH_FILE).absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as database:
            (verdict,) = database.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        verdict = str(error)
    return "" if verdict == "ok" else f"{SEARCH_FILE} cannot be used ({verdict})"


def _check_sums(folder: Path, manifest: Manifest, progress: ProgressSink) -> None:
    total = sum(stored.size for stored in manifest.files.values())
    done = 0

    def read(count: int) -> None:
        nonlocal done
        done += count
        progress(ImportProgress("checking the map folder", done, total, BYTES))

    for name, stored in manifest.files.items():
        if sha256_of(folder / name, read) != stored.sha256:
            raise damaged_file(folder / name, "its content is not what was written")
