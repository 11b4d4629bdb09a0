"""Lengths and positions on the WGS 84 ellipsoid."""

from math import cos, radians, sin, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

SEMI_MAJOR_M = 6_378_137.0
FLATTENING = 1 / 298.257223563
ECCENTRICITY_SQUARED = FLATTENING * (2 - FLATTENING)
MEAN_RADIUS_M = 6_371_008.8

_SHORT_DEGREES = 0.5
_HALF_GLOBE_DEG = 180.0


def metres_per_degree(lat: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the lengths in metres of one degree of longitude and of latitude.

    Parameters
    ----------
    lat
        Latitude in degrees, any shape.
    """
    phi = np.radians(np.asarray(lat, dtype=np.float64))
    root = 1 - ECCENTRICITY_SQUARED * np.sin(phi) ** 2
    across = SEMI_MAJOR_M / np.sqrt(root) * np.cos(phi)
    along = SEMI_MAJOR_M * (1 - ECCENTRICITY_SQUARED) / root**1.5
    return np.radians(across), np.radians(along)


def metres_per_degree_at(lat: float) -> tuple[float, float]:
    """Return what `metres_per_degree` does for one latitude, to the last bit or so, and much quicker."""
    sine = sin(radians(lat))
    root = 1 - ECCENTRICITY_SQUARED * sine * sine
    across = SEMI_MAJOR_M / sqrt(root) * cos(radians(lat))
    along = SEMI_MAJOR_M * (1 - ECCENTRICITY_SQUARED) / (root * sqrt(root))
    return radians(across), radians(along)


def wrapped_deg(lon: ArrayLike) -> NDArray[np.float64]:
    """Return longitudes, or differences of them, from -180 to under 180 degrees, in the shape of `lon`.

    A value that lies there already stays bit by bit what it is.
    """
    degrees = np.asarray(lon, np.float64)
    inside = (degrees >= -_HALF_GLOBE_DEG) & (degrees < _HALF_GLOBE_DEG)
    turned = (degrees + _HALF_GLOBE_DEG) % (2 * _HALF_GLOBE_DEG) - _HALF_GLOBE_DEG
    wrapped: NDArray[np.float64] = np.where(inside, degrees, turned)
    return wrapped


def distance_m(lon_a: ArrayLike, lat_a: ArrayLike, lon_b: ArrayLike, lat_b: ArrayLike) -> NDArray[np.float64]:
    """Return distances in metres between points given in degrees; arguments broadcast.

    Within half a degree the ellipsoid's two radii of curvature at the middle latitude are used
    (better than 1e-6 of the length); beyond it the great circle on the mean sphere (0.5 %).
    The shorter way round the globe is taken, so that the antimeridian is no barrier.
    """
    lon_a, lat_a = np.asarray(lon_a, np.float64), np.asarray(lat_a, np.float64)
    lon_b, lat_b = np.asarray(lon_b, np.float64), np.asarray(lat_b, np.float64)
    # Not `wrapped_deg`: a last bit of a length decides between ways that are equally long.
    delta_lon = (lon_b - lon_a + _HALF_GLOBE_DEG) % (2 * _HALF_GLOBE_DEG) - _HALF_GLOBE_DEG
    delta_lat = lat_b - lat_a
    across, along = metres_per_degree((lat_a + lat_b) / 2)
    short = np.hypot(across * delta_lon, along * delta_lat)
    half = (
        np.sin(np.radians(delta_lat) / 2) ** 2
        + np.cos(np.radians(lat_a)) * np.cos(np.radians(lat_b)) * np.sin(np.radians(delta_lon) / 2) ** 2
    )
    long = 2 * MEAN_RADIUS_M * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    near = (np.abs(delta_lon) <= _SHORT_DEGREES) & (np.abs(delta_lat) <= _SHORT_DEGREES)
    distance: NDArray[np.float64] = np.where(near, short, long)
    return distance


def earth_centred_m(lon: ArrayLike, lat: ArrayLike) -> NDArray[np.float64]:
    """Return Cartesian coordinates in metres from the Earth's centre, shape (..., 3).

    The straight line between two such points is never longer than the way over the ground,
    which makes it a lower bound for A*.
    """
    lam = np.radians(np.asarray(lon, dtype=np.float64))
    phi = np.radians(np.asarray(lat, dtype=np.float64))
    normal = SEMI_MAJOR_M / np.sqrt(1 - ECCENTRICITY_SQUARED * np.sin(phi) ** 2)
    x = normal * np.cos(phi) * np.cos(lam)
    y = normal * np.cos(phi) * np.sin(lam)
    z = normal * (1 - ECCENTRICITY_SQUARED) * np.sin(phi)
    return np.stack([x, y, z], axis=-1)
