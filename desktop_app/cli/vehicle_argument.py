"""Reading a vehicle's size from the command line."""

import argparse
import math

from desktop_app.errors import RequestError
from desktop_app.roadnet.road_rules import VehicleSize
from desktop_app.routing.request_check import check_size

EXAMPLE = "height=3.8,weight=12"

_FIELDS = {
    "height": "height_m",
    "width": "width_m",
    "length": "length_m",
    "weight": "weight_t",
    "axleload": "axle_load_t",
}


def vehicle_size(text: str) -> VehicleSize:
    """Read ``height=3.8,weight=12,hazmat``: metres and tonnes; what is not named is of no consequence."""
    measures: dict[str, float] = {}
    hazmat = False
    for part in text.split(","):
        name, equals, value = part.strip().partition("=")
        if name == "hazmat" and not equals:
            hazmat = True
        elif name in _FIELDS and equals:
            measures[_FIELDS[name]] = _number(value, text)
        else:
            known = ", ".join(_FIELDS)
            raise argparse.ArgumentTypeError(
                f"{text!r}: {part.strip()!r} is none of {known}, hazmat; write it as in {EXAMPLE}"
            )
    size = VehicleSize(**measures, hazmat=hazmat)
    try:
        check_size(size)
    except RequestError as error:
        raise argparse.ArgumentTypeError(f"{text!r}: {error}") from error
    return size


def _number(value: str, text: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise argparse.ArgumentTypeError(f"{text!r}: {value!r} is no number; write it as in {EXAMPLE}")
    return number
