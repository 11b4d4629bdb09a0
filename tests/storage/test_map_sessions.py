"""What was left on a map is there again when the map is."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from desktop_app.clock import ManualClock
from desktop_app.errors import StorageError
from desktop_app.storage.map_sessions import MapSessions
from desktop_app.storage.session import Session
from tests.storage.test_session_file import a_session, route


def test_each_map_has_its_own(tmp_path: Path) -> None:
    sessions = MapSessions(tmp_path / "left", ManualClock())
    first = a_session(tmp_path)
    other = tmp_path / "other.osm"
    other.write_bytes(b"stands for a map")
    second = Session(map_source=str(other), routes=(route("9"),))
    sessions.put_by(first)
    sessions.put_by(second)
    sessions.put_by(replace(second, routes=()))
    again = MapSessions(tmp_path / "left", ManualClock())
    assert again.load(Path(first.map_source)).session == first
    assert again.load(other).session == replace(second, routes=())


def test_map_that_was_never_left_has_an_empty_one(tmp_path: Path) -> None:
    loaded = MapSessions(tmp_path / "left", ManualClock()).load(tmp_path / "town.osm")
    assert loaded.session == Session()
    assert not loaded.notice
    assert not (tmp_path / "left").exists()


def test_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "left").write_bytes(b"")
    with pytest.raises(StorageError, match="cannot be saved"):
        MapSessions(tmp_path / "left", ManualClock()).put_by(a_session(tmp_path))
