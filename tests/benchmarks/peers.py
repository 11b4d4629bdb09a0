"""Programs of others that are measured beside ours, in an environment of their own.

The variable ``GREENWAVE_PEERS_PYTHON`` names an interpreter that has them, as

    python3.12 -m venv peers && peers/bin/pip install osmnx scipy networkit osrm-bindings pyvalhalla
    GREENWAVE_PEERS_PYTHON=peers/bin/python python -m tests.benchmarks engine
"""

import os
import subprocess
import sys
from pathlib import Path

import msgspec

PEERS_PYTHON = "GREENWAVE_PEERS_PYTHON"
_SCRIPTS = Path(__file__).parent / "peer_scripts"
_LONGEST_S = 600.0


class PeerFigure(msgspec.Struct, frozen=True):
    """What a script measured: the samples of one figure."""

    metric: str
    unit: str
    samples: list[float]


class PeerReport(msgspec.Struct, frozen=True):
    """What a script prints: who was measured, and what came of it.

    Attributes
    ----------
    costs
        Of the same work as ours, where the peer's costs are comparable; None where there is no way.
    """

    subject: str
    figures: list[PeerFigure]
    costs: list[int | None] = []


def peers_python(peer: str) -> str | None:
    """Return the interpreter that has the peers, or None, and a word on stderr."""
    python = os.environ.get(PEERS_PYTHON)
    if python is None:
        print(f"left out: {peer}, since {PEERS_PYTHON} names no interpreter that has it", file=sys.stderr)
    return python


def has_module(python: str, module: str) -> bool:
    """Say whether the interpreter has a module, and say so on stderr where not."""
    ended = subprocess.run(  # noqa: S603 - the interpreter that a person named
        [python, "-c", f"import {module}"], check=False, capture_output=True
    )
    if ended.returncode:
        print(f"left out: {module}, since {python} does not have it", file=sys.stderr)
    return not ended.returncode


def run_script(python: str, script: str, *arguments: str | Path) -> PeerReport:
    """Run a script of `peer_scripts` and return what it reports; raises CalledProcessError."""
    ended = subprocess.run(  # noqa: S603 - the interpreter that a person named
        [python, str(_SCRIPTS / script), *map(str, arguments)],
        check=True,
        stdout=subprocess.PIPE,
        timeout=_LONGEST_S,
    )
    return msgspec.json.decode(ended.stdout.splitlines()[-1], type=PeerReport)
