"""Matrices and isochrones as the JSON that scripts rely on."""

import msgspec
import numpy as np

from desktop_app.routing.engine import UNREACHABLE_MS
from desktop_app.routing.isochrone import Isochrone, LonLatRing
from desktop_app.routing.matrix import Matrix

_MS_PER_S = 1000
_ABOUT_M = 1


class MatrixDocument(msgspec.Struct, frozen=True):
    """A matrix, row by row from each point to all; None where there is no way.

    Attributes
    ----------
    distances_m
        Rounded to a decimetre; empty where they were not asked for.
    """

    weights_version: int
    durations_s: list[list[float | None]]
    distances_m: list[list[float | None]]


class _ReachFacts(msgspec.Struct, frozen=True):
    minutes: float
    area_km2: float
    margin_m: float
    weights_version: int


class _MultiPolygon(msgspec.Struct, frozen=True, tag_field="type", tag="MultiPolygon"):
    coordinates: list[list[LonLatRing]]


class _Feature(msgspec.Struct, frozen=True, tag_field="type", tag="Feature"):
    properties: _ReachFacts
    geometry: _MultiPolygon


class _Features(msgspec.Struct, frozen=True, tag_field="type", tag="FeatureCollection"):
    features: list[_Feature]


def matrix_document(matrix: Matrix) -> MatrixDocument:
    """Return a matrix as a document."""
    found = matrix.duration_ms < UNREACHABLE_MS
    durations = np.where(found, matrix.duration_ms / _MS_PER_S, np.nan)
    distances = [] if matrix.distance_m is None else _cells(np.round(matrix.distance_m, _ABOUT_M))
    return MatrixDocument(matrix.weights_version, _cells(durations), distances)


def isochrones_geojson(areas: tuple[Isochrone, ...]) -> str:
    """Return isochrones as a FeatureCollection of MultiPolygons (RFC 7946), in the order given."""
    features = [
        _Feature(
            _ReachFacts(area.minutes, round(area.area_km2, 4), round(area.margin_m, 1), area.weights_version),
            _MultiPolygon([list(polygon) for polygon in area.polygons]),
        )
        for area in areas
    ]
    return msgspec.json.encode(_Features(features)).decode()


def _cells(values: np.ndarray) -> list[list[float | None]]:
    return [[None if value != value else value for value in row] for row in values.tolist()]  # noqa: PLR0124 - NaN
