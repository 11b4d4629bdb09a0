"""Searching in the background: the newest question is answered, on a thread of its own."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.bridge.map_searcher import MapSearcher
from desktop_app.roadnet.search.result import SearchResult
from tests.bridge.fake_finder import RESULTS, FakeFinder
from tests.networks import grid


class SlowFinder(FakeFinder):
    """Answers only once it is let go."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.asked: list[str] = []

    def find(
        self, text: str, *, near: tuple[float, float] | None = None, limit: int = 10
    ) -> tuple[SearchResult, ...]:
        self.asked.append(text)
        assert self.go.wait(10)
        return super().find(text, near=near, limit=limit)


@pytest.fixture
def slow() -> SlowFinder:
    return SlowFinder()


@pytest.fixture
def searcher(qtbot: QtBot, slow: SlowFinder) -> Iterator[MapSearcher]:
    made = MapSearcher(lambda _folder, _network: slow)
    made.set_map(Path("folder"), grid())
    yield made
    slow.go.set()
    made.stop()


def test_an_answer_comes_with_its_question(qtbot: QtBot, searcher: MapSearcher, slow: SlowFinder) -> None:
    slow.go.set()
    with qtbot.waitSignal(searcher.found) as heard:
        searcher.ask("row", 0.1, 45.0)
    assert heard.args == ["row", RESULTS]


def test_questions_that_were_typed_over_are_never_asked(
    qtbot: QtBot, searcher: MapSearcher, slow: SlowFinder
) -> None:
    texts: list[str] = []
    searcher.found.connect(lambda text, _results: texts.append(text))
    searcher.ask("r", 0.1, 45.0)
    qtbot.waitUntil(lambda: slow.asked == ["r"])
    for text in ("ro", "row", "row 1"):
        searcher.ask(text, 0.1, 45.0)
    slow.go.set()
    qtbot.waitUntil(lambda: "row 1" in texts)
    assert slow.asked == ["r", "row 1"]


def test_damage_is_said_and_the_next_question_is_answered(
    qtbot: QtBot, searcher: MapSearcher, slow: SlowFinder
) -> None:
    slow.go.set()
    with qtbot.waitSignal(searcher.failed) as heard:
        searcher.ask("damaged", 0.1, 45.0)
    assert heard.args is not None
    assert "import the map again" in heard.args[0]
    with qtbot.waitSignal(searcher.found):
        searcher.ask("row", 0.1, 45.0)


def test_a_finder_that_breaks_is_said_too(qtbot: QtBot) -> None:
    def broken(_folder: object, _network: object) -> FakeFinder:
        raise ZeroDivisionError

    searcher = MapSearcher(broken)
    searcher.set_map(Path("folder"), grid())
    with qtbot.waitSignal(searcher.failed):
        searcher.ask("row", 0.1, 45.0)
    searcher.stop()


def test_without_a_map_nothing_is_asked(qtbot: QtBot) -> None:
    searcher = MapSearcher(lambda _folder, _network: FakeFinder())
    with qtbot.assertNotEmitted(searcher.found, wait=50):
        searcher.ask("row", 0.1, 45.0)
    searcher.stop()
