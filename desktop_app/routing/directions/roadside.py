"""On which side of the road a stop lies, as seen by who drives there."""

from math import cos, hypot, radians

from desktop_app.roadnet.geodesy import wrapped_deg
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.routing.directions.modifiers import STRAIGHT
from desktop_app.routing.directions.road_ends import bearing_deg, turned_deg
from desktop_app.routing.request import Leg, LonLat

_BESIDE_M, _FAR_M = 5.0, 300.0
"""A stop nearer to the road lies on it, and one farther on no side of it; as OSRM has it."""
_M_PER_DEG = 111_226.3
"""On OSRM's Earth, a ball with a radius of 6,372.8 km; its places are whole millionths of a degree."""
_DIGITS = 6
_ON_LINE_DEG, _HALF_TURN_DEG = 45.0, 180.0


def departing_side(place: LonLat, leg: Leg, network: RoadNetwork) -> str | None:
    """Return on which side of its first road a leg's start lies; None where it lies on the road."""
    lies_deg = _lies_deg(place, int(leg.segments[0]), leg.start_fraction, network)
    return (
        None if lies_deg is None else _word(lies_deg, on_line=abs(lies_deg) >= _HALF_TURN_DEG - _ON_LINE_DEG)
    )


def arriving_side(place: LonLat, leg: Leg, network: RoadNetwork) -> str | None:
    """Return on which side of its last road a leg's end lies; None where it lies on the road."""
    lies_deg = _lies_deg(place, int(leg.segments[-1]), leg.end_fraction, network)
    return None if lies_deg is None else _word(lies_deg, on_line=abs(lies_deg) <= _ON_LINE_DEG)


def _word(lies_deg: float, *, on_line: bool) -> str:
    if on_line:
        return STRAIGHT
    return "right" if lies_deg > 0 else "left"


def _lies_deg(place: LonLat, segment: int, fraction: float, network: RoadNetwork) -> float | None:
    """Return where a place lies as seen along a road, to the right positive; None for one on the road."""
    on_road = network.points_on(segment, fraction)
    lon, lat = float(on_road[0]), float(on_road[1])
    if not _BESIDE_M <= _away_m(lon, lat, place) <= _FAR_M:
        return None
    tail, head = network.points_on(segment, 0.0), network.points_on(segment, 1.0)
    return turned_deg(bearing_deg(tail, head), bearing_deg((lon, lat), (place.lon, place.lat)))


def _away_m(lon: float, lat: float, place: LonLat) -> float:
    east_deg = float(wrapped_deg(round(place.lon, _DIGITS) - round(lon, _DIGITS)))
    north_deg = round(place.lat, _DIGITS) - round(lat, _DIGITS)
    return _M_PER_DEG * hypot(east_deg * cos(radians(lat)), north_deg)
