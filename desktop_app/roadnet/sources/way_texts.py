"""Ways as lines of text, as pyosmium writes them by itself.

That is many times as fast as asking pyosmium for each tag and each node of a way. The form is OPL
(https://osmcode.org/opl-file-format/): fields apart by blanks, ``%`` around the hexadecimal code point
of what would be taken for a separator.
"""

import re
from dataclasses import dataclass

import osmium

_ESCAPE = re.compile("%([0-9a-f]+)%")
_LAST_CODE = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)
_UNREADABLE = "\N{REPLACEMENT CHARACTER}"
"""For what text that is no UTF-8 comes to."""

_SPECIAL = re.compile("[ ,=@%\n]")


@dataclass(frozen=True, slots=True)
class WayText:
    """One way.

    Attributes
    ----------
    changed
        RFC 3339 instant of its version, or empty.
    tags, refs
        As OPL writes them; see `tags_of` and `refs_of`.
    """

    osm_id: int
    version: int
    visible: bool
    changed: str
    tags: str
    refs: str


def way_text(line: str) -> WayText:
    """Return the way of a line ``w1 v2 dV c3 t2026-01-01T00:00:00Z i4 uname Tk=v,... Nn5,n6,...``."""
    osm_id, version, deleted, _, changed, _, _, tags, refs = line.rstrip("\n").split(" ")
    return WayText(int(osm_id[1:]), int(version[1:]), deleted == "dV", changed[1:], tags[1:], refs[1:])


def text_of_way(way: osmium.osm.Way) -> WayText:
    """Return the same of a way that pyosmium hands out.

    Raises
    ------
    UnicodeDecodeError
        A tag is no UTF-8.
    """
    tags = ",".join(f"{_escaped(tag.k)}={_escaped(tag.v)}" for tag in way.tags)
    refs = ",".join(f"n{node.ref}" for node in way.nodes)
    changed = way.timestamp.strftime("%Y-%m-%dT%H:%M:%SZ") if way.timestamp.timestamp() > 0 else ""
    return WayText(way.id, way.version, way.visible, changed, tags, refs)


def tags_of(text: str) -> dict[str, str]:
    """Return the tags in `WayText.tags`; of several with one key the last."""
    if not text:
        return {}
    tags = dict(tag.split("=", 1) for tag in text.split(","))
    if "%" not in text:
        return tags
    return {_ESCAPE.sub(_character, key): _ESCAPE.sub(_character, value) for key, value in tags.items()}


def refs_of(text: str) -> list[int]:
    """Return the OSM ids of the nodes in `WayText.refs`."""
    return [int(ref[1:]) for ref in text.split(",")] if text else []


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: f"%{ord(found[0]):x}%", text)


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return _UNREADABLE if code > _LAST_CODE or code in _SURROGATES else chr(code)
