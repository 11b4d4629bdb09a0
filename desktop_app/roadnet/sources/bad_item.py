"""Finding the item of an XML map that pyosmium refuses, since its message does not name it."""

import math
import re
import zlib
from xml.parsers import expat

from desktop_app.roadnet.sources.osm_file import CheckedFile
from desktop_app.roadnet.sources.osm_format import OsmFormat, unpacked

_LONGEST_TEXT = 1024
_INTEGER = re.compile(r"-?[0-9]{1,19}")
_LARGEST_ID = 2**63 - 2
_ITEMS = frozenset({"node", "way", "relation"})


def first_bad_item(file: CheckedFile) -> str:
    """Return the first item of an XML map that pyosmium cannot hold, such as ``node 23``.

    That is one with an id that is no 64-bit number, a place that is no number, or a text of more
    than 1,024 bytes. The empty text is returned where there is none, and for PBF files.
    """
    if file.osm_format is OsmFormat.PBF:
        return ""
    parser = expat.ParserCreate()
    parser.StartElementHandler = _Search().element
    try:
        with file.path.open("rb") as packed:
            for chunk in unpacked(packed, file.osm_format):
                parser.Parse(chunk)
    except _FoundError as found:
        return str(found)
    except (expat.ExpatError, OSError, EOFError, zlib.error):
        return ""  # what ails the file is no single item; pyosmium's own message says it
    return ""


class _FoundError(Exception):
    """The bad item has been found; the message names it."""


class _Search:
    """Looks at each element and remembers the item it belongs to."""

    def __init__(self) -> None:
        self._item = ""

    def element(self, name: str, attributes: dict[str, str]) -> None:
        if name in _ITEMS:
            self._item = f"{name} {attributes.get('id', '')[:40]}".rstrip()
            self._check(_is_id(attributes.get("id", "")))
            if name == "node":
                self._check(all(map(_is_degrees, (attributes.get("lat"), attributes.get("lon")))))
        elif name in {"nd", "member"}:
            self._check(_is_id(attributes.get("ref", "")))
        if self._item:
            self._check(all(len(text.encode()) <= _LONGEST_TEXT for text in attributes.values()))

    def _check(self, is_good: bool) -> None:  # noqa: FBT001 - the one thing that is checked
        if not is_good:
            raise _FoundError(self._item)


def _is_id(text: str) -> bool:
    return _INTEGER.fullmatch(text) is not None and abs(int(text)) <= _LARGEST_ID


def _is_degrees(text: str | None) -> bool:
    if text is None:
        return True
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False
