"""Somebody who asks for an import that never ends, says that it has begun, and waits to be killed."""

import sys
from pathlib import Path

from desktop_app.backend.importing import import_map
from desktop_app.roadnet.progress import ImportProgress
from tests.backend import import_children


def _say(progress: ImportProgress) -> None:
    if progress.stage == "begun":
        sys.stdout.write("begun\n")
        sys.stdout.flush()


def main() -> None:
    """Import the file named first into the folder named second."""
    import_map(Path(sys.argv[1]), Path(sys.argv[2]), _say, lambda: False, import_children.slow)


if __name__ == "__main__":
    main()
