"""Valhalla in process: ``valhalla_routes.py EXTRACT.osm.pbf PLACES.json``."""

import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

Untyped = Any
"""Comes from a library that our own environment lacks."""

valhalla: Untyped = importlib.import_module("valhalla")

_MEMORY = Path("/proc/self/statm")
_PAGE_MB = 4096 / 1e6


def memory_mb() -> float:
    return int(_MEMORY.read_text().split()[1]) * _PAGE_MB if _MEMORY.exists() else 0.0


def samples_of(actor: Untyped, pairs: Untyped, kind: str) -> list[float]:
    samples = []
    for start, end in pairs:
        places = [{"lon": lon, "lat": lat} for lon, lat in (start, end)]
        asked = json.dumps({"locations": places, "costing": "auto", "directions_type": kind})
        begun_s = time.perf_counter()
        try:
            actor.route(asked)
        except valhalla.ValhallaError as error:
            if "No path" not in str(error):
                raise
        samples.append(1e3 * (time.perf_counter() - begun_s))
    return samples


def main() -> None:
    extract, places = Path(sys.argv[1]), Path(sys.argv[2])
    pairs = json.loads(places.read_text())
    programs = str(Path(sys.executable).parent)
    # Its script looks for itself there.
    environment = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', '')}"}
    with tempfile.TemporaryDirectory(prefix="greenwave-valhalla-") as scratch:
        tiles = Path(scratch) / "tiles"
        tiles.mkdir()
        config = valhalla.get_config(tile_extract="", tile_dir=str(tiles))
        config["logging"]["type"] = ""  # else each route prints a line
        stated = Path(scratch) / "config.json"
        stated.write_text(json.dumps(config))
        begun_s = time.perf_counter()
        build = [f"{programs}/valhalla_build_tiles", "-c", str(stated), str(extract)]
        subprocess.run(build, check=True, capture_output=True, env=environment)  # noqa: S603 - Valhalla's own
        build_s = time.perf_counter() - begun_s
        before_mb = memory_mb()
        actor = valhalla.Actor(str(stated))
        plain = samples_of(actor, pairs, "none")
        steps = samples_of(actor, pairs, "instructions")
        used_mb = memory_mb() - before_mb
    figures = [
        {"metric": "build", "unit": "s", "samples": [build_s]},
        {"metric": "route", "unit": "ms", "samples": plain},
        {"metric": "route with steps", "unit": "ms", "samples": steps},
        {"metric": "memory", "unit": "MB", "samples": [used_mb]},
    ]
    print(json.dumps({"subject": f"pyvalhalla {valhalla.__version__}", "figures": figures}))


if __name__ == "__main__":
    main()
