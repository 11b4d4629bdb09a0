"""Importing whole maps, beside OSMnx: cold, each run a program of its own from its start to its end.

Seconds are those of ``greenwave import``, the start of Python and all its processes among them; what
OSMnx does for the same streets is ``graph_from_xml``, on the extract written as XML (see `peers`).
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.maps import source_file
from tests.benchmarks.peers import peers_python
from tests.benchmarks.processes import Cost, cost_of
from tests.benchmarks.rows import Row, row_of
from tests.benchmarks.whole_ways import write_whole_ways

RUNS, FULL_RUNS = 2, 5
_CASES = ("campo-grande", "liechtenstein", "porto")
_LARGE = ("generated-1m",)
_PEER_CASES, _LARGE_PEER_CASES = ("liechtenstein",), ("porto",)
_OSMNX = "import sys, osmnx; osmnx.graph_from_xml(sys.argv[1])"


def run(full: bool) -> list[Row]:  # noqa: FBT001 - the command's own switch
    """Measure three maps, and an invented country of a million arcs too with `full`."""
    python = peers_python("OSMnx")
    peer_cases = _PEER_CASES + (_LARGE_PEER_CASES if full else ())
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="greenwave-import-") as scratch:
        for case in _CASES + (_LARGE if full else ()):
            extract = source_file(case)
            if not extract.exists():
                print(
                    f"left out: {case}, since {extract.name} is not in the folder 'shared'", file=sys.stderr
                )
                continue
            runs = 1 if case in _LARGE else FULL_RUNS if full else RUNS
            rows += _greenwave(case, extract, Path(scratch), runs)
            if python is not None and case in peer_cases:
                rows += _osmnx(case, extract, Path(scratch), python)
    return rows


def _greenwave(case: str, extract: Path, scratch: Path, runs: int) -> list[Row]:
    compiled, folder = scratch / "compiled", scratch / case
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(compiled)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = (sys.executable, "-m", "desktop_app", "import", extract, "-o", folder)
    if not compiled.exists():
        cost_of(command, environment)  # an installed program is compiled, and OSMnx is
    costs = []
    for _ in range(runs):
        shutil.rmtree(folder, ignore_errors=True)
        costs.append(cost_of(command, environment))
    return _rows(case, "greenwave", costs)


def _osmnx(case: str, extract: Path, scratch: Path, python: str) -> list[Row]:
    """Measure the peer on the same map: once, since it takes long."""
    xml = scratch / f"{case}.osm"
    write_whole_ways(extract, xml)
    version = subprocess.run(  # noqa: S603 - the interpreter that a person named
        [python, "-c", "import osmnx; print(osmnx.__version__)"], check=True, capture_output=True, text=True
    )
    return _rows(case, f"OSMnx {version.stdout.strip()}", [cost_of([python, "-c", _OSMNX, xml])])


def _rows(case: str, subject: str, costs: list[Cost]) -> list[Row]:
    rows = [row_of("import", case, "whole import", "s", [cost.seconds for cost in costs], subject)]
    peaks_mb = [cost.peak_mb for cost in costs if cost.peak_mb is not None]
    if peaks_mb:
        rows.append(row_of("import", case, "peak of all processes", "MB", peaks_mb, subject))
    return rows
