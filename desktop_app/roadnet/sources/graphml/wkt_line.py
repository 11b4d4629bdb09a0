"""Lines as well-known text: ``LINESTRING (7.42 43.73, 7.43 43.74)``."""

import math
import re
from collections.abc import Iterable

from desktop_app.roadnet.sources.graphml.values import decimal

_LINE = re.compile(r"LINESTRING\s*\(([^()]*)\)", re.IGNORECASE)
_LEAST_POINTS = 2


def line_points(text: str) -> list[float] | None:
    """Return x and y of the points of a line, one after the other; None where it is no line."""
    found = _LINE.fullmatch(text.strip())
    if found is None:
        return None
    points: list[float] = []
    for pair in found[1].split(","):
        numbers = [decimal(number) for number in pair.split()]
        if len(numbers) != 2 or any(map(math.isnan, numbers)):  # noqa: PLR2004 - x and y
            return None
        points += numbers
    return points if len(points) >= 2 * _LEAST_POINTS else None


def line_text(points: Iterable[tuple[float, float]]) -> str:
    """Return a line that `line_points` reads to the last bit."""
    return f"LINESTRING ({', '.join(f'{x!r} {y!r}' for x, y in points)})"
