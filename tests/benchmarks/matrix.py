"""Many-to-many and isochrones, and what a matrix takes of OSRM."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path

import numpy as np

from desktop_app.roadnet.folder import open_map_folder
from desktop_app.roadnet.map_data import MapData
from desktop_app.roadnet.spatial_index import SpatialIndex
from desktop_app.routing.isochrone import isochrones
from desktop_app.routing.matrix import cost_matrix
from desktop_app.routing.reach import Reach
from desktop_app.routing.request import LonLat, RouteRequest
from desktop_app.routing.router import Router
from tests.benchmarks.maps import map_folder, source_file
from tests.benchmarks.peers import has_module, peers_python, run_script
from tests.benchmarks.process_memory import resident_mb
from tests.benchmarks.road_changes import random_places
from tests.benchmarks.rows import Row, row_of

_POINTS, _ROUNDS = 100, 10
_MINUTES = (5.0, 10.0, 15.0)


def run(full: bool) -> list[Row]:  # noqa: FBT001 - the command's own switch; both cases are quick
    """Measure Campo Grande and Porto, the latter beside OSRM."""
    rows: list[Row] = []
    for case in ("campo-grande", "porto"):
        folder = map_folder(case)
        if folder is not None:
            rows += _measure(case, open_map_folder(folder))
    return rows


def _measure(case: str, data: MapData) -> list[Row]:
    router = Router(data.network, index=SpatialIndex(data.network, data.index), arc_rank=data.order.rank)
    places = list(islice(random_places(data.network, np.random.default_rng(6)), _POINTS))
    points = [LonLat(*place) for place in places]
    car = RouteRequest(start=points[0], end=points[1])
    router.answer(car)
    before_mb = resident_mb()
    rows = []
    for threads, words in ((1, "one thread"), (2, "two threads")):
        work = partial(cost_matrix, router, points, car, threads=threads)
        samples = [_milliseconds(work) for _ in range(_ROUNDS)]
        rows.append(row_of("matrix", case, f"{_POINTS}x{_POINTS}, {words}", "ms", samples))
    work = partial(cost_matrix, router, points, car, with_distances=True)
    rows.append(row_of("matrix", case, f"{_POINTS}x{_POINTS} with lengths", "ms", [_milliseconds(work)]))
    areas_ms = [_milliseconds(partial(_reached, router, point)) for point in points[:_ROUNDS]]
    rows.append(row_of("matrix", case, "isochrones of 5, 10, 15 minutes", "ms", areas_ms))
    rows.append(row_of("matrix", case, "memory", "MB", [resident_mb() - before_mb]))
    return rows + (_osrm(case, places) if case == "porto" else [])


def _reached(router: Router, place: LonLat) -> None:
    vehicle = router.vehicle(RouteRequest(start=place, end=place))
    assert vehicle is not None
    stop = vehicle.snapper.snap(place, vehicle.weights.closed)
    assert stop is not None
    isochrones(router.network, Reach(vehicle, stop), place, _MINUTES)


def _osrm(case: str, places: list[tuple[float, float]]) -> list[Row]:
    python = peers_python("osrm")
    if python is None or not has_module(python, "osrm"):
        return []
    with tempfile.TemporaryDirectory(prefix="greenwave-matrix-") as scratch:
        asked = Path(scratch) / "places.json"
        asked.write_text(json.dumps(places))
        try:
            report = run_script(python, "osrm_table.py", source_file(case), asked)
        except subprocess.CalledProcessError as error:
            print(f"left out: osrm, since it ended with {error.returncode}", file=sys.stderr)
            return []
    return [
        row_of("matrix", case, figure.metric, figure.unit, figure.samples, report.subject)
        for figure in report.figures
    ]


def _milliseconds(work: Callable[[], object]) -> float:
    begun_s = time.perf_counter()
    work()
    return 1e3 * (time.perf_counter() - begun_s)
