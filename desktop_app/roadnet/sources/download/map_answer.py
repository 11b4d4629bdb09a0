"""Looking through a map as it comes: is it one, is it whole, and does the server say that it is not."""

import re
from collections.abc import Iterable, Iterator

from desktop_app.errors import DownloadError
from desktop_app.roadnet.sources.download.estimate import megabytes
from desktop_app.roadnet.sources.download.page_words import is_grave, page_words
from desktop_app.roadnet.sources.xml_prolog import PrologError, check_prolog

_HEAD_BYTES = 4_096
_TAIL_BYTES = 4_096
_REMARK = re.compile(rb"<remark>(.*?)</remark>", re.DOTALL)
_END = b"</osm>"


def checked_map(pieces: Iterable[bytes], url: str, most_bytes: int) -> Iterator[bytes]:
    """Yield the pieces of an answer that is OpenStreetMap XML; hold back none but the first few.

    Whoever writes them must throw them away where this raises.

    Raises
    ------
    DownloadError
        It is no map, it is cut short, it holds a remark on an error, or more than `most_bytes`.
    """
    total, tail, head = 0, b"", b""
    is_checked = False
    for piece in pieces:
        total += len(piece)
        if total > most_bytes:
            raise DownloadError(f"The map of {url} is over {megabytes(most_bytes)}; take a smaller box.")
        tail = (tail + piece)[-_TAIL_BYTES:]
        if is_checked:
            yield piece
            continue
        head += piece
        if len(head) >= _HEAD_BYTES:
            _check_head(head, url)
            is_checked = True
            yield head
    if not is_checked:
        _check_head(head, url)
        yield head
    _check_tail(tail, url)


def _check_head(head: bytes, url: str) -> None:
    try:
        check_prolog(head)
    except PrologError as error:
        words = page_words(head) or "nothing"
        raise DownloadError(f"{url} did not answer with a map, but: {words}") from error


def _check_tail(tail: bytes, url: str) -> None:
    # Data cannot hold a <remark>: there a < is written as an entity.
    remark = _REMARK.search(tail)
    words = page_words(remark.group(1)) if remark else ""
    if is_grave(words):
        raise DownloadError(
            f"{url} could not give the whole map: {words.rstrip('.')}; take a smaller box, or try later."
        )
    if not tail.rstrip().endswith(_END):
        raise DownloadError(f"The map of {url} was cut short; try again.")
