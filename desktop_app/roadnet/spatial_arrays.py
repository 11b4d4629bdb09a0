"""The arrays of a spatial index: a sparse uniform grid over the segments, stored with the map."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass
from math import ceil, sqrt

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.geodesy import metres_per_degree, wrapped_deg
from desktop_app.roadnet.network import RoadNetwork

_GLOBE_DEG = 360.0
_LINES_AT_ONCE = 1_000_000
"""Lines that are put into cells in one go: what bounds the memory of building."""

_SAMPLE = 100_000
"""Lines by which the size of a cell is chosen."""

_NEIGHBOURS = 4.0
"""How many others share a line's cell on the mean, at most, where cells may be that small."""

_SMALLEST_M = 10.0
"""No cell is smaller: a search far from any road goes through rows of them."""

_PIECES_PER_LINE, _SPARE_PIECES = 3, 100_000
"""How finely long lines may be cut."""


@dataclass(frozen=True, slots=True, eq=False)
class SpatialArrays:
    """Which segments may touch which cell of a uniform grid; cells without any are left out.

    C cells with a segment, E entries. The grid lies in the plane ``x = wrapped(lon - centre) * across``,
    ``y = lat * along`` (metres). A segment and its twin are one entry, that of the lower number.

    Attributes
    ----------
    grid
        (8,) float64, the fields of `Grid`.
    cell_key
        (C,) int64 ascending: ``row * columns + column``.
    cell_first
        (C + 1,) int32: cell ``c`` holds ``cell_segment[cell_first[c]:cell_first[c + 1]]``.
    cell_segment
        (E,) int32, ascending in each cell.
    """

    grid: NDArray[np.float64]
    cell_key: NDArray[np.int64]
    cell_first: NDArray[np.int32]
    cell_segment: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the cells lie.

    Attributes
    ----------
    centre_lon
        Degrees; in the middle of the data, also where they lie over the antimeridian.
    across_m, along_m
        Metres of the plane in one degree of longitude and of latitude.
    west_m, south_m
        The corner of the first cell.
    cell_m
        The side of a cell.
    columns, rows
        How many cells there are each way.
    """

    centre_lon: float
    across_m: float
    along_m: float
    west_m: float
    south_m: float
    cell_m: float
    columns: int
    rows: int

    @classmethod
    def of_array(cls, array: NDArray[np.float64]) -> "Grid":
        """Return the grid that `to_array` gave."""
        centre_lon, across_m, along_m, west_m, south_m, cell_m, columns, rows = array.tolist()
        return cls(centre_lon, across_m, along_m, west_m, south_m, cell_m, int(columns), int(rows))

    def to_array(self) -> NDArray[np.float64]:
        """Return the fields in their order, (8,)."""
        return np.array(astuple(self), np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class _Lines:
    """Lines in the grid's plane: (L,) each."""

    segment: NDArray[np.int32]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    delta_x: NDArray[np.float64]
    delta_y: NDArray[np.float64]

    @property
    def length_m(self) -> NDArray[np.float64]:
        """The longer side of each line's box."""
        length: NDArray[np.float64] = np.maximum(np.abs(self.delta_x), np.abs(self.delta_y))
        return length


def build_spatial_arrays(network: RoadNetwork) -> SpatialArrays:
    """Return the index of all segments of `network`.

    Memory and time are in proportion to the number of segments, whatever their lengths.
    """
    if not network.segment_count:
        grid = Grid(0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 0, 0)
        return SpatialArrays(
            grid.to_array(), np.zeros(0, np.int64), np.zeros(1, np.int32), np.zeros(0, np.int32)
        )
    grid = _grid_of(network)
    keys = [_packed(lines, grid, network.segment_count) for lines in _lines(network, grid)]
    packed = np.concatenate(keys)
    del keys
    packed.sort()
    packed = packed[_is_first(packed)]
    segment = (packed % network.segment_count).astype(np.int32)
    packed //= network.segment_count
    starts = np.flatnonzero(_is_first(packed))
    return SpatialArrays(
        grid.to_array(), packed[starts], np.append(starts, len(packed)).astype(np.int32), segment
    )


def _grid_of(network: RoadNetwork) -> Grid:
    centre_lon = _centre_lon(network.node_lon)
    across, along = metres_per_degree(float(network.node_lat.mean()))
    across_m, along_m = max(float(across), 1.0), float(along)
    plane = Grid(centre_lon, across_m, along_m, 0.0, 0.0, 1.0, 0, 0)
    boxes = np.array([_bounds(lines) for lines in _lines(network, plane)])
    west_m, south_m = boxes[:, :2].min(axis=0).tolist()
    east_m, north_m = boxes[:, 2:].max(axis=0).tolist()
    cell_m = _cell_size_m(network, plane, max(east_m - west_m, north_m - south_m))
    # One more than the lines fill, since rounding may put an end just over the edge.
    columns, rows = int((east_m - west_m) / cell_m) + 2, int((north_m - south_m) / cell_m) + 2
    return Grid(centre_lon, across_m, along_m, west_m, south_m, cell_m, columns, rows)


