"""The route most likely there in time: how long the whole frontier takes, and how many corners it has."""

import time
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.folder import open_map_folder
from desktop_app.roadnet.map_data import MapData
from desktop_app.roadnet.spatial_index import SpatialIndex
from desktop_app.routing.on_time.outlook import OnTime
from desktop_app.routing.request import LonLat, RouteRequest
from desktop_app.routing.router import Router
from desktop_app.traffic.dispersion import class_dispersion_s
from tests.benchmarks.maps import map_folder
from tests.benchmarks.road_changes import random_places
from tests.benchmarks.rows import Row, row_of

_TRIPS, _FULL_TRIPS = 20, 200
_DEADLINE_S = 1_500.0


def run(full: bool) -> list[Row]:  # noqa: FBT001 - the command's own switch
    """Measure trips across Campo Grande and Porto; with `full` ten times as many."""
    rows: list[Row] = []
    for case in ("campo-grande", "porto"):
        folder = map_folder(case)
        if folder is not None:
            rows += _measure(case, open_map_folder(folder), _FULL_TRIPS if full else _TRIPS)
    return rows


def _measure(case: str, data: MapData, trips: int) -> list[Row]:
    dice = np.random.default_rng(8)
    router = Router(data.network, index=SpatialIndex(data.network, data.index), arc_rank=data.order.rank)
    by_class = class_dispersion_s(data.network)
    by_words = by_class * dice.uniform(0.25, 3.0, data.network.segment_count)
    places = [LonLat(*place) for place in islice(random_places(data.network, dice), 2 * trips + 2)]
    requests = [
        RouteRequest(start=start, end=end, deadline_s=_DEADLINE_S)
        for start, end in zip(places[::2], places[1::2], strict=True)
    ]
    rows: list[Row] = []
    for kind, dispersion_s in (("by class", by_class), ("every segment its own", by_words)):
        took_ms, corners = _trips(router, requests, dispersion_s)
        rows += [
            row_of("frontier", case, f"frontier, variance {kind}", "ms", took_ms),
            row_of("frontier", case, f"corners, variance {kind}", "corners", corners),
        ]
    return rows


def _trips(
    router: Router, requests: list[RouteRequest], dispersion_s: NDArray[np.float64]
) -> tuple[list[float], list[float]]:
    """Return how long each trip but the first took, which builds the hierarchy, and its corners."""
    took_ms: list[float] = []
    corners: list[float] = []
    for request in requests:
        begun_s = time.perf_counter()
        on_time = router.answer_in_time(request, dispersion_s).on_time
        took_ms.append(1e3 * (time.perf_counter() - begun_s))
        corners.append(_corners(on_time))
    return took_ms[1:], corners[1:]


def _corners(on_time: OnTime | None) -> float:
    return 0.0 if on_time is None else float(len(on_time.frontier))
