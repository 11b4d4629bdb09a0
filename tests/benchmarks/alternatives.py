"""Alternatives: how long three take, and how many pairs of a city have any."""

import time
from itertools import islice

import numpy as np

from desktop_app.roadnet.folder import open_map_folder
from desktop_app.roadnet.map_data import MapData
from desktop_app.roadnet.spatial_index import SpatialIndex
from desktop_app.routing.request import LonLat, RouteRequest
from desktop_app.routing.router import Router
from tests.benchmarks.maps import map_folder
from tests.benchmarks.process_memory import resident_mb
from tests.benchmarks.road_changes import random_places
from tests.benchmarks.rows import Row, row_of

_PAIRS, _FULL_PAIRS = 100, 500
_WANTED = 3


def run(full: bool) -> list[Row]:  # noqa: FBT001 - the command's own switch
    """Measure Campo Grande and Porto."""
    rows: list[Row] = []
    for case in ("campo-grande", "porto"):
        folder = map_folder(case)
        if folder is not None:
            rows += _measure(case, open_map_folder(folder), _FULL_PAIRS if full else _PAIRS)
    return rows


def _measure(case: str, data: MapData, pairs: int) -> list[Row]:
    router = Router(data.network, index=SpatialIndex(data.network, data.index), arc_rank=data.order.rank)
    places = islice(random_places(data.network, np.random.default_rng(7)), 2 * pairs)
    requests = [
        RouteRequest(start=LonLat(*start), end=LonLat(*end), alternatives=_WANTED)
        for start, end in zip(places, places, strict=True)
    ]
    router.answer(requests[0])
    before_mb = resident_mb()
    taken_ms, found = [], []
    for request in requests:
        begun_s = time.perf_counter()
        answer = router.answer_with_alternatives(request)
        taken_ms.append(1e3 * (time.perf_counter() - begun_s))
        if answer.path is not None:
            found.append(len(answer.alternatives))
    return [
        row_of("alternatives", case, f"route and {_WANTED} alternatives", "ms", taken_ms),
        row_of("alternatives", case, "found", "routes", found),
        row_of("alternatives", case, "pairs with one", "%", [100 * float(np.mean(np.array(found) > 0))]),
        row_of("alternatives", case, "memory", "MB", [resident_mb() - before_mb]),
    ]
