"""The session file: written whole, read in parts, never lost."""

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.clock import ManualClock
from desktop_app.dispatch.commands import AddRoute, EditDraft, RestoreEdit
from desktop_app.errors import StorageError
from desktop_app.routing.request import LonLat, RouteRequest
from desktop_app.storage.session import SESSION_VERSION, Session, WindowState
from desktop_app.storage.session_file import MAX_BYTES, SessionFile
from desktop_app.storage.session_rows import read_session, session_text
from tests.shared_data import SHARED, needs_shared

NOT_OURS = (
    "not_a_database.sqlite",
    "empty.sqlite",
    "truncated.sqlite",
    "page_corrupt.sqlite",
    "future_format.sqlite",
    "foreign_schema.sqlite",
    "newer_version.sqlite",
    "bad_rows.sqlite",
    "path_tricks.json",
    "truncated.json",
)


def route(route_id: str, lat: float = 43.73) -> AddRoute:
    request = RouteRequest(start=LonLat(7.41, lat), end=LonLat(7.43, 43.74), via=(LonLat(7.42, 43.73),))
    return AddRoute(id=route_id, name="Dépôt → port", request=request, colour="#1A4CD7")


def edit(edit_id: str, speed_kph: float | None = None) -> RestoreEdit:
    action = "close" if speed_kph is None else "speed"
    draft = EditDraft(chains=((1, 2), (2, 1)), action=action, speed_kph=speed_kph, reason="Works")
    return RestoreEdit(id=edit_id, draft=draft, made_ms=1_700_000_000_000)


def a_session(folder: Path) -> Session:
    source = folder / "monaco.osm.pbf"
    source.write_bytes(b"stands for a map")
    return Session(
        map_source=str(source),
        feed_url="ws://127.0.0.1:8765",
        routes=(route("1"), route("2")),
        edits=(edit("e1"), edit("e2", 20.0)),
        window=WindowState(geometry=b"\x00\xff", splitter_sizes=(300, 900), lon=7.42, lat=43.73),
    )


def kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.kept"))


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    session = a_session(tmp_path)
    SessionFile(tmp_path / "session.json").save(session)
    loaded = SessionFile(tmp_path / "session.json").load()
    assert loaded.session == session
    assert loaded.map_path == Path(session.map_source)
    assert loaded.notice == ""


def test_no_file_is_an_empty_session_without_a_word(tmp_path: Path) -> None:
    loaded = SessionFile(tmp_path / "none" / "session.json").load()
    assert (loaded.session, loaded.map_path, loaded.notice) == (Session(), None, "")


@needs_shared
@pytest.mark.parametrize("name", NOT_OURS)
def test_a_file_that_is_none_of_ours_is_kept_byte_for_byte_and_said(tmp_path: Path, name: str) -> None:
    content = (SHARED / "hostile" / "session" / name).read_bytes()
    path = tmp_path / "session.json"
    path.write_bytes(content)
    file = SessionFile(path)
    loaded = file.load()
    assert loaded.session == Session()
    assert loaded.map_path is None
    assert str(path) in loaded.notice
    file.save(a_session(tmp_path))
    assert [one.read_bytes() for one in kept(tmp_path)] == [content]
    assert str(kept(tmp_path)[0]) in loaded.notice


def test_a_damaged_file_falls_back_to_the_copy_before_it(tmp_path: Path) -> None:
    path = tmp_path / "session.json"
    first, second = a_session(tmp_path), msgspec.structs.replace(a_session(tmp_path), feed_url=None)
    SessionFile(path).save(first)
    SessionFile(path).save(second)
    path.write_bytes(path.read_bytes()[:-40])
    loaded = SessionFile(path).load()
    assert loaded.session == first
    assert "damaged" in loaded.notice
    assert "copy before it" in loaded.notice
    assert len(kept(tmp_path)) == 1


def test_files_set_aside_at_the_same_second_do_not_overwrite_each_other(tmp_path: Path) -> None:
    path = tmp_path / "session.json"
    for content in (b"one", b"two", b"three"):
        path.write_bytes(content)
        SessionFile(path, ManualClock()).load()
    assert sorted(one.read_bytes() for one in kept(tmp_path)) == [b"one", b"three", b"two"]


def test_a_newer_version_is_named_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "session.json"
    path.write_bytes(session_text(msgspec.structs.replace(a_session(tmp_path), version=SESSION_VERSION + 8)))
    loaded = SessionFile(path).load()
    assert loaded.session == Session()
    assert f"version {SESSION_VERSION + 8}" in loaded.notice
    assert len(kept(tmp_path)) == 1


