"""Opening a map in the background: progress, success, a sentence, and Cancel."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from desktop_app.bridge.map_opener import MapOpener, OpenedMap
from desktop_app.errors import CancelledError, MapFileError
from desktop_app.roadnet.backdrop import Backdrop
from desktop_app.roadnet.map_data import ImportReport, MapData, SourceMap
from desktop_app.roadnet.progress import ImportProgress, ProgressSink
from tests.networks import grid

_SOURCE = Path("town.osm")
_FOLDER = Path("cache") / "town"


def _map(_folder: Path) -> MapData:
    report = ImportReport(0, 0, 0, 0, {}, {}, 0.0, "")
    return MapData.of(SourceMap(grid(), Backdrop.empty(), report))


def _quick(_source: Path, progress: ProgressSink, _cancelled: Callable[[], bool]) -> Path:
    progress(ImportProgress("reading", 1, 2))
    progress(ImportProgress("indexing", 2, 2))
    return _FOLDER


class _SlowImport:
    """Waits until it is cancelled, as a real import does between its chunks."""

    def __init__(self) -> None:
        self.begun = threading.Event()

    def __call__(self, _source: Path, _progress: ProgressSink, cancelled: Callable[[], bool]) -> Path:
        self.begun.set()
        while not cancelled():
            threading.Event().wait(0.005)
        raise CancelledError("The import was cancelled.")


def test_an_opened_map_comes_with_its_folder_and_its_progress(qtbot: QtBot) -> None:
    opener = MapOpener(_quick, _map)
    progress: list[ImportProgress] = []
    opener.progress.connect(progress.append)

    with qtbot.waitSignals([opener.begun, opener.opened]), qtbot.waitSignal(opener.opened) as opened:
        opener.open(_SOURCE)
        assert opener.busy

    assert isinstance(opened.args[0], OpenedMap)
    assert (opened.args[0].folder, opened.args[0].source) == (_FOLDER, _SOURCE)
    assert progress == [ImportProgress("reading", 1, 2), ImportProgress("indexing", 2, 2)]
    assert not opener.busy
    opener.stop()


def test_many_steps_are_thinned_out(qtbot: QtBot) -> None:
    def chatty(_source: Path, progress: ProgressSink, _cancelled: Callable[[], bool]) -> Path:
        for done in range(20_000):
            progress(ImportProgress("reading", done, 20_000))
        return _FOLDER

    opener = MapOpener(chatty, _map)
    progress: list[ImportProgress] = []
    opener.progress.connect(progress.append)

    with qtbot.waitSignal(opener.opened):
        opener.open(_SOURCE)

    assert 1 <= len(progress) < 100
    opener.stop()


def _missing(_source: Path, _progress: ProgressSink, _cancelled: Callable[[], bool]) -> Path:
    raise FileNotFoundError(2, "No such file or directory")


def _no_roads(_source: Path, _progress: ProgressSink, _cancelled: Callable[[], bool]) -> Path:
    raise MapFileError("town.osm holds no road for cars; choose another extract.")


def _fault(_source: Path, _progress: ProgressSink, _cancelled: Callable[[], bool]) -> Path:
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("find_folder", "sentence"),
    [
        (_missing, "town.osm cannot be read: No such file or directory."),
        (_no_roads, "town.osm holds no road for cars; choose another extract."),
        (_fault, "town.osm could not be opened: ZeroDivisionError. The log says more."),
    ],
)
def test_what_goes_wrong_is_a_sentence(
    qtbot: QtBot, find_folder: Callable[[Path, ProgressSink, Callable[[], bool]], Path], sentence: str
) -> None:
    opener = MapOpener(find_folder, _map)

    with qtbot.waitSignal(opener.failed) as failed:
        opener.open(_SOURCE)

    assert failed.args == [sentence]
    opener.stop()


def test_cancel_ends_an_import(qtbot: QtBot) -> None:
    slow = _SlowImport()
    opener = MapOpener(slow, _map)
    opener.open(_SOURCE)
    assert slow.begun.wait(5)

    with qtbot.waitSignal(opener.cancelled):
        opener.cancel()

    assert not opener.busy
    opener.stop()


def test_only_the_map_asked_for_last_is_told_of(qtbot: QtBot) -> None:
    slow = _SlowImport()

    def find_folder(source: Path, progress: ProgressSink, cancelled: Callable[[], bool]) -> Path:
        return slow(source, progress, cancelled) if source.name == "first" else _FOLDER

    opener = MapOpener(find_folder, _map)
    told: list[str] = []
    opener.cancelled.connect(lambda: told.append("cancelled"))
    opener.open(Path("first"))

    with qtbot.waitSignal(opener.opened) as opened:
        opener.open(Path("second"))

    assert opened.args[0].source == Path("second")
    assert told == []
    opener.stop()


def test_stop_says_nothing_more_and_leaves_no_thread(qapp: QCoreApplication) -> None:
    slow = _SlowImport()
    opener = MapOpener(slow, _map)
    told: list[str] = []
    opener.cancelled.connect(lambda: told.append("cancelled"))
    opener.open(_SOURCE)
    assert slow.begun.wait(5)

    opener.stop()
    qapp.processEvents()

    assert told == []
    assert not [thread for thread in threading.enumerate() if thread.name == "open-map"]
