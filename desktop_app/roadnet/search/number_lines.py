"""Points between known house numbers."""

import sqlite3

import numpy as np

from desktop_app.roadnet.geodesy import distance_m, wrapped_deg
from desktop_app.roadnet.search.entries import LonLat

_PAIR_BYTES = 16
_FARTHEST_DEG = (180.0, 90.0)


def straight_between(one: LonLat, other: LonLat, share: float) -> LonLat:
    """Return the point at `share` of the straight way between two places, also over the antimeridian."""
    east = float(wrapped_deg(other[0] - one[0]))
    return float(wrapped_deg(one[0] + share * east)), one[1] + share * (other[1] - one[1])


def along_line(line: bytes, share: float) -> LonLat:
    """Return the point at `share` of the length of a line.

    Parameters
    ----------
    line
        Pairs of longitude and latitude, little-endian float64, degrees; two pairs at least.

    Raises
    ------
    sqlite3.DataError
        It is no such line.
    """
    if len(line) < 2 * _PAIR_BYTES or len(line) % _PAIR_BYTES:
        raise sqlite3.DataError("a line of house numbers is cut off")
    points = np.frombuffer(line, dtype="<f8").reshape(-1, 2)
    if not (np.abs(points) <= _FARTHEST_DEG).all():
        raise sqlite3.DataError("a line of house numbers leaves the globe")
    metres = distance_m(points[:-1, 0], points[:-1, 1], points[1:, 0], points[1:, 1])
    end_m = np.cumsum(metres)
    wanted_m = share * float(end_m[-1])
    piece = min(int(np.searchsorted(end_m, wanted_m)), len(metres) - 1)
    on_piece = (wanted_m - float(end_m[piece] - metres[piece])) / max(float(metres[piece]), 1e-9)
    one, other = points[piece].tolist(), points[piece + 1].tolist()
    return straight_between((one[0], one[1]), (other[0], other[1]), min(max(on_piece, 0.0), 1.0))
