"""Which requests can be answered at all."""

from math import isfinite

from desktop_app.errors import RequestError
from desktop_app.roadnet.road_rules import VehicleSize
from desktop_app.routing.request import LonLat, RouteRequest

MOST_VIAS = 100
"""More via points are refused, so that one request cannot hold up all others."""

LONGEST_DEADLINE_S = 24 * 86_400
"""No route takes longer."""

MOST_AVOIDED, MOST_AVOIDED_NODES = 400, 20_000
"""More stretches to avoid, or more nodes of them, are refused."""

_INT64 = 2**63
_LARGEST = {"height_m": 20.0, "width_m": 20.0, "length_m": 100.0, "weight_t": 1000.0, "axle_load_t": 200.0}


def check_request(request: RouteRequest) -> None:
    """Raise a `RequestError` where a request cannot be answered.

    That is where a place is not on Earth, a size or a deadline is none, a number of alternatives is
    negative, or there are too many places.
    """
    if request.alternatives < 0:
        raise RequestError(f"{request.alternatives} alternatives cannot be given; ask for 0 to 3.")
    for number, place in enumerate(request.stops):
        check_place(place, stop_label(request, number))
    if request.size is not None:
        check_size(request.size)
    if request.deadline_s is not None and not 0 < request.deadline_s <= LONGEST_DEADLINE_S:
        raise RequestError(
            f"The deadline is {request.deadline_s:g} seconds; give one over 0 and up to 24 days."
        )
    if len(request.avoid) > MOST_AVOIDED or sum(map(len, request.avoid)) > MOST_AVOIDED_NODES:
        raise RequestError(f"The route avoids too many roads; at most {MOST_AVOIDED} stretches are possible.")
    if any(not -_INT64 <= node < _INT64 for chain in request.avoid for node in chain):
        raise RequestError("A road to avoid names a node that no map has.")
    if len(request.via) > MOST_VIAS:
        raise RequestError(
            f"The route has {len(request.via)} via points; at most {MOST_VIAS} are possible, so split it."
        )


def check_place(place: LonLat, label: str) -> None:
    """Raise a `RequestError` that names the place by `label` where it is not on Earth."""
    if not isfinite(place.lat) or abs(place.lat) > 90:  # noqa: PLR2004 - degrees
        raise RequestError(f"The latitude of the {label} is {place.lat}; give one from -90 to 90 degrees.")
    if not isfinite(place.lon) or abs(place.lon) > 180:  # noqa: PLR2004 - degrees
        raise RequestError(f"The longitude of the {label} is {place.lon}; give one from -180 to 180 degrees.")


def check_size(size: VehicleSize) -> None:
    """Raise a `RequestError` that names a measure of a vehicle that none can have."""
    for name, most in _LARGEST.items():
        value = getattr(size, name)
        if not 0 <= value <= most:
            raise RequestError(f"The vehicle's {name} is {value}; give one from 0 (any) to {most:g}.")


def stop_label(request: RouteRequest, number: int) -> str:
    """Return what to call a stop in a sentence: start, end, via point 2."""
    if number == 0:
        return "start"
    return "end" if number > len(request.via) else f"via point {number}"
