"""Coordinates as people type and copy them: decimal, degrees and minutes, ``geo:``, OpenStreetMap's links."""

import math
import re
from dataclasses import dataclass

LONGEST_TEXT = 2_000

_DECIMAL = r"[+-]?\d{1,3}(?:[.,]\d{1,12})?"
_PAIR = re.compile(rf"({_DECIMAL})(?:\s*[,;]\s*|\s+)({_DECIMAL})")
_COMMA_PAIR = re.compile(r"([+-]?\d{1,3},\d+)\s*[,;]?\s+([+-]?\d{1,3},\d+)")
_ANGLE = r"""
    (?P<degrees{n}>\d{{1,3}}(?:[.,]\d+)?)\s*(?:[\u00b0\u00ba]|deg(?:rees)?\b)?\s*
    (?:(?P<minutes{n}>\d{{1,2}}(?:[.,]\d+)?)\s*(?:['\u2019\u2032m]|min\b)\s*)?
    (?:(?P<seconds{n}>\d{{1,2}}(?:[.,]\d+)?)\s*(?:["\u201d\u2033s]|''|sec\b)\s*)?
"""
_SIDE = r"(?P<side{n}>[NSEW])\s*"
_ANGLES = tuple(
    re.compile(r"[,;/]?\s*".join(form.format(n=number) for number in "12"), re.VERBOSE | re.IGNORECASE)
    for form in (_SIDE + _ANGLE, _ANGLE + _SIDE)
)
"""The letter for the side of the globe stands before both angles or behind both."""
_MAP_HASH = re.compile(rf"#(?:.*&)?map=[\d.]+/({_DECIMAL})/({_DECIMAL})")
_MARKER = tuple(re.compile(rf"[?&#]{name}=({_DECIMAL})(?:&|#|$)") for name in ("mlat", "mlon"))
_PLAIN_QUERY = tuple(re.compile(rf"[?&#]{name}=({_DECIMAL})(?:&|#|$)") for name in ("lat", "lon"))
_GEO = re.compile(rf"geo:({_DECIMAL}),({_DECIMAL})(?:[,;?].*)?", re.IGNORECASE)
_ITEM = re.compile(r"(?:openstreetmap|osm)\.org/(?:browse/)?(node|way)/(\d{1,18})", re.IGNORECASE)
_BARE_ITEM = re.compile(r"(node|way)[/ ](\d{1,18})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TypedPlace:
    """A place that was typed as numbers, degrees."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class TypedItem:
    """An OSM node or way that was named by its id."""

    is_way: bool
    osm_id: int

    @property
    def word(self) -> str:
        """What it is, in OSM's word."""
        return "way" if self.is_way else "node"


def typed_place(text: str) -> TypedPlace | None:
    """Return the place that a text names by numbers, or None where it names none on the globe.

    Two bare numbers are latitude and longitude in this order, unless the first can only be a longitude.
    """
    text = text[:LONGEST_TEXT].strip()
    if not any(figure in text for figure in "0123456789"):
        return None
    if "/" in text or "=" in text:
        place = _of_link(text)
        if place is not None:
            return place
    match = _GEO.fullmatch(text)
    if match is not None:
        return _place(_number(match[1]), _number(match[2]))
    text = text.strip("()[]")
    match = _COMMA_PAIR.fullmatch(text) or _PAIR.fullmatch(text)
    if match is not None:
        first, second = _number(match[1]), _number(match[2])
        return _place(first, second) or _place(second, first)
    return _of_angles(text)


def typed_item(text: str) -> TypedItem | None:
    """Return the OSM node or way that a link, or ``node 4711``, names, or None."""
    text = text[:LONGEST_TEXT].strip()
    match = _ITEM.search(text) or _BARE_ITEM.fullmatch(text)
    return TypedItem(match[1].casefold() == "way", int(match[2])) if match is not None else None


def _of_link(text: str) -> TypedPlace | None:
    for pair in (_MARKER, _PLAIN_QUERY):
        lat, lon = (pattern.search(text) for pattern in pair)
        if lat is not None and lon is not None:
            return _place(_number(lat[1]), _number(lon[1]))
    match = _MAP_HASH.search(text)
    return _place(_number(match[1]), _number(match[2])) if match is not None else None


def _of_angles(text: str) -> TypedPlace | None:
    """Read two angles, each with a letter for its side of the globe."""
    match = next(filter(None, (form.fullmatch(text) for form in _ANGLES)), None)
    if match is None:
        return None
    angles: dict[str, float] = {}
    for number in "12":
        side = match[f"side{number}"].upper()
        parts = [_number(match[f"{part}{number}"] or "0") for part in ("degrees", "minutes", "seconds")]
        if max(parts[1:]) >= 60:  # noqa: PLR2004 - minutes of a degree
            return None
        angle = parts[0] + parts[1] / 60 + parts[2] / 3600
        angles["lat" if side in "NS" else "lon"] = -angle if side in "SW" else angle
    return _place(angles["lat"], angles["lon"]) if len(angles) == 2 else None  # noqa: PLR2004 - one of each


def _place(lat: float, lon: float) -> TypedPlace | None:
    inside = abs(lat) <= 90 and abs(lon) <= 180  # noqa: PLR2004 - degrees
    return TypedPlace(lat, lon) if inside and math.isfinite(lat + lon) else None


def _number(text: str) -> float:
    return float(text.replace(",", "."))
