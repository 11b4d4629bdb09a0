"""Map folders: an imported map on disk, opened by mapping its files into memory.

``FORMAT.md`` beside this module describes the files. A folder is written beside its place, flushed to
the disk and renamed, so that a crash or a full disk leaves no half of one.
"""

import shutil
import uuid
from pathlib import Path

from desktop_app.errors import MapFolderError, StorageError
from desktop_app.roadnet.folder_check import check_shapes, check_values
from desktop_app.roadnet.folder_reader import damaged, open_parts, unreadable
from desktop_app.roadnet.folder_writer import write_parts
from desktop_app.roadnet.manifest import MANIFEST, read_manifest
from desktop_app.roadnet.map_data import MapData, SourceMap
from desktop_app.roadnet.progress import ImportProgress, ProgressSink
from desktop_app.whole_files import put_in_place

_QUICKLY_CHECKED_BYTES = 100_000_000
"""Maps up to this size are looked through whole as they are opened; larger ones by `folder_audit` alone."""


def is_map_folder(folder: Path) -> bool:
    """Say whether `folder` looks like a map folder; it may still be damaged."""
    return (folder / MANIFEST).is_file()


def check_replaceable(folder: Path) -> None:
    """Raise a `MapFolderError` where `folder` is something else than a map folder, or holds other files."""
    if not folder.exists() or is_map_folder(folder) or (folder.is_dir() and not any(folder.iterdir())):
        return
    raise MapFolderError(f"{folder} exists and is no map folder; choose another name.")


def write_map_folder(folder: Path, source: SourceMap, progress: ProgressSink | None = None) -> None:
    """Write `source` as a map folder, in the place of an older one if there is one.

    Raises
    ------
    MapFolderError
        `folder` exists and is something else.
    StorageError
        The disk is full, or the folder cannot be written; nothing is left behind.
    """
    check_replaceable(folder)
    part = folder.parent / f".{folder.name}.{uuid.uuid4().hex}.part"
    aside = part.with_suffix(".old")
    try:
        part.mkdir(parents=True)
        write_parts(part, source, progress or _ignore)
        put_in_place(part, folder, aside)
    except OSError as error:
        reason = error.strerror or str(error)
        raise StorageError(
            f"The map folder {folder} cannot be written: {reason}; make room or choose another place."
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    shutil.rmtree(aside, ignore_errors=True)


def open_map_folder(folder: Path) -> MapData:
    """Return the map in `folder`, its arrays mapped read-only from the files.

    Sizes and headers of all files are checked, and the values of small maps; see `folder_audit`.

    Raises
    ------
    MapFolderError
        It is no map folder, is damaged, or was written by another version of the program.
    """
    try:
        manifest = read_manifest(folder)
        data = open_parts(folder, manifest)
        problem = check_shapes(data)
        if not problem and sum(file.size for file in manifest.files.values()) <= _QUICKLY_CHECKED_BYTES:
            problem = check_values(data)
    except OSError as error:
        raise unreadable(folder, error) from error
    if problem:
        raise damaged(folder, problem)
    return data


def _ignore(_progress: ImportProgress) -> None:
    """Take a word that nobody asked for."""
