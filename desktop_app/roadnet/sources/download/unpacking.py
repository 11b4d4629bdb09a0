"""Unpacking an answer as it comes, never more at a time than a piece."""

import zlib
from collections.abc import Iterable, Iterator

from desktop_app.errors import DownloadError

_PIECE_BYTES = 1 << 18
_GZIP = 31
"""zlib's word for a gzip stream with its largest window."""


def unpacked_pieces(pieces: Iterable[bytes], encoding: str, url: str) -> Iterator[bytes]:
    """Yield the body that came over the wire in `pieces`.

    Parameters
    ----------
    encoding
        ``gzip``, or empty where it is not packed.

    Raises
    ------
    DownloadError
        The packed stream is damaged or cut short, or packed in a way that nobody asked for.
    """
    if not encoding:
        yield from pieces
        return
    if encoding not in {"gzip", "x-gzip"}:
        raise DownloadError(f"{url} packed its answer as {encoding[:40]!r}, which was not asked for.")
    unpacker = zlib.decompressobj(_GZIP)
    try:
        for piece in pieces:
            packed = piece
            while packed and not unpacker.eof:
                if part := unpacker.decompress(packed, _PIECE_BYTES):
                    yield part
                packed = unpacker.unconsumed_tail
    except zlib.error as error:
        raise DownloadError(f"The answer of {url} is damaged: {error}; try again.") from error
    if not unpacker.eof:
        raise DownloadError(f"The answer of {url} was cut short; try again.")
