"""From the coordinates of a graph to longitude and latitude."""

import re

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.sources.graphml.refusal import GraphRefusal

_DEGREES = frozenset({"", "epsg:4326", "ogc:crs84", "wgs84", "+init=epsg:4326"})
_CODE = re.compile(r"(?:epsg|esri|ogc):[a-z0-9]{1,12}")
_UTM_WORD = re.compile(
    r"\+(?:proj=utm|zone=\d{1,2}|south|ellps=WGS84|datum=WGS84|units=m|type=crs|no_defs(?:=True)?)"
)


def is_degrees(crs: str) -> bool:
    """Say whether coordinates of `crs` are longitude and latitude on WGS 84 already."""
    return crs.strip().casefold() in _DEGREES


def to_lon_lat(
    crs: str, x: NDArray[np.float64], y: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return longitudes and latitudes of points, infinite where a point lies outside of what `crs` covers.

    Raises
    ------
    GraphRefusal
        `crs` is none that is known.
    """
    if is_degrees(crs):
        return x, y
    # pyproj reads much else, among it the names of files.
    if not (_CODE.fullmatch(crs.strip().casefold()) or all(map(_UTM_WORD.fullmatch, crs.split()))):
        raise _unknown(crs)
    import pyproj  # noqa: PLC0415 - heavy, and needed for projected graphs alone

    # Grids of shifts could be fetched, were it asked for in the environment.
    pyproj.network.set_network_enabled(active=False)  # type: ignore[attr-defined] # its stubs forget it
    try:
        transformer = pyproj.Transformer.from_crs(crs.strip(), "EPSG:4326", always_xy=True)
    except pyproj.exceptions.ProjError as error:
        raise _unknown(crs) from error
    lon, lat = transformer.transform(x, y, errcheck=False)
    return np.asarray(lon, np.float64), np.asarray(lat, np.float64)


def _unknown(crs: str) -> GraphRefusal:
    return GraphRefusal(
        f"has coordinates of the reference system {crs[:60]!r}, which is not known; "
        "save the graph in longitude and latitude (EPSG:4326)."
    )
