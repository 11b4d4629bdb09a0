"""Isochrones: the ground round all roads that are reached within some minutes, as polygons.

Which stretches of road are reached is exact (`reach`). The ground is drawn on a grid of cells round them:
every reached point lies within the polygon, and the polygon nowhere goes farther than `margin_m` from one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.geodesy import metres_per_degree_at, wrapped_deg
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.routing.outlines import Ring, is_within, rings_of, signed_area
from desktop_app.routing.reach import Reach, RoadPieces
from desktop_app.routing.request import LonLat

MOST_MINUTES, MOST_LIMITS = 180, 12

_LEAST_CELL_M, _MOST_CELLS_ACROSS = 25.0, 900
_MARGIN_CELLS = 2
_MS_PER_MINUTE = 60_000
_DIGITS = 6
_GLOBE_DEG = 360.0
_MERIDIANS = (-180.0, 180.0)

LonLatRing = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Isochrone:
    """The ground that is reached within some minutes.

    Attributes
    ----------
    polygons
        Each an outer ring, anticlockwise, and rings of holes, clockwise: longitudes and latitudes in degrees,
        the first point once more at the end. None crosses the 180th meridian.
    area_km2
        Of all polygons.
    margin_m
        How far the ground may go beyond what is reached.
    """

    minutes: float
    polygons: tuple[tuple[LonLatRing, ...], ...]
    area_km2: float
    margin_m: float
    weights_version: int


def isochrones(
    network: RoadNetwork, reach: Reach, place: LonLat, minutes: Sequence[float]
) -> tuple[Isochrone, ...]:
    """Return an isochrone for each limit; a longer one holds a shorter one whole.

    Parameters
    ----------
    place
        Where the reach was made from.
    minutes
        Each over 0 and up to `MOST_MINUTES`, at most `MOST_LIMITS` of them.
    """
    farthest = _points(network, reach.within(round(max(minutes) * _MS_PER_MINUTE)), place, _LEAST_CELL_M)
    grid = _Grid.round(farthest, place)
    ground = np.zeros((grid.rows, grid.columns), np.bool_)
    areas: dict[float, Isochrone] = {}
    for limit in sorted(set(minutes)):
        pieces = reach.within(round(limit * _MS_PER_MINUTE))
        ground = ground | grid.cells_round(_points(network, pieces, place, grid.cell_m / 2))
        areas[limit] = grid.isochrone(ground, limit, reach.weights_version)
    return tuple(areas[limit] for limit in minutes)


def _points(network: RoadNetwork, pieces: RoadPieces, place: LonLat, apart_m: float) -> NDArray[np.float64]:
    """Return points along stretches of road, no farther apart than asked, (2, K) metres from the place."""
    lengths = network.segment_length_m[pieces.segment] * (pieces.end - pieces.start)
    count = np.ceil(lengths / apart_m).astype(np.int64) + 1
    which = np.repeat(np.arange(len(count)), count)
    number = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
    share = number / np.maximum(count[which] - 1, 1)
    at = pieces.start[which] + share * (pieces.end - pieces.start)[which]
    lon, lat = network.points_on(pieces.segment[which].astype(np.int32), at).T
    east_m, north_m = metres_per_degree_at(place.lat)
    return np.stack([wrapped_deg(lon - place.lon) * east_m, (lat - place.lat) * north_m])


@dataclass(frozen=True, slots=True)
class _Grid:
    """Cells round a place, in metres from it: the lower left corner of the first, and how many there are."""

    place: LonLat
    west_m: float
    south_m: float
    cell_m: float
    columns: int
    rows: int

    @classmethod
    def round(cls, points_m: NDArray[np.float64], place: LonLat) -> "_Grid":
        """Return the grid that holds points, with room for the margin."""
        if not points_m.size:
            points_m = np.zeros((2, 1))
        low, high = points_m.min(axis=1), points_m.max(axis=1)
        cell_m = max(_LEAST_CELL_M, float((high - low).max()) / _MOST_CELLS_ACROSS)
        room = _MARGIN_CELLS + 1
        columns, rows = (np.ceil((high - low) / cell_m).astype(int) + 2 * room).tolist()
        west_m, south_m = (low - room * cell_m).tolist()
        east_m_per_deg, _ = metres_per_degree_at(place.lat)
        for meridian in _MERIDIANS:
            at_m = (meridian - place.lon) * east_m_per_deg
            if west_m < at_m < west_m + columns * cell_m:
                # A side of cells lies on the meridian, so that the ground can be cut there.
                west_m, columns = at_m - np.ceil((at_m - west_m) / cell_m) * cell_m, columns + 1
        return cls(place, float(west_m), south_m, cell_m, columns, rows)

    def isochrone(self, mask: NDArray[np.bool_], minutes: float, version: int) -> Isochrone:
        """Return the cells of a mask as polygons."""
        rings = [ring for part in self._parts(mask) for ring in rings_of(part)]
        outer = [ring for ring in rings if signed_area(ring) > 0]
        holes = [ring for ring in rings if signed_area(ring) < 0]
        area_m2 = sum(signed_area(ring) for ring in rings) * self.cell_m**2
        polygons = tuple(
            (self._degrees(ring), *map(self._degrees, _holes_of(ring, holes, outer))) for ring in outer
        )
        margin_m = (_MARGIN_CELLS + 1) * self.cell_m
        return Isochrone(minutes, polygons, area_m2 / 1e6, margin_m, version)

    def cells_round(self, points_m: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Return which cells lie near one of the points, (rows, columns)."""
        hit = np.zeros((self.rows, self.columns), np.bool_)
        column = ((points_m[0] - self.west_m) / self.cell_m).astype(np.int64)
        row = ((points_m[1] - self.south_m) / self.cell_m).astype(np.int64)
        hit[row, column] = True
        near = hit.copy()
        reach = range(-_MARGIN_CELLS, _MARGIN_CELLS + 1)
        for up in reach:
            for right in reach:
                if up * up + right * right <= _MARGIN_CELLS**2:
                    near |= np.roll(hit, (up, right), axis=(0, 1))
        return near

    def _parts(self, mask: NDArray[np.bool_]) -> list[NDArray[np.bool_]]:
        """Return the mask cut at the 180th meridian, where it crosses that."""
        east_m, _ = metres_per_degree_at(self.place.lat)
        parts = [mask]
        for meridian in _MERIDIANS:
            cut = round(((meridian - self.place.lon) * east_m - self.west_m) / self.cell_m)
            if 0 < cut < self.columns:
                before, after = mask.copy(), mask.copy()
                before[:, cut:] = False
                after[:, :cut] = False
                parts = [before, after]
        return parts

    def _degrees(self, ring: Ring) -> LonLatRing:
        east_m, north_m = metres_per_degree_at(self.place.lat)
        lon = self.place.lon + (self.west_m + ring[:, 0] * self.cell_m) / east_m
        lat = self.place.lat + (self.south_m + ring[:, 1] * self.cell_m) / north_m
        lon -= _GLOBE_DEG * np.round(float(lon.mean()) / _GLOBE_DEG)
        lon, lat = np.clip(lon, -180.0, 180.0), np.clip(lat, -90.0, 90.0)
        return [
            (round(x, _DIGITS), round(y, _DIGITS)) for x, y in zip(lon.tolist(), lat.tolist(), strict=True)
        ]


def _holes_of(ring: Ring, holes: list[Ring], outer: list[Ring]) -> list[Ring]:
    """Return the holes whose closest ring round them is this one."""
    own = []
    for hole in holes:
        round_it = [other for other in outer if is_within(hole[0], other)]
        if round_it and min(round_it, key=signed_area) is ring:
            own.append(hole)
    return own
