"""Walking the blobs of a PBF file (wiki: PBF Format), to bound their sizes before anyone inflates them."""

from collections.abc import Iterator
from typing import BinaryIO

LARGEST_HEADER = 64 * 1024
LARGEST_BLOB = 32 * 1024 * 1024

_KIND, _DATA_SIZE = 1, 3
_RAW, _RAW_SIZE = 1, 2
_VARINT, _FIXED64, _LENGTH, _FIXED32 = 0, 1, 2, 5
_LONGEST_VARINT = 10


class BlobError(Exception):
    """Bytes that are no PBF blob; the message goes on with "the file"."""


class BlobWalk:
    """Walks over the blobs of an open PBF file from its beginning."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        """Walk over `file`, which has `size` bytes."""
        self._file = file
        self._size = size

    def __iter__(self) -> Iterator[int]:
        """Yield the size in bytes that each blob says it has once inflated.

        Raises
        ------
        BlobError
            The file is cut short, does not begin with a header, or a size is out of bounds.
        """
        expected: bytes | None = b"OSMHeader"
        while self._file.tell() < self._size:
            length = int.from_bytes(self._read(4), "big")
            if length > LARGEST_HEADER:
                raise BlobError("has a block header that is larger than the format allows (64 KiB)")
            kind, size = _header(self._read(length))
            if expected is not None and kind != expected:
                raise BlobError("is no OpenStreetMap file in PBF format")
            expected = None
            yield _inflated_size(self._read(size))

    def _read(self, length: int) -> bytes:
        data = self._file.read(length)
        if len(data) != length:
            raise BlobError("is cut short")
        return data


def _header(data: bytes) -> tuple[bytes, int]:
    """Return the kind of the blob that follows, and its size in the file in bytes."""
    kind, size = b"", -1
    for number, value in _fields(data):
        if number == _KIND and isinstance(value, bytes):
            kind = value
        elif number == _DATA_SIZE and isinstance(value, int):
            size = value
    if not 0 <= size <= LARGEST_BLOB:
        raise BlobError("has a block that is larger than the format allows (32 MiB)")
    return kind, size


def _inflated_size(blob: bytes) -> int:
    size = 0
    for number, value in _fields(blob):
        if number == _RAW and isinstance(value, bytes):
            size = max(size, len(value))
        elif number == _RAW_SIZE and isinstance(value, int):
            size = max(size, value)
    if size > LARGEST_BLOB:
        raise BlobError("has a block that says to be larger than the format allows (32 MiB)")
    return size


def _fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Yield number and value of each protobuf field; fixed-width ones are skipped."""
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        number, wire_type = key >> 3, key & 7
        if wire_type == _VARINT:
            value, at = _varint(data, at)
            yield number, value
        elif wire_type == _LENGTH:
            length, at = _varint(data, at)
            if at + length > len(data):
                raise BlobError("is damaged: a field is longer than its block")
            yield number, data[at : at + length]
            at += length
        elif wire_type in {_FIXED64, _FIXED32}:
            at += 8 if wire_type == _FIXED64 else 4
        else:
            raise BlobError("is damaged: a block holds an unknown kind of field")


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Return the number at `at` and the place after it."""
    value = 0
    for position, byte in enumerate(data[at : at + _LONGEST_VARINT]):
        value |= (byte & 127) << (7 * position)
        if byte < 128:  # noqa: PLR2004 - the top bit says that more follows
            return value, at + position + 1
    raise BlobError("is damaged: a number has no end")
