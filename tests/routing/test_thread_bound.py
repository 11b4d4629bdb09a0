"""What is bound to a thread ends on that thread."""

import gc
import threading
from collections.abc import Callable
from queue import SimpleQueue

from desktop_app.routing.thread_bound import ThreadBound


class Mark:
    """Notes where it was made and where it ended."""

    def __init__(self, ended: list[bool]) -> None:
        self.thread, self._ended = threading.get_ident(), ended

    def __del__(self) -> None:
        self._ended.append(threading.get_ident() == self.thread)


class Owner:
    """Holds a value in a cycle, which only the collector can undo."""

    def __init__(self, make: Callable[[], Mark]) -> None:
        self.myself = self
        self.bound = ThreadBound(make)


def elsewhere(work: Callable[[], object]) -> None:
    """Do a piece of work on a thread of its own, to its end."""
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def test_a_thread_gets_its_own_value_again() -> None:
    ended: list[bool] = []
    bound, others = ThreadBound(lambda: Mark(ended)), SimpleQueue[int]()
    first = bound.get()
    assert bound.get() is first
    elsewhere(lambda: others.put(id(bound.get())))
    assert others.get() != id(first)
    assert ended == [True]


def test_an_owner_collected_elsewhere_ends_its_value_here() -> None:
    ended: list[bool] = []
    owner = Owner(lambda: Mark(ended))
    owner.bound.get()
    del owner
    gc.disable()
    try:
        elsewhere(gc.collect)
    finally:
        gc.enable()
    assert ended == []
    ThreadBound(lambda: 1).get()
    assert ended == [True]


def test_a_dropped_value_is_made_anew() -> None:
    ended: list[bool] = []
    bound = ThreadBound(lambda: Mark(ended))
    bound.get()
    bound.drop()
    assert ended == [True]
    bound.drop()
    bound.get()
    assert ended == [True]
