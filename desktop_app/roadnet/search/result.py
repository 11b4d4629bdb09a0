"""What a search finds."""

from enum import StrEnum

import msgspec


class ResultKind(StrEnum):
    """Kinds of results, in the contract's words."""

    STREET = "street"
    JUNCTION = "junction"
    ADDRESS = "address"
    PLACE = "place"
    POI = "poi"
    ROAD_NUMBER = "road_number"
    COORDINATE = "coordinate"


class SearchResult(msgspec.Struct, frozen=True, kw_only=True):
    """One thing found.

    Attributes
    ----------
    kind
        What it is.
    label
        To be shown; tells it from others of the same name.
    lat, lon
        Degrees; of a street a point on it.
    score
        From 0 to 1, higher is better.
    detail
        What kind of street, place or point it is, in words; may be empty.
    town
        Where it lies, as far as the map tells; may be empty.
    interpolated
        Whether the place was worked out between known house numbers.
    bounds
        West, south, east, north of a thing that is more than a point, degrees.
    """

    kind: ResultKind
    label: str
    lat: float
    lon: float
    score: float
    detail: str = ""
    town: str = ""
    interpolated: bool = False
    bounds: tuple[float, float, float, float] | None = None
