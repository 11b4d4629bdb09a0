"""Kinds of OSM files, told by their content, and unpacking the XML ones in pieces."""

import bz2
import gzip
import io
from collections.abc import Iterator
from enum import StrEnum
from typing import BinaryIO

CHUNK = 1024 * 1024
"""Bytes that are read or unpacked at a time."""


class OsmFormat(StrEnum):
    """Kinds of OSM files, in pyosmium's words."""

    XML = "osm"
    XML_GZIP = "osm.gz"
    XML_BZIP2 = "osm.bz2"
    PBF = "pbf"


def format_of(head: bytes) -> OsmFormat | None:
    """Return the kind of a file by its first 16 bytes or more, or None where it is no OSM file."""
    if head.startswith(b"\x1f\x8b"):
        return OsmFormat.XML_GZIP
    if head.startswith(b"BZh"):
        return OsmFormat.XML_BZIP2
    if head[6:15] == b"OSMHeader":
        return OsmFormat.PBF
    if head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00").startswith(b"<"):
        return OsmFormat.XML
    return None


def unpacked(file: BinaryIO, osm_format: OsmFormat) -> Iterator[bytes]:
    """Yield the XML in `file`, at most `CHUNK` bytes at a time.

    Raises
    ------
    EOFError, OSError, zlib.error
        The packed stream is cut short or damaged.
    """
    stream: io.BufferedIOBase | BinaryIO = file
    if osm_format is OsmFormat.XML_GZIP:
        stream = gzip.GzipFile(fileobj=file, mode="rb")
    elif osm_format is OsmFormat.XML_BZIP2:
        stream = bz2.BZ2File(file)
    while chunk := stream.read(CHUNK):
        yield chunk