def _lines(network: RoadNetwork, plane: Grid) -> Iterator[_Lines]:
    for first in range(0, network.segment_count, _LINES_AT_ONCE):
        number = np.arange(first, min(first + _LINES_AT_ONCE, network.segment_count), dtype=np.int32)
        yield _lines_of(network, plane, number)


def _lines_of(network: RoadNetwork, plane: Grid, number: NDArray[np.int32]) -> _Lines:
    twin = network.segment_twin[number]
    segment = number[(twin < 0) | (number < twin)]
    tail, head = network.segment_tail[segment], network.segment_head[segment]
    lon, lat = network.node_lon[tail], network.node_lat[tail]
    return _Lines(
        segment,
        wrapped_deg(lon - plane.centre_lon) * plane.across_m,
        lat * plane.along_m,
        wrapped_deg(network.node_lon[head] - lon) * plane.across_m,
        (network.node_lat[head] - lat) * plane.along_m,
    )


def _bounds(lines: _Lines) -> tuple[float, float, float, float]:
    if not len(lines.segment):
        return (np.inf, np.inf, -np.inf, -np.inf)
    end_x, end_y = lines.x + lines.delta_x, lines.y + lines.delta_y
    return (
        float(min(lines.x.min(), end_x.min())),
        float(min(lines.y.min(), end_y.min())),
        float(max(lines.x.max(), end_x.max())),
        float(max(lines.y.max(), end_y.max())),
    )


def _cell_size_m(network: RoadNetwork, plane: Grid, extent_m: float) -> float:
    """Return the side of a cell: as large as a line has few neighbours, but no line fills too many.

    Lines crowd in towns, so that the mean density says little: it is measured on a sample.
    """
    step = ceil(network.segment_count / _SAMPLE)
    lines = _lines_of(network, plane, np.arange(0, network.segment_count, step, dtype=np.int32))
    most_pieces = _PIECES_PER_LINE * len(lines.segment) + _SPARE_PIECES / step
    # The key of the last cell times the number of segments must fit 63 bits.
    cell_m = max(_SMALLEST_M, extent_m / sqrt(2**62 / network.segment_count))
    while cell_m < extent_m and np.ceil(lines.length_m / cell_m).sum() > most_pieces:
        cell_m *= 1.25
    while cell_m < extent_m and _neighbours(lines, 1.25 * cell_m) * step <= _NEIGHBOURS:
        cell_m *= 1.25
    return cell_m


def _neighbours(lines: _Lines, cell_m: float) -> float:
    """Return how many others have their middle in the cell of a line's own, on the mean."""
    column = np.floor((lines.x + lines.delta_x / 2) / cell_m)
    row = np.floor((lines.y + lines.delta_y / 2) / cell_m)
    key = np.sort(row * 2**26 + column)
    starts = np.flatnonzero(_is_first(key))
    size = np.diff(np.append(starts, len(key)))
    return float((size * (size - 1)).sum()) / len(key)


def _packed(lines: _Lines, grid: Grid, segment_count: int) -> NDArray[np.int64]:
    """Return ``cell * segment_count + segment`` for each cell that a line may touch; some twice."""
    # A line is cut in pieces a little shorter than a cell, so that it fills the cells along it only,
    # and a piece two columns and two rows at most, whatever the rounding.
    pieces = np.maximum(np.ceil(1.01 * lines.length_m / grid.cell_m), 1).astype(np.int64)
    line = np.repeat(np.arange(len(pieces)), pieces)
    piece = np.arange(len(line)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    start, end = piece / pieces[line], (piece + 1) / pieces[line]
    x, y = lines.x[line] - grid.west_m, lines.y[line] - grid.south_m
    left, right = _covered(x, lines.delta_x[line], start, end, grid.cell_m)
    bottom, top = _covered(y, lines.delta_y[line], start, end, grid.cell_m)
    cells = [row * grid.columns + column for row in (bottom, top) for column in (left, right)]
    packed = np.concatenate(cells) * segment_count + np.tile(lines.segment[line], 4)
    packed.sort()
    return packed[_is_first(packed)]


def _covered(
    origin: NDArray[np.float64],
    delta: NDArray[np.float64],
    start: NDArray[np.float64],
    end: NDArray[np.float64],
    cell_m: float,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the first and the last column (or row) under each piece."""
    one = ((origin + delta * start) / cell_m).astype(np.int64)
    other = ((origin + delta * end) / cell_m).astype(np.int64)
    return np.minimum(one, other), np.maximum(one, other)


def _is_first(ordered: NDArray[np.generic]) -> NDArray[np.bool_]:
    """Return which values of a sorted array differ from the one before; quicker than np.unique."""
    first = np.ones(len(ordered), np.bool_)
    first[1:] = ordered[1:] != ordered[:-1]
    return first


def _centre_lon(lon: NDArray[np.float64]) -> float:
    """Return a longitude in the middle of the data, also where they lie over the antimeridian."""
    plain = (float(lon.min()), float(lon.max()))
    turned = lon % _GLOBE_DEG
    shifted = (float(turned.min()), float(turned.max()))
    low, high = min(plain, shifted, key=lambda ends: ends[1] - ends[0])
    return float(wrapped_deg((low + high) / 2))
