"""OSRM's table in process: ``osrm_table.py EXTRACT PLACES.json``, places as ``[lon, lat]``."""

import importlib
import importlib.metadata
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

Untyped = Any
"""Comes from a library that our own environment lacks."""

osrm: Untyped = importlib.import_module("osrm")

_ROUNDS = 10


def step(*words: str | Path) -> None:
    subprocess.run([sys.executable, "-m", "osrm", *map(str, words)], check=True, capture_output=True)  # noqa: S603 - OSRM's own


def main() -> None:
    extract, places = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text())
    profile = Path(osrm.__file__).parent / "share/profiles/car.lua"
    samples = []
    with tempfile.TemporaryDirectory(prefix="greenwave-osrm-") as scratch:
        source, base = Path(scratch) / "map.osm.pbf", Path(scratch) / "map.osrm"
        shutil.copy(extract, source)
        step("extract", "-p", profile, source)
        step("partition", base)
        step("customize", base)
        engine = osrm.OSRM(storage_config=str(base), algorithm="MLD", use_shared_memory=False, use_mmap=False)
        asked = osrm.TableParameters(coordinates=[tuple(place) for place in places])
        for _ in range(_ROUNDS):
            begun_s = time.perf_counter()
            engine.Table(asked)
            samples.append(1e3 * (time.perf_counter() - begun_s))
    count = len(places)
    figures = [{"metric": f"{count}x{count}, one thread", "unit": "ms", "samples": samples}]
    version = importlib.metadata.version("osrm-bindings")
    print(json.dumps({"subject": f"osrm-bindings {version}", "figures": figures}))


if __name__ == "__main__":
    main()
