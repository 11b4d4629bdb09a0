"""A parent that starts a planner process, says its id, and waits to be killed."""

import sys
import threading
from pathlib import Path

from desktop_app.backend.messages import PlannerReady
from tests.backend.test_planner_process import Heard, planner_on


def main() -> None:
    """Start a planner on the folder named on the command line."""
    planner = planner_on(Path(sys.argv[1]))
    heard = Heard()
    planner.start(heard.take)
    heard.next(PlannerReady)
    sys.stdout.write(f"{planner.pid}\n")
    sys.stdout.flush()
    threading.Event().wait()


if __name__ == "__main__":
    main()
