"""Files and folders that are put in place whole or not at all."""

import logging
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

_LOG = logging.getLogger(__name__)

_SALT_BYTES = 4


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` in the place of the file at `path`; a reader sees the old or the new one, never a half.

    Raises
    ------
    OSError
        The disk is full, or the folder cannot be written; the file is then as it was.
    """
    with whole_file(path) as file:
        file.write(data)


@contextmanager
def whole_file(path: Path, *, mode: int = 0o600) -> Iterator[BinaryIO]:
    """Give a file to write that takes the place of the one at `path` once the block has ended well.

    A block that raises leaves `path` as it was.

    Parameters
    ----------
    mode
        Who may read and write the file, before the user's mask; else its owner alone.

    Raises
    ------
    OSError
        The disk is full, or the folder cannot be written; the file is then as it was.
    """
    new = path.with_name(f"{path.name}.{secrets.token_hex(_SALT_BYTES)}.new")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def put_in_place(made: Path, folder: Path, aside: Path) -> None:
    """Rename the folder `made` to `folder`; an older one there steps `aside` first.

    All three are on one disk, and what `made` holds is flushed already. What stepped aside is
    left to the caller.

    Raises
    ------
    OSError
        The folder is not in place; the older one is back where it was.
    """
    if folder.exists():
        folder.rename(aside)
    try:
        made.rename(folder)
    except OSError:
        if aside.exists():
            aside.rename(folder)
        raise
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` survive a power cut, where the system lets a folder be synced."""
    if sys.platform == "win32":
        return  # Windows keeps names by itself and opens no folders
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        _LOG.debug("%s cannot be synced: %s", folder, error)
    finally:
        os.close(descriptor)
