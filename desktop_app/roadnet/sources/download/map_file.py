"""The file that a downloaded map is written to: whole or not at all."""

import gzip
import os
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path

from desktop_app.errors import BadArgumentError, StorageError
from desktop_app.roadnet.sources.download.estimate import megabytes
from desktop_app.whole_files import whole_file

PACKED_SUFFIX = ".osm.gz"
_SUFFIXES = (".osm", PACKED_SUFFIX)
_PACKING = 3
"""Of gzip's levels: 90 MB a second, where 6 makes 36 for a sixth less on the disk."""
_LONGEST_NAME = 60
_ANYBODY = 0o666
"""A map is no secret: the user's own mask of rights rules."""
_PACKED_SHARE = 0.25
"""Of the unpacked size; measured 0.12, the rest is room to spare."""


def usual_name(label: str) -> str:
    """Return a file's name for the map of a place: ``porto.osm.gz`` for ``"Porto, Portugal"``."""
    plain = unicodedata.normalize("NFKD", label.partition(",")[0]).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")[:_LONGEST_NAME]
    return f"{name or 'map'}{PACKED_SUFFIX}"


def named_path(text: str, folder: Path) -> Path:
    """Return the file that a person names by `text`: in their home behind a ``~``, else in `folder`."""
    try:
        return folder / Path(text.strip()).expanduser()
    except RuntimeError:
        return folder / text.strip()  # nobody has that name, so it is one of a file


def is_there(path: Path) -> bool:
    """Whether a file would be replaced at `path`."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False  # no file has such a name


def check_map_path(path: Path) -> None:
    """Raise BadArgumentError where no map can be put at `path`; a file that is there will be replaced."""
    try:
        trouble = _trouble(path)
    except (OSError, ValueError) as error:
        trouble = f"{getattr(error, 'strerror', None) or error}; name another one"
    if trouble:
        raise BadArgumentError(f"{path} cannot be written: {trouble}.")


def _trouble(path: Path) -> str:
    folder = path.absolute().parent
    if not path.name.casefold().endswith(_SUFFIXES):
        return "name a file that ends in .osm or .osm.gz"
    if not path.name.isprintable():
        return "its name holds what cannot be printed; name another one"
    if not folder.is_dir():
        return f"there is no folder {path.parent}; make it first"
    if not os.access(folder, os.W_OK):
        return f"the folder {path.parent} is not yours to write to; choose another one"
    if path.exists() and not path.is_file():
        return "it is no file; name another one"
    return ""


def check_room(path: Path, map_bytes: int) -> None:
    """Raise StorageError where the disk has no room for a map of so many bytes, unpacked."""
    needed = round(map_bytes * (_PACKED_SHARE if _is_packed(path) else 1.0))
    free = shutil.disk_usage(path.absolute().parent).free
    if free < needed:
        raise StorageError(
            f"The disk is too full for {path}: {megabytes(needed)} are needed, {megabytes(free)} are free."
        )


def write_map(path: Path, pieces: Iterable[bytes], wrote: Callable[[int], None]) -> int:
    """Write the map in `pieces` to `path`, packed where its name ends in ``.gz``; return the file's bytes.

    What `pieces` raises leaves the file as it was.

    Parameters
    ----------
    wrote
        Is told how many bytes, unpacked, were written so far.

    Raises
    ------
    StorageError
        The disk is full, or the folder cannot be written.
    """
    try:
        with whole_file(path, mode=_ANYBODY) as file:
            if not _is_packed(path):
                _write_each(file.write, pieces, wrote)
            else:
                with gzip.GzipFile("", "wb", _PACKING, file, mtime=0) as packed:
                    _write_each(packed.write, pieces, wrote)
        return path.stat().st_size
    except OSError as error:
        raise StorageError(
            f"{path} cannot be written: {error.strerror or error}; make room, or choose another place."
        ) from error


def _write_each(write: Callable[[bytes], int], pieces: Iterable[bytes], wrote: Callable[[int], None]) -> None:
    total = 0
    for piece in pieces:
        write(piece)
        total += len(piece)
        wrote(total)


def _is_packed(path: Path) -> bool:
    return path.name.casefold().endswith(PACKED_SUFFIX)
