"""Reading lengths and weights with their units (wiki: Map features/Units)."""

import re

LONGEST_M = 1000.0
HEAVIEST_T = 1000.0
"""Beyond these a limit is a mistake."""

_NUMBER = r"([0-9]{1,6}(?:[.,][0-9]{1,4})?)"
_MEASURE = re.compile(_NUMBER + r" ?([a-z]*)")
_FEET_AND_INCHES = re.compile(_NUMBER + r" ?(?:ft|feet|') ?-?(?:" + _NUMBER + r" ?(?:in|inches|\"))?")
_QUOTES = str.maketrans({"\u2019": "'", "\u2032": "'", "\u201d": '"', "\u2033": '"'})
_M_PER_FOOT, _INCHES_PER_FOOT = 0.3048, 12
_M_PER_UNIT = {
    "": 1.0,
    "m": 1.0,
    "meter": 1.0,
    "meters": 1.0,
    "metre": 1.0,
    "metres": 1.0,
    "cm": 0.01,
    "mm": 0.001,
    "in": _M_PER_FOOT / _INCHES_PER_FOOT,
    "yd": 3 * _M_PER_FOOT,
}
_T_PER_UNIT = {
    "": 1.0,
    "t": 1.0,
    "ton": 1.0,
    "tons": 1.0,
    "tonne": 1.0,
    "tonnes": 1.0,
    "mt": 1.0,
    "kg": 0.001,
    "lb": 0.00045359237,
    "lbs": 0.00045359237,
    "cwt": 0.05080234544,
    # In America a ton is a short one, in Britain a long one; OSM writes them as here.
    "st": 0.90718474,
    "lt": 1.0160469088,
}


def length_m(value: str) -> float | None:
    """Return a length in metres, or None where it cannot be read or is none that a vehicle could have.

    Understood are metres, centimetres, yards, feet and inches (``3.5``, ``350 cm``, ``12'6"``, ``11 ft``).
    """
    text = _clean(value)
    if feet := _FEET_AND_INCHES.fullmatch(text):
        inches = _figure(feet[2] or "0")
        length = (_figure(feet[1]) + inches / _INCHES_PER_FOOT) * _M_PER_FOOT
        return _within(length, LONGEST_M) if inches < _INCHES_PER_FOOT else None
    if text.endswith('"'):
        text = f"{text[:-1]}in"
    return _measure(text, _M_PER_UNIT, LONGEST_M)


def weight_t(value: str) -> float | None:
    """Return a weight in tonnes, or None where it cannot be read or is none that a vehicle could have.

    Understood are tonnes, kilograms, pounds, hundredweights, short and long tons
    (``3.5``, ``3500 kg``, ``6000 lbs``, ``5 st``, ``5 lt``).
    """
    return _measure(_clean(value), _T_PER_UNIT, HEAVIEST_T)


def _clean(value: str) -> str:
    # Letters that take another length in small are no part of a unit.
    return value.translate(_QUOTES).lower().strip()


def _measure(text: str, units: dict[str, float], highest: float) -> float | None:
    match = _MEASURE.fullmatch(text)
    factor = units.get(match[2]) if match else None
    if match is None or factor is None:
        return None
    return _within(_figure(match[1]) * factor, highest)


def _figure(text: str) -> float:
    return float(text.replace(",", "."))


def _within(amount: float, highest: float) -> float | None:
    return amount if 0 < amount <= highest else None
