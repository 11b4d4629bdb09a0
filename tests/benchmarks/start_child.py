"""The process that `start` times; light at its top, since spawned processes load that too."""

import sys
from pathlib import Path

if __name__ == "__main__":
    from tests.benchmarks.start_window import show

    show(Path(sys.argv[1]))
