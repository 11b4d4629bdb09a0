"""The instant of the data in a file that Overpass wrote, which pyosmium passes over."""

import re
from contextlib import suppress
from xml.parsers import expat

from desktop_app.roadnet.sources.osm_file import CheckedFile
from desktop_app.roadnet.sources.osm_format import OsmFormat, unpacked

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
_BEFORE_META = frozenset({"osm", "note", "bounds"})


class _Seen(Exception):  # noqa: N818 - not an error, but the way out of the parser
    """The element ``meta`` was seen, or stands nowhere."""


def overpass_data_time(file: CheckedFile) -> str:
    """Return what ``<meta osm_base="..."/>`` at the beginning of an XML file says.

    Empty for a file of another kind, one without it, or one that cannot be read.
    """
    if file.osm_format is OsmFormat.PBF:
        return ""
    with file.path.open("rb") as content:
        return _osm_base(next(unpacked(content, file.osm_format), b""))


def _osm_base(beginning: bytes) -> str:
    found = ""

    def take(name: str, attributes: dict[str, str]) -> None:
        nonlocal found
        if name == "meta":
            found = attributes.get("osm_base", "")
        if name not in _BEFORE_META:
            raise _Seen

    parser = expat.ParserCreate()
    parser.StartElementHandler = take
    # What is wrong with a file is said by those who read all of it.
    with suppress(_Seen, expat.ExpatError):
        parser.Parse(beginning, False)
    return found if _INSTANT.fullmatch(found) else ""
