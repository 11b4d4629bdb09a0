"""Finding the nearest roads: one place, many places, building and opening the index; lines to roads."""

import sys
import time
from collections.abc import Callable
from functools import partial
from importlib import import_module
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.folder import open_map_folder
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.spatial_arrays import build_spatial_arrays
from desktop_app.roadnet.spatial_index import SpatialIndex
from desktop_app.traffic.matching.matcher import LineMatcher
from tests.benchmarks.maps import map_folder
from tests.benchmarks.rows import Row, row_of

_SINGLE, _BATCH, _BATCHES = 2_000, 100_000, 3
_NOISE_M = 20.0
_LINES, _LINE_ARCS = 300, 8

Places = NDArray[np.float64]


def run(full: bool) -> list[Row]:  # noqa: FBT001 - the command's own switch; both cases are quick
    """Measure Campo Grande and Porto, beside shapely's STRtree where it is installed."""
    if find_spec("shapely") is None:
        print("left out: shapely, since it is not installed", file=sys.stderr)
    rows = []
    for case in ("campo-grande", "porto"):
        folder = map_folder(case)
        if folder is not None:
            rows += _measure(case, open_map_folder(folder).network)
    return rows


def _measure(case: str, network: RoadNetwork) -> list[Row]:
    dice = np.random.default_rng(1)
    arrays = build_spatial_arrays(network)
    build_s = [_seconds(partial(build_spatial_arrays, network)) for _ in range(3)]
    open_us = [1e6 * _seconds(partial(SpatialIndex, network, arrays)) for _ in range(20)]
    index = SpatialIndex(network, arrays)
    rows = [
        row_of("snap", case, "build", "s", build_s),
        row_of("snap", case, "open", "us", open_us),
    ]
    for kind, places_of in (("20 m beside roads", _beside_roads), ("anywhere in its box", _in_box)):
        single = places_of(network, dice, _SINGLE).tolist()
        each_us = [1e6 * _seconds(partial(index.nearest, lon, lat)) for lon, lat in single]
        rows.append(row_of("snap", case, f"nearest, {kind}", "us", each_us))
        places = places_of(network, dice, _BATCH)
        work = partial(index.nearest_many, places[:, 0], places[:, 1])
        rates = [_BATCH / _seconds(work) for _ in range(_BATCHES)]
        rows.append(row_of("snap", case, f"nearest in batches, {kind}", "1/s", rates))
    rows.append(row_of("snap", case, "line of 500 m or so matched", "ms", _lines_ms(network, index, dice)))
    return rows + (_shapely(case, network, dice) if find_spec("shapely") is not None else [])


def _lines_ms(network: RoadNetwork, index: SpatialIndex, dice: np.random.Generator) -> list[float]:
    matcher = LineMatcher(network, index)
    lines = [_line(network, dice) for _ in range(_LINES)]
    matcher.match_line(lines[0])
    return [1e3 * _seconds(partial(matcher.match_line, line)) for line in lines]


def _line(network: RoadNetwork, dice: np.random.Generator) -> list[tuple[float, float]]:
    """Return the line over some arcs that follow each other."""
    arc = int(dice.integers(network.arc_count))
    segments: list[int] = []
    for _ in range(_LINE_ARCS):
        segments += range(int(network.arc_first_segment[arc]), int(network.arc_first_segment[arc + 1]))
        following = np.flatnonzero(network.arc_tail == network.arc_head[arc])
        following = following[following != network.arc_twin[arc]]
        if not len(following):
            break
        arc = int(dice.choice(following))
    nodes = np.append(network.segment_tail[segments[:1]], network.segment_head[segments])
    return list(zip(network.node_lon[nodes].tolist(), network.node_lat[nodes].tolist(), strict=True))


def _beside_roads(network: RoadNetwork, dice: np.random.Generator, count: int) -> Places:
    segment = dice.integers(0, network.segment_count, count).astype(np.int32)
    degrees = _NOISE_M / np.array([111_000.0 * np.cos(np.radians(network.node_lat.mean())), 111_000.0])
    return network.points_on(segment, dice.random(count)) + dice.normal(size=(count, 2)) * degrees


def _in_box(network: RoadNetwork, dice: np.random.Generator, count: int) -> Places:
    low = network.node_lon.min(), network.node_lat.min()
    return dice.uniform(low, (network.node_lon.max(), network.node_lat.max()), (count, 2))


def _shapely(case: str, network: RoadNetwork, dice: np.random.Generator) -> list[Row]:
    """Measure STRtree on the same lines, in degrees: it knows neither metres nor directions."""
    shapely = import_module("shapely")
    ends = np.stack([network.segment_tail, network.segment_head], axis=1)
    lines = shapely.linestrings(np.stack([network.node_lon[ends], network.node_lat[ends]], axis=2))
    tree = shapely.STRtree(lines)
    rows = [_peer(case, "build", "s", [_seconds(partial(shapely.STRtree, lines))])]
    for kind, places_of in (("20 m beside roads", _beside_roads), ("anywhere in its box", _in_box)):
        points = shapely.points(places_of(network, dice, _BATCH))
        rates = [_BATCH / _seconds(partial(tree.nearest, points))]
        rows.append(_peer(case, f"nearest in batches, {kind}", "1/s", rates))
    return rows


def _peer(case: str, metric: str, unit: str, samples: list[float]) -> Row:
    p50 = round(float(np.median(samples)), 3)
    return Row(
        benchmark="snap",
        case=case,
        subject="shapely STRtree",
        metric=metric,
        unit=unit,
        p50=p50,
        runs=len(samples),
    )


def _seconds(work: Callable[[], object]) -> float:
    begun_s = time.perf_counter()
    work()
    return time.perf_counter() - begun_s
