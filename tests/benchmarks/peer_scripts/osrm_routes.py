"""OSRM in process: ``osrm_routes.py EXTRACT PLACES.json SPEEDS.csv``.

`PLACES.json` has pairs of places as ``[[lon, lat], [lon, lat]]``; `SPEEDS.csv` some roads that change.
"""

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

_MEMORY = Path("/proc/self/statm")
_PAGE_MB = 4096 / 1e6


def memory_mb() -> float:
    return int(_MEMORY.read_text().split()[1]) * _PAGE_MB if _MEMORY.exists() else 0.0


def step(*words: str | Path) -> None:
    subprocess.run([sys.executable, "-m", "osrm", *map(str, words)], check=True, capture_output=True)  # noqa: S603 - OSRM's own


def opened(base: Path) -> Untyped:
    return osrm.OSRM(storage_config=str(base), algorithm="MLD", use_shared_memory=False, use_mmap=False)


def samples_of(engine: Untyped, pairs: Untyped, **options: Untyped) -> list[float]:
    samples = []
    for start, end in pairs:
        asked = osrm.RouteParameters(coordinates=[tuple(start), tuple(end)], **options)
        begun_s = time.perf_counter()
        try:
            engine.Route(asked)
        except RuntimeError as error:
            if "NoRoute" not in str(error):
                raise
        samples.append(1e3 * (time.perf_counter() - begun_s))
    return samples


def main() -> None:
    extract, places, speeds = (Path(word) for word in sys.argv[1:4])
    pairs = json.loads(places.read_text())
    profile = Path(osrm.__file__).parent / "share/profiles/car.lua"
    with tempfile.TemporaryDirectory(prefix="greenwave-osrm-") as scratch:
        source, base = Path(scratch) / "map.osm.pbf", Path(scratch) / "map.osrm"
        shutil.copy(extract, source)
        begun_s = time.perf_counter()
        step("extract", "-p", profile, source)
        step("partition", base)
        step("customize", base)
        build_s = time.perf_counter() - begun_s
        before_mb = memory_mb()
        engine = opened(base)
        without = samples_of(engine, pairs, overview="false")
        path = samples_of(engine, pairs, overview="full", geometries="polyline")
        steps = samples_of(engine, pairs, overview="full", geometries="polyline", steps=True)
        used_mb = memory_mb() - before_mb
        del engine
        begun_s = time.perf_counter()
        step("customize", "--segment-speed-file", speeds, base)
        samples_of(opened(base), pairs[:1], overview="false")
        changed_s = time.perf_counter() - begun_s
    figures = [
        {"metric": "build", "unit": "s", "samples": [build_s]},
        {"metric": "route, without its line and steps", "unit": "ms", "samples": without},
        {"metric": "route", "unit": "ms", "samples": path},
        {"metric": "route with steps", "unit": "ms", "samples": steps},
        {"metric": "1000 segments changed until the next answer", "unit": "ms", "samples": [1e3 * changed_s]},
        {"metric": "memory", "unit": "MB", "samples": [used_mb]},
    ]
    version = importlib.metadata.version("osrm-bindings")
    print(json.dumps({"subject": f"osrm-bindings {version}", "figures": figures}))


if __name__ == "__main__":
    main()
