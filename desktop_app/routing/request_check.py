"""Which requests can be answered at all."""

from math import isfinite

from desktop_app.errors import RequestError
from desktop_app.routing.request import LonLat, RouteRequest

MOST_VIAS = 100
"""More via points are refused, so that one request cannot hold up all others."""


def check_request(request: RouteRequest) -> None:
    """Raise a `RequestError` where a place is not on Earth, or where there are too many."""
    for number, place in enumerate(request.stops):
        check_place(place, stop_label(request, number))
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


def stop_label(request: RouteRequest, number: int) -> str:
    """Return what to call a stop in a sentence: start, end, via point 2."""
    if number == 0:
        return "start"
    return "end" if number > len(request.via) else f"via point {number}"
