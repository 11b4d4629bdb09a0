"""Values that must end on the thread that made them, whichever thread lets their owner go."""

import threading
import weakref
from collections import deque
from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class _Shelf(threading.local):
    """What one thread keeps; it ends with the thread, on the thread."""

    def __init__(self) -> None:
        self.values: dict[object, Any] = {}
        self.ownerless: deque[object] = deque()

    def clear(self) -> None:
        """Let go what lost its owner, perhaps on another thread."""
        while self.ownerless:
            del self.values[self.ownerless.popleft()]


# An owner may be collected by any thread, so the values cannot hang on it: each thread keeps its own.
_SHELF = _Shelf()


class ThreadBound(Generic[T]):
    """One value a thread, made where it is first asked for.

    When its owner goes, a value goes at the next question of any owner on the thread that made it, or
    with that thread.
    """

    def __init__(self, make: Callable[[], T]) -> None:
        """Make values by `make`, which must not refer to this object."""
        self._make = make
        self._key = object()

    def get(self) -> T:
        """Return this thread's value."""
        _SHELF.clear()
        if self._key not in _SHELF.values:
            weakref.finalize(self, _SHELF.ownerless.append, self._key).atexit = False
            _SHELF.values[self._key] = None
        value: T | None = _SHELF.values[self._key]
        if value is None:
            value = _SHELF.values[self._key] = self._make()
        return value

    def drop(self) -> None:
        """Let this thread's value go; the next question makes another."""
        if self._key in _SHELF.values:
            _SHELF.values[self._key] = None
