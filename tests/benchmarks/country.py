"""Writing an invented country: ``python -m tests.benchmarks.country --arcs 1000000 -o FILE.osm.pbf``."""

import argparse
import sys
from pathlib import Path

from desktop_app.errors import GreenwaveError
from desktop_app.roadnet.progress import ImportProgress
from desktop_app.roadnet.sources.generator.plan import CountryPlan
from desktop_app.roadnet.sources.generator.writing import write_country


def main() -> int:
    """Write the country; exit 2 where it cannot be."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.country")
    parser.add_argument("--arcs", type=int, required=True, help="about how many arcs its network has")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another country")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="an .osm.pbf file")
    arguments = parser.parse_args()
    stages: list[str] = []

    def tell(progress: ImportProgress) -> None:
        if progress.stage not in stages:
            stages.append(progress.stage)
            print(progress.stage, file=sys.stderr)

    try:
        write_country(arguments.output, CountryPlan(arguments.seed, arguments.arcs), tell)
    except GreenwaveError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
