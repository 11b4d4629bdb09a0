"""Whole processes, from their start to their end: how long they take, and how much memory."""

import re
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_EVERY_S = 0.02
_PROC = Path("/proc")
_RESIDENT = re.compile(r"^VmRSS:\s+(\d+) kB$", re.MULTILINE)
_KB_PER_MB = 1000 / 1.024
"""The kernel's kB are of 1,024 bytes; our MB are of 1,000,000."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took.

    Attributes
    ----------
    seconds
        From its start to its end.
    peak_mb
        The most memory that it and all its descendants had at one time, looked at 50 times a second:
        the sum of their resident sizes, in which pages that several share count several times. None
        where the system does not say it.
    """

    seconds: float
    peak_mb: float | None


def cost_of(command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end, with its environment or our own; raises RuntimeError where it fails."""
    peak_kb, begun_s = 0, time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - commands of the benchmarks' own
        [str(word) for word in command], env=environment, stdout=subprocess.DEVNULL
    ) as process:
        while True:
            peak_kb = max(peak_kb, sum(_resident_kb(pid) for pid in _family(process.pid)))
            try:
                code = process.wait(_EVERY_S)
                break
            except subprocess.TimeoutExpired:
                continue
    seconds = time.perf_counter() - begun_s
    if code:
        raise RuntimeError(f"{' '.join(map(str, command))} ended with {code}")
    return Cost(seconds, peak_kb / _KB_PER_MB if peak_kb else None)


def _family(pid: int) -> Iterator[int]:
    """Yield a process and all its descendants that are there now."""
    yield pid
    for children in (_PROC / str(pid) / "task").glob("*/children"):
        for child in _read(children).split():
            yield from _family(int(child))


def _resident_kb(pid: int) -> int:
    found = _RESIDENT.search(_read(_PROC / str(pid) / "status"))
    return int(found[1]) if found else 0


def _read(path: Path) -> str:
    """Return what the kernel says; nothing of a process that has ended."""
    try:
        return path.read_text()
    except OSError:
        return ""
