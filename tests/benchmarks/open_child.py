"""Opens a map folder in a process that has only just begun; ``opening`` asks it by lines on its input.

``python -m tests.benchmarks.open_child FOLDER`` says how many milliseconds that took. After a line it
reads all arrays of the network and says so; after another it says what memory they take.
"""

import sys
import time
from pathlib import Path

from desktop_app.roadnet.columns import columns_of
from desktop_app.roadnet.folder import open_map_folder
from tests.benchmarks.mapped_memory import mapped_kb


def main() -> None:
    """Open the folder, and go on as long as lines come."""
    folder = Path(sys.argv[1])
    begun_s = time.perf_counter()
    data = open_map_folder(folder)
    print((time.perf_counter() - begun_s) * 1000, flush=True)
    if not sys.stdin.readline():
        return
    for column in columns_of(data.network).values():
        column.max(initial=0)
    print("read", flush=True)
    if sys.stdin.readline():
        print(*mapped_kb(folder), flush=True)
        sys.stdin.readline()


if __name__ == "__main__":
    main()
