"""The engine's peers: networkx in this process, each other in a process and an environment of its own."""

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.routing.arc_graph import ArcGraph
from desktop_app.routing.engine import UNREACHABLE_MS, Engine, PartialState
from desktop_app.routing.networkx_engine import AStarEngine, DijkstraEngine
from tests.benchmarks.cars import Car
from tests.benchmarks.maps import source_file
from tests.benchmarks.peers import PeerReport, has_module, peers_python, run_script
from tests.benchmarks.process_memory import resident_mb
from tests.benchmarks.road_changes import Place
from tests.benchmarks.rows import Row, row_of

_NETWORKX_PAIRS, _GRAPH_PAIRS = 10, 50


@dataclass(frozen=True, slots=True, eq=False)
class StatePairs:
    """Queries from state to state, each driven to its end.

    Attributes
    ----------
    states
        (P, 2) int64.
    costs
        What the hierarchy says; None where there is no way.
    """

    states: NDArray[np.int64]
    costs: list[int | None]

    @classmethod
    def random(cls, car: Car, count: int, dice: np.random.Generator) -> "StatePairs":
        """Return pairs of states that a way joins."""
        states: list[tuple[int, int]] = []
        costs: list[int | None] = []
        while len(states) < count:
            source, target = dice.integers(len(car.turns.states.arc), size=2).tolist()
            cost_ms = car.metric.cost_ms([(source, 0)], [(target, 0)])
            if cost_ms is not None:
                states.append((source, target))
                costs.append(cost_ms)
        return cls(np.array(states, np.int64), costs)


def networkx_rows(case: str, car: Car, pairs: StatePairs) -> list[Row]:
    """Measure our two engines by networkx on some of the pairs; they have to find the same costs."""
    before_mb, begun_s = resident_mb(), time.perf_counter()
    arcs = ArcGraph(car.network, car.turns)
    arcs.customize(car.routing.costs)
    engines: dict[str, Engine] = {"Dijkstra": DijkstraEngine(arcs), "A*": AStarEngine(arcs)}
    nodes = arcs.graph.number_of_nodes()
    build_s = time.perf_counter() - begun_s
    subject = f"networkx {nx.__version__}"
    rows = [
        row_of("engine", case, f"build, {nodes} nodes", "s", [build_s], subject),
        row_of("engine", case, "memory", "MB", [resident_mb() - before_mb], subject),
    ]
    drive_ms = car.routing.costs.drive_ms
    for name, engine in engines.items():
        samples = []
        for (source, target), cost_ms in list(zip(pairs.states.tolist(), pairs.costs, strict=True))[
            :_NETWORKX_PAIRS
        ]:
            begun_s = time.perf_counter()
            way = engine.query([PartialState(source, 0)], [PartialState(target, int(drive_ms[target]))])
            samples.append(1e3 * (time.perf_counter() - begun_s))
            if source != target and (way.cost_ms if way else None) != cost_ms:
                raise RuntimeError(
                    f"networkx finds another cost from {source} to {target} than the hierarchy"
                )
        rows.append(row_of("engine", case, "query with path", "ms", samples, f"{subject} {name}"))
    return rows


def graph_peers(case: str, car: Car, pairs: StatePairs) -> list[Row]:
    """Measure SciPy and networkit on the same graph; they have to find the same costs."""
    rows: list[Row] = []
    for peer in ("scipy", "networkit"):
        python = peers_python(peer)
        if python is None or not has_module(python, peer):
            continue
        with tempfile.TemporaryDirectory(prefix="greenwave-graph-") as scratch:
            some = pairs.states[:_GRAPH_PAIRS]
            open_turns = car.metric.weights < UNREACHABLE_MS
            columns: dict[str, NDArray[np.generic]] = {
                "tail": car.turns.from_state[open_turns],
                "head": car.turns.next_state[open_turns],
                "cost": car.metric.weights[open_turns].astype(np.float64),
                "pairs": some,
            }
            for name, column in columns.items():
                np.save(Path(scratch) / f"{name}.npy", column)
            report = run_script(python, "graph_queries.py", peer, scratch)
        if report.costs != pairs.costs[: len(some)]:
            raise RuntimeError(f"{report.subject} finds other costs than the hierarchy")
        rows += _rows(case, report)
    return rows


def map_peers(case: str, network: RoadNetwork, places: list[Place], changed: NDArray[np.int64]) -> list[Row]:
    """Measure OSRM and Valhalla on the same extract and pairs of places."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="greenwave-peers-") as scratch:
        asked, speeds = Path(scratch) / "places.json", Path(scratch) / "speeds.csv"
        asked.write_text(json.dumps(list(zip(places[::2], places[1::2], strict=True))))
        speeds.write_text("".join(_speed_lines(network, changed)))
        for module, script, further in (
            ("osrm", "osrm_routes.py", (speeds,)),
            ("valhalla", "valhalla_routes.py", ()),
        ):
            python = peers_python(module)
            if python is None or not has_module(python, module):
                continue
            try:
                report = run_script(python, script, source_file(case), asked, *further)
            except subprocess.CalledProcessError as error:
                print(f"left out: {module}, since it ended with {error.returncode}", file=sys.stderr)
                continue
            rows += _rows(case, report)
    return rows


def _speed_lines(network: RoadNetwork, segments: NDArray[np.int64]) -> list[str]:
    tails = network.node_osm_id[network.segment_tail[segments]].tolist()
    heads = network.node_osm_id[network.segment_head[segments]].tolist()
    kph = (network.segment_free_flow_kph[segments] / 2).tolist()
    return [
        f"{tail},{head},{max(speed, 1):.0f}\n" for tail, head, speed in zip(tails, heads, kph, strict=True)
    ]


def _rows(case: str, report: PeerReport) -> list[Row]:
    return [
        row_of("engine", case, figure.metric, figure.unit, figure.samples, report.subject)
        for figure in report.figures
    ]
