"""Opening an imported map: each time in a process that has only just begun, and by two at once."""

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from tests.benchmarks.mapped_memory import is_told
from tests.benchmarks.maps import map_folder
from tests.benchmarks.rows import Row, row_of

RUNS = 20
_CASES = ("campo-grande", "porto")
_LARGE = ("generated-1m", "generated-10m")
_SHARING = 2
_MB_PER_KB = 1024 / 1_000_000


def run(full: bool) -> list[Row]:  # noqa: FBT001 - the command's own switch
    """Measure two cities, and invented countries of a million and of ten million arcs too with `full`."""
    rows = []
    for case in _CASES + (_LARGE if full else ()):
        folder = map_folder(case)
        if folder is not None:
            rows += _measure(case, folder)
    return rows


def _measure(case: str, folder: Path) -> list[Row]:
    rows = [row_of("open", case, "open the map folder", "ms", [_opened_ms(folder) for _ in range(RUNS)])]
    if is_told():
        resident_mb, share_mb = _memory_mb(folder)
        rows += [
            row_of("open", case, "mapped and read, Rss", "MB", [resident_mb]),
            row_of("open", case, "the same while two processes have it, Pss", "MB", [share_mb]),
        ]
    return rows


def _child(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "tests.benchmarks.open_child", str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _opened_ms(folder: Path) -> float:
    with _child(folder) as child:
        return float(child.communicate()[0])


def _memory_mb(folder: Path) -> tuple[float, float]:
    """Return the Rss and the Pss of the network's files in one of two processes that have read them."""
    with ExitStack() as stack:
        children = [stack.enter_context(_child(folder)) for _ in range(_SHARING)]
        for child in children:
            _heard(child)
            _ask(child)
        for child in children:
            _heard(child)
        _ask(children[0])
        resident_kb, share_kb = map(int, _heard(children[0]).split())
        for child in children:
            child.communicate()
    return resident_kb * _MB_PER_KB, share_kb * _MB_PER_KB


def _ask(child: subprocess.Popen[str]) -> None:
    if child.stdin is not None:
        child.stdin.write("\n")
        child.stdin.flush()


def _heard(child: subprocess.Popen[str]) -> str:
    line = child.stdout.readline() if child.stdout is not None else ""
    if not line:
        raise RuntimeError("a process ended before it said anything")
    return line
