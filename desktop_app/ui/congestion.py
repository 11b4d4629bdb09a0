"""Classes of flow: where each begins, and what map, legend and board call and colour it."""

from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtGui import QColor

from desktop_app.ui.theme import Theme

_LIMITS_PERCENT = (80, 60, 40)


class Congestion(IntEnum):
    """Classes of flow by the share of the free-flow speed that is driven."""

    UNKNOWN = 0
    FREE = 1
    """80 % and over."""
    SLOW = 2
    """60 to 80 %."""
    HEAVY = 3
    """40 to 60 %."""
    JAM = 4
    """Below 40 %."""
    CLOSED = 5


def flow_class(percent: ArrayLike) -> NDArray[np.uint8]:
    """Return the class of each share of the free-flow speed, from FREE to JAM, in the shape of `percent`."""
    share = np.asarray(percent, np.float64)
    level = np.full(share.shape, int(Congestion.FREE), np.uint8)
    for limit in _LIMITS_PERCENT:
        level += share < limit
    return level


def congestion_colour(kind: Congestion, theme: Theme) -> QColor:
    """Return the colour of a class."""
    colours = theme.congestion
    return {
        Congestion.UNKNOWN: colours.unknown,
        Congestion.FREE: colours.free,
        Congestion.SLOW: colours.slow,
        Congestion.HEAVY: colours.heavy,
        Congestion.JAM: colours.jam,
        Congestion.CLOSED: colours.closed,
    }[kind]


def congestion_title(kind: Congestion) -> str:
    """Return what the legend says of a class."""
    fast, middling, slow = _LIMITS_PERCENT
    return {
        Congestion.UNKNOWN: "No data",
        Congestion.FREE: "Free flow",
        Congestion.SLOW: f"{middling} to {fast} %",
        Congestion.HEAVY: f"{slow} to {middling} %",
        Congestion.JAM: f"Under {slow} %",
        Congestion.CLOSED: "Closed",
    }[kind]
