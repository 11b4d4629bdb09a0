"""Places by name, as Nominatim finds them."""

from dataclasses import dataclass

import msgspec

from desktop_app.errors import BadArgumentError, DownloadError
from desktop_app.roadnet.sources.download.box import Box
from desktop_app.roadnet.sources.download.question import Question

_MOST_PLACES = 10
_LONGEST_NAME = 200
_LEAST_SIDE_M = 2_000.0


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place that goes by a name.

    Attributes
    ----------
    label
        The place and what it lies in: ``"Porto, Portugal"``.
    kind
        What it is, in OSM's words: ``"city"``.
    box
        Around it, with sides of 2 km or more.
    """

    label: str
    kind: str
    box: Box


class _Place(msgspec.Struct):
    display_name: str
    boundingbox: list[str]
    type: str = ""
    addresstype: str = ""


def place_question(name: str, url: str, user_agent: str) -> Question:
    """Return the question for places called `name`; raises BadArgumentError where it is no name."""
    text = " ".join(name.split())
    if not text or len(text) > _LONGEST_NAME or not text.isprintable():
        raise BadArgumentError(f"{name[:80]!r} is no name of a place; give one such as 'Porto, Portugal'.")
    fields = (("q", text), ("format", "jsonv2"), ("limit", str(_MOST_PLACES)))
    return Question("GET", url, fields, user_agent)


def read_places(answer: bytes, url: str) -> list[FoundPlace]:
    """Return the places in an answer, the most important first; ones without a box are left out.

    Raises
    ------
    DownloadError
        It is no list of places.
    """
    try:
        places = msgspec.json.decode(answer, type=list[_Place])
    except (msgspec.DecodeError, RecursionError) as error:
        raise DownloadError(f"{url} did not answer with a list of places; check its address.") from error
    found = [(place, _box_of(place.boundingbox)) for place in places[:_MOST_PLACES]]
    return [
        FoundPlace(_clean(place.display_name), _clean(place.addresstype or place.type), box)
        for place, box in found
        if box is not None
    ]


def _box_of(sides: list[str]) -> Box | None:
    """Return the box of Nominatim's south, north, west, east."""
    try:
        south, north, west, east = (float(side) for side in sides)
    except ValueError:
        return None
    # Every comparison with a NaN is false.
    if not (-90 <= south <= north <= 90 and -180 <= west <= east <= 180):  # noqa: PLR2004 - degrees
        return None
    return Box(south, west, north, east).at_least(_LEAST_SIDE_M)


def _clean(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)[:_LONGEST_NAME]
