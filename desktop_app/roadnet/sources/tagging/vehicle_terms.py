"""Terms of conditions that name the vehicle: ``weight>7.5``, ``length<=12 m``, ``hazmat``."""

import operator
import re
from collections.abc import Callable, Mapping

from desktop_app.roadnet.road_rules import LimitKind
from desktop_app.roadnet.sources.tagging.quantities import length_m, weight_t

_Reader = Callable[[str], float | None]

_COMPARISON = re.compile(r"([a-z]{1,20}) ?(<=|>=|<|>|=) ?([^<>=]{1,20})")
_OPERATORS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    ">=": operator.ge,
    ">": operator.gt,
}
_PROPERTIES: Mapping[str, tuple[LimitKind, _Reader]] = {
    "height": (LimitKind.HEIGHT_M, length_m),
    "width": (LimitKind.WIDTH_M, length_m),
    "length": (LimitKind.LENGTH_M, length_m),
    "weight": (LimitKind.WEIGHT_T, weight_t),
    # What the vehicle may weigh at most; a profile's weight is that of the laden vehicle.
    "weightrating": (LimitKind.WEIGHT_T, weight_t),
    "maxweight": (LimitKind.WEIGHT_T, weight_t),
    "maxweightrating": (LimitKind.WEIGHT_T, weight_t),
    "axleload": (LimitKind.AXLE_LOAD_T, weight_t),
}


def vehicle_term(term: str, dimensions: Mapping[LimitKind, float]) -> bool | None:
    """Say whether a term of a condition is true of a vehicle.

    None where the term is not one on the vehicle. A property that `dimensions` does not have is small:
    signs about weight and length do not mean cars.
    """
    text = " ".join(term.lower().split())
    if text == "hazmat":
        return LimitKind.HAZMAT in dimensions
    match = _COMPARISON.fullmatch(text)
    if match is None or match[1] not in _PROPERTIES:
        return None
    kind, reader = _PROPERTIES[match[1]]
    bound = reader(match[3])
    return None if bound is None else _OPERATORS[match[2]](dimensions.get(kind, 0.0), bound)
