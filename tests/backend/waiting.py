"""Waiting for what another thread or process brings about."""

import threading
import time
from collections.abc import Callable

DEADLINE_S = 20.0


def until(condition: Callable[[], bool]) -> None:
    """Return once `condition` holds; fail where it never does."""
    pause = threading.Event()
    end_s = time.monotonic() + DEADLINE_S
    while not condition():
        assert time.monotonic() < end_s, "waited in vain"
        pause.wait(0.005)
