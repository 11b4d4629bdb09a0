"""SciPy or networkit on our graph of states: ``graph_queries.py scipy|networkit FOLDER``.

`FOLDER` has ``tail.npy``, ``head.npy``, ``cost.npy`` of the edges and ``pairs.npy`` of the queries.
"""

import importlib
import json
import sys
import time
from pathlib import Path
from typing import Any

Untyped = Any
"""Comes from a library that our own environment lacks."""

np: Untyped = importlib.import_module("numpy")

_MEMORY = Path("/proc/self/statm")
_PAGE_MB = 4096 / 1e6


def memory_mb() -> float:
    return int(_MEMORY.read_text().split()[1]) * _PAGE_MB if _MEMORY.exists() else 0.0


def by_scipy(tail: Untyped, head: Untyped, cost: Untyped, states: int) -> Untyped:
    sparse = importlib.import_module("scipy.sparse")
    dijkstra = importlib.import_module("scipy.sparse.csgraph").dijkstra
    # SciPy takes 0 for no edge at all.
    graph = sparse.csr_matrix((np.maximum(cost, 1e-9), (tail, head)), shape=(states, states))

    def query(source: int, target: int) -> float:
        costs, before = dijkstra(graph, indices=source, return_predecessors=True)
        node, found = target, float(costs[target])
        while found < np.inf and node != source:
            node = int(before[node])
        return found

    return query


def by_networkit(tail: Untyped, head: Untyped, cost: Untyped, states: int) -> Untyped:
    networkit = importlib.import_module("networkit")
    networkit.setNumberOfThreads(1)
    graph = networkit.graph.Graph(states, weighted=True, directed=True)
    for start, end, weight in zip(tail.tolist(), head.tolist(), cost.tolist(), strict=True):
        graph.addEdge(start, end, weight)

    def query(source: int, target: int) -> float:
        search = networkit.distance.BidirectionalDijkstra(graph, source, target, storePred=True)
        search.run()
        search.getPath()
        return float(search.getDistance())

    return query


def main() -> None:
    peer, folder = sys.argv[1], Path(sys.argv[2])
    tail, head, cost, pairs = (np.load(folder / f"{name}.npy") for name in ("tail", "head", "cost", "pairs"))
    before_mb, begun_s = memory_mb(), time.perf_counter()
    query = {"scipy": by_scipy, "networkit": by_networkit}[peer](
        tail, head, cost, int(max(tail.max(), head.max(), pairs.max())) + 1
    )
    build_s = time.perf_counter() - begun_s
    used_mb = memory_mb() - before_mb
    costs: list[int | None] = []
    samples = []
    for source, target in pairs.tolist():
        begun_s = time.perf_counter()
        found = query(source, target)
        samples.append(1e3 * (time.perf_counter() - begun_s))
        costs.append(round(found) if found < 2**31 - 1 else None)
    version = importlib.import_module(peer).__version__
    figures = [
        {"metric": "build", "unit": "s", "samples": [build_s]},
        {"metric": "query with path", "unit": "ms", "samples": samples},
        {"metric": "memory", "unit": "MB", "samples": [used_mb]},
    ]
    print(json.dumps({"subject": f"{peer} {version}", "figures": figures, "costs": costs}))


if __name__ == "__main__":
    main()
