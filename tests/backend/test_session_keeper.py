"""Saving a moment after each change."""

import queue
import threading
from pathlib import Path

from desktop_app.backend.session_keeper import SessionKeeper
from desktop_app.errors import StorageError
from desktop_app.storage.session import Session
from desktop_app.storage.session_file import SessionFile
from tests.backend.waiting import DEADLINE_S


def session(number: int) -> Session:
    return Session(feed_url=f"ws://127.0.0.1:{number}")


def test_many_changes_are_one_write_of_the_newest() -> None:
    saved: queue.SimpleQueue[Session] = queue.SimpleQueue()
    keeper = SessionKeeper(saved.put, lambda _sentence: None, delay_s=0.1)
    for number in range(20):
        keeper.keep(session(number))
    assert saved.get(timeout=DEADLINE_S) == session(19)
    keeper.close()
    assert saved.empty()


def test_closing_saves_at_once(tmp_path: Path) -> None:
    file = SessionFile(tmp_path / "session.json")
    keeper = SessionKeeper(file.save, lambda _sentence: None, delay_s=3600.0)
    keeper.keep(session(1))
    keeper.close()
    assert file.load().session == session(1)


def test_changes_that_never_pause_are_saved_all_the_same() -> None:
    saved = threading.Event()
    keeper = SessionKeeper(lambda _session: saved.set(), lambda _sentence: None, delay_s=0.02)
    number = 0
    while not saved.is_set():
        keeper.keep(session(number))
        number += 1
    keeper.close()


def test_a_session_that_did_not_change_is_not_written_again() -> None:
    saved: list[Session] = []
    written = threading.Event()

    def save(kept: Session) -> None:
        saved.append(kept)
        written.set()

    keeper = SessionKeeper(save, lambda _sentence: None, delay_s=0.01)
    keeper.keep(session(1))
    assert written.wait(DEADLINE_S)
    keeper.keep(session(1))
    keeper.close()
    assert saved == [session(1)]


def test_a_trouble_is_said_once_and_saving_goes_on() -> None:
    tries: queue.SimpleQueue[Session] = queue.SimpleQueue()
    said: list[str] = []

    def save(kept: Session) -> None:
        tries.put(kept)
        raise StorageError("The disk is full; make room.")

    keeper = SessionKeeper(save, said.append, delay_s=0.01)
    for number in range(3):
        keeper.keep(session(number))
        assert tries.get(timeout=DEADLINE_S) == session(number)
    keeper.close()
    assert said == ["The disk is full; make room."]
