"""One array a file: written with its checksum, opened by mapping it into memory.

The files are NumPy's own (``.npy``, format 1.0, little-endian, C order, one dimension). The header is
compared byte by byte with the one that is expected, so that nothing in a file is ever interpreted.
"""

import hashlib
import io
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np

from desktop_app.roadnet.columns import Column
from desktop_app.roadnet.manifest import ArrayKind, StoredFile

_CHUNK = 16 * 1024 * 1024

Written = Callable[[int], None]
"""Is told how many more bytes are written."""


def stored_kind(column: Column) -> ArrayKind:
    """Return how an array is stored."""
    return ArrayKind(column.dtype.newbyteorder("<").str, column.shape)


def write_array(path: Path, column: Column, written: Written) -> StoredFile:
    """Write an array to the new file at `path` and flush it to the disk; raises OSError."""
    stored = np.ascontiguousarray(column, dtype=column.dtype.newbyteorder("<"))
    content = stored.view(np.uint8)
    header = _header(stored_kind(column))
    digest = hashlib.sha256(header)
    with path.open("xb") as file:
        file.write(header)
        for start in range(0, len(content), _CHUNK):
            chunk = content[start : start + _CHUNK]
            digest.update(chunk.data)
            file.write(chunk.data)
            written(len(chunk))
        file.flush()
        os.fsync(file.fileno())
    return StoredFile(len(header) + len(content), digest.hexdigest())


def map_array(path: Path, kind: ArrayKind) -> Column:
    """Return the array in a file, mapped read-only; its pages are shared between processes.

    Raises
    ------
    ValueError
        The file is not what `kind` says; the message says how.
    OSError
        It cannot be read.
    """
    header, dtype = _header(kind), np.dtype(kind.dtype)
    size = len(header) + dtype.itemsize * int(np.prod(kind.shape, dtype=object))
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_size != size:
            raise ValueError("it has another size")
        if file.read(len(header)) != header:
            raise ValueError("it begins otherwise")
        if 0 in kind.shape:
            return np.zeros(kind.shape, dtype)  # nothing cannot be mapped
        mapped = np.memmap(file, dtype, mode="r", offset=len(header), shape=kind.shape)
    return mapped.view(np.ndarray)


def sha256_of(path: Path, read: Written) -> str:
    """Return the SHA-256 of a file, hexadecimal; raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            read(len(chunk))
    return digest.hexdigest()


def _header(kind: ArrayKind) -> bytes:
    buffer = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        buffer, {"descr": kind.dtype, "fortran_order": False, "shape": kind.shape}
    )
    return buffer.getvalue()
