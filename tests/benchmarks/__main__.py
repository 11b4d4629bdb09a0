"""Running benchmarks by name."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec

from tests.benchmarks import (
    alternatives,
    engine,
    frontier,
    importing,
    loop,
    matrix,
    opening,
    search,
    snap,
    stall,
    start,
    watched,
)
from tests.benchmarks.figures import write_figures
from tests.benchmarks.rows import Row, table

BENCHMARKS: dict[str, Callable[[bool], list[Row]]] = {
    "alternatives": alternatives.run,
    "engine": engine.run,
    "frontier": frontier.run,
    "import": importing.run,
    "loop": loop.run,
    "matrix": matrix.run,
    "open": opening.run,
    "search": search.run,
    "snap": snap.run,
    "stall": stall.run,
    "start": start.run,
    "watched": watched.run,
}


def main() -> int:
    """Run what is asked for; exit 2 where a name is unknown."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHMARKS)}; all if none")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows there too")
    parser.add_argument("--full", action="store_true", help="add the large cases")
    parser.add_argument("--figures", type=Path, metavar="FOLDER", help="write a table and a chart there")
    arguments = parser.parse_args()
    unknown = set(arguments.names) - set(BENCHMARKS)
    if unknown:
        parser.error(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}")
    rows = [row for name in arguments.names or BENCHMARKS for row in BENCHMARKS[name](arguments.full)]
    print(table(rows))
    if arguments.json is not None:
        arguments.json.write_bytes(msgspec.json.format(msgspec.json.encode(rows)))
    if arguments.figures is not None:
        write_figures(arguments.figures, rows)
    return 0 if rows else 1


if __name__ == "__main__":
    sys.exit(main())
