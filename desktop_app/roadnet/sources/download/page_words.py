"""The web pages by which map servers say that something went wrong, as one line of text."""

import re
from html import unescape

_LONGEST = 200
_UNSEEN = re.compile(r"<(head|style|script)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_INLINE = re.compile(r"</?(?:a|b|em|i|span|strong)\b[^>]{0,1000}>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]{0,1000}>")
_ERROR = re.compile(r"(?:runtime )?error\s*:.*", re.IGNORECASE)
_GRAVE = re.compile(r"error|timed out|memory", re.IGNORECASE)
_BUSY = re.compile(r"too busy|rate_limited|Dispatcher_Client|overcrowded|server load", re.IGNORECASE)


def page_words(page: bytes) -> str:
    """Return what a page says, 200 letters at most: from its word "error" on, where it has one."""
    seen = _UNSEEN.sub(" ", page.decode("utf-8", "replace"))
    text = _TAG.sub(" ", _INLINE.sub("", seen))
    line = " ".join(unescape(text).split())
    printable = "".join(letter if letter.isprintable() else "\ufffd" for letter in line)
    error = _ERROR.search(printable)
    shown = error.group() if error else printable
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"


def is_grave(remark: str) -> bool:
    """Whether a remark of Overpass says that the answer is not whole."""
    return _GRAVE.search(remark) is not None


def is_busy_page(words: str) -> bool:
    """Whether a page, as `page_words` gives it, says that the server has no room just now."""
    return _BUSY.search(words) is not None
