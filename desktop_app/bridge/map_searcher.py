"""Searching the map in the background: the newest question is answered, older ones are dropped."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop_app.errors import GreenwaveError
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.search.result import SearchResult

_LOG = logging.getLogger(__name__)

_ENDING_S = 5.0
MOST_RESULTS = 12


class Finder(Protocol):
    """Finds what a text may mean: `roadnet.search.index.SearchIndex`."""

    def find(
        self, text: str, *, near: tuple[float, float] | None = None, limit: int = 10
    ) -> tuple[SearchResult, ...]:
        """Return what `text` may mean, best first."""


OpenFinder = Callable[[Path, RoadNetwork], Finder]
"""Opens the index of the map in a folder."""


@dataclass(frozen=True, slots=True)
class _Question:
    text: str
    near: tuple[float, float]


class MapSearcher(QObject):
    """Answers one question at a time on a thread of its own, and tells the GUI thread."""

    found = Signal(str, object)
    """The text that was asked for, and a tuple of `SearchResult`, best first."""
    failed = Signal(str)
    """A sentence that says why the map cannot be searched."""
    _told = Signal(object, object)

    def __init__(self, open_finder: OpenFinder, parent: QObject | None = None) -> None:
        """Use `open_finder` for each map, at the first question about it."""
        super().__init__(parent)
        self._open_finder = open_finder
        self._wakes = threading.Condition()
        self._map: tuple[Path, RoadNetwork] | None = None
        self._question: _Question | None = None
        self._ended = False
        self._thread: threading.Thread | None = None
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def set_map(self, folder: Path, network: RoadNetwork) -> None:
        """Search the map in `folder` from now on; what was asked of another is dropped."""
        with self._wakes:
            self._map, self._question = (folder, network), None

    def ask(self, text: str, lon: float, lat: float) -> None:
        """Ask what `text` may mean to someone who looks at a place; nothing follows without a map."""
        with self._wakes:
            if self._map is None or self._ended:
                return
            self._question = _Question(text, (lon, lat))
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="search-map", daemon=True)
                self._thread.start()
            self._wakes.notify()

    def stop(self) -> None:
        """End the thread, and say nothing more."""
        with self._wakes:
            self._ended, self._question = True, None
            self._wakes.notify()
        if self._thread is not None:
            self._thread.join(_ENDING_S)

    def _work(self) -> None:
        """Run on the thread."""
        opened: tuple[Path, RoadNetwork] | None = None
        finder: Finder | None = None
        while (taken := self._next()) is not None:
            wanted, question = taken
            try:
                if finder is None or opened is not wanted:
                    finder, opened = self._open_finder(*wanted), wanted
                answer: object = finder.find(question.text, near=question.near, limit=MOST_RESULTS)
            except GreenwaveError as error:
                answer, finder = str(error), None
            except Exception:  # noqa: BLE001 - a thread that dies in silence leaves the box empty for ever
                _LOG.exception("searching the map failed")
                answer, finder = "The map could not be searched; the log says more.", None
            self._told.emit(question, answer)

    def _next(self) -> tuple[tuple[Path, RoadNetwork], _Question] | None:
        """Wait for a question; None once there are no more."""
        with self._wakes:
            self._wakes.wait_for(lambda: self._question is not None or self._ended)
            question, self._question = self._question, None
            return None if question is None or self._map is None else (self._map, question)

    @Slot(object, object)
    def _tell(self, question: _Question, answer: object) -> None:
        if self._ended:
            return
        if isinstance(answer, str):
            self.failed.emit(answer)
        else:
            self.found.emit(question.text, answer)