@pytest.mark.parametrize(
    "content", [b'{"program":' + b"[" * 100_000, b'{"routes":' + b"[" * 9000, b"\xff\xfe{"]
)
def test_deep_and_undecodable_files_are_set_aside(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "session.json"
    path.write_bytes(content)
    assert "cannot be used" in SessionFile(path).load().notice
    assert len(kept(tmp_path)) == 1


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "session.json"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert "larger than 16 MB" in SessionFile(path).load().notice


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_a_pipe_in_the_place_of_the_file_does_not_hang(tmp_path: Path) -> None:
    path = tmp_path / "session.json"
    os.mkfifo(path)
    assert "no file" in SessionFile(path).load().notice


def test_bad_rows_are_left_out_by_number_and_the_rest_is_restored(tmp_path: Path) -> None:
    path = tmp_path / "session.json"
    session = a_session(tmp_path)
    bad = msgspec.structs.replace(
        session,
        routes=(route("good"), route("north", lat=91.0), route("nowhere", lat=float("nan")), route("last")),
        edits=(edit("e1"), edit("fast", 900.0), edit("e2")),
    )
    text = session_text(bad).replace(b'"id": "last"', b'"id": "last", "more": [1, {"x": null}]')
    path.write_bytes(text)
    loaded = SessionFile(path).load()
    assert [one.id for one in loaded.session.routes] == ["good", "last"]
    assert [one.id for one in loaded.session.edits] == ["e1", "e2"]
    assert "route no. 2" in loaded.notice
    assert "latitude 91.0" in loaded.notice
    assert "route no. 3" in loaded.notice
    assert "manual edit no. 2" in loaded.notice
    assert [one.read_bytes() for one in kept(tmp_path)] == [text]


@pytest.mark.parametrize(("vias", "kept_routes"), [(100, 1), (101, 0)])
def test_a_route_that_can_be_asked_for_is_read_again(vias: int, kept_routes: int) -> None:
    end = LonLat(7.41, 43.73)
    asked = AddRoute(id="1", name="Tour", request=RouteRequest(start=end, end=end, via=(end,) * vias))
    session, notes = read_session(session_text(Session(routes=(asked,))))
    assert (len(session.routes), len(notes)) == (kept_routes, 1 - kept_routes)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('"engine": "cch"', '"engine": "teleport"', "route no. 1"),
        ("7.41,", "NaN,", "route no. 1"),
        ('"feed_url": "ws://127.0.0.1:8765"', '"feed_url": "http://127.0.0.1:9"', "feed's address"),
        ('"action": "close"', '"action": "explode"', "manual edit no. 1"),
        ('"made_ms": 1700000000000', '"made_ms": 99999999999999999999', "manual edit no. 1"),
        ('"colour": "#1A4CD7"', '"colour": "url(http://127.0.0.1:9)"', "route no. 1"),
        ('"routes": [', '"routes": [[[[[[]]]]], null, 7, "x", {}, ', "route no. 5"),
        ('"splitter_sizes": [', '"splitter_sizes": ["wide", ', "window"),
    ],
)
def test_one_bad_value_costs_its_own_part_only(tmp_path: Path, before: str, after: str, said: str) -> None:
    text = session_text(a_session(tmp_path)).decode()
    assert before in text
    session, notes = read_session(text.replace(before, after, 1).encode())
    assert any(said in note for note in notes)
    assert session.map_source == a_session(tmp_path).map_source
    assert len(session.routes) + len(session.edits) >= 3


def test_a_half_written_file_never_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    session = a_session(tmp_path)
    path = tmp_path / "session.json"
    SessionFile(path).save(session)
    before = path.read_bytes()
    ended = subprocess.run(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "tests.storage.full_disk", str(path)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "The session cannot be saved in" in ended.stdout
    assert path.read_bytes() == before
    assert list(tmp_path.glob("*.new")) == []


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match="cannot be saved in"):
        SessionFile(tmp_path / "file" / "session.json").save(Session())


def test_a_session_beyond_all_bounds_is_not_written(tmp_path: Path) -> None:
    routes = tuple(msgspec.structs.replace(route(str(number)), name="x" * 9_000_000) for number in range(2))
    with pytest.raises(StorageError, match="too large"):
        SessionFile(tmp_path / "session.json").save(Session(routes=routes))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(cut=st.integers(0, 4000), noise=st.binary(max_size=8))
def test_whatever_is_in_the_file_loading_raises_nothing(tmp_path: Path, cut: int, noise: bytes) -> None:
    path = tmp_path / "session.json"
    text = session_text(a_session(tmp_path))
    path.write_bytes(text[:cut] + noise + text[cut + len(noise) :])
    loaded = SessionFile(path).load()
    assert isinstance(loaded.session, Session)


def test_a_session_whose_map_is_gone_is_kept_and_only_the_window_restored(tmp_path: Path) -> None:
    session = a_session(tmp_path)
    path = tmp_path / "session.json"
    SessionFile(path).save(session)
    written = path.read_bytes()
    Path(session.map_source).unlink()
    loaded = SessionFile(path).load()
    assert loaded.session == Session(window=session.window)
    assert "not there any more" in loaded.notice
    assert [one.read_bytes() for one in kept(tmp_path)] == [written]
