"""From the start of the program to its first map: whole processes, timed from without."""

import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.maps import map_folder
from tests.benchmarks.rows import Row, row_of

RUNS = 6
_LONGEST_S = 30.0


def run(full: bool) -> list[Row]:  # noqa: FBT001 - the command's own switch
    """Measure Campo Grande, and Porto too with `full`."""
    rows = []
    for case in ("campo-grande", "porto") if full else ("campo-grande",):
        folder = map_folder(case)
        if folder is not None:
            samples = [_start(folder) for _ in range(RUNS + 1)][1:]
            rows.append(row_of("start", case, "start to first map", "s", samples))
    return rows


def _start(folder: Path) -> float:
    begun_s = time.perf_counter()
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "tests.benchmarks.start_child", str(folder)], stdout=subprocess.PIPE, text=True
    )
    with child:
        if child.stdout is None or child.stdout.readline().strip() != "shown":
            raise RuntimeError("the window showed no map")
        shown_s = time.perf_counter() - begun_s
        child.wait(_LONGEST_S)
    return shown_s
