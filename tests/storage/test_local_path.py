"""Paths from a session: only plain local map files and folders are opened."""

import sys
from pathlib import Path

import msgspec
import pytest

from desktop_app.errors import SessionError
from desktop_app.storage.local_path import local_map_path
from desktop_app.storage.session import Session
from desktop_app.storage.session_file import SessionFile
from tests.shared_data import SHARED, needs_shared


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("../../../../etc/passwd", "no whole path"),
        ("monaco.osm.pbf", "no whole path"),
        ("/srv/../etc/passwd", "no whole path"),
        ("file:///etc/passwd", "an address"),
        ("https://127.0.0.1:9/x.osm.pbf", "an address"),
        ("\\\\127.0.0.1\\share\\x.osm.pbf", "a network path"),
        ("//127.0.0.1/share/x.osm.pbf", "a network path"),
        ("\\\\?\\C:\\x.osm.pbf", "a network path"),
        ("\\\\.\\PhysicalDrive0", "a network path"),
        ("/x\x00.osm.pbf", "no path"),
        ("/x\x1b[2J.osm.pbf", "no path"),
        ("/" + "x" * 5000, "no path"),
    ],
)
def test_what_is_no_plain_local_path_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(SessionError, match=said) as caught:
        local_map_path(text)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 400


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX names of devices")
@pytest.mark.parametrize("text", ["/dev/full", "/dev/null", "/proc/self/mem", "/sys"])
def test_devices_are_refused(text: str) -> None:
    with pytest.raises(SessionError, match="a device"):
        local_map_path(text)


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need rights there")
def test_a_link_is_judged_by_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "null.osm.pbf").symlink_to("/dev/null")
    with pytest.raises(SessionError, match="a device"):
        local_map_path(str(tmp_path / "null.osm.pbf"))
    (tmp_path / "real.osm.gz").write_bytes(b"")
    (tmp_path / "town").symlink_to(tmp_path / "real.osm.gz")
    assert local_map_path(str(tmp_path / "town")) == tmp_path / "town"


def test_a_file_that_is_no_map_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "passwd").write_text("root:x")
    with pytest.raises(SessionError, match="no map file"):
        local_map_path(str(tmp_path / "passwd"))
    with pytest.raises(SessionError, match="not there any more"):
        local_map_path(str(tmp_path / "gone.osm.pbf"))


def test_map_files_and_folders_pass(tmp_path: Path) -> None:
    (tmp_path / "Town.OSM.PBF").write_bytes(b"")
    assert local_map_path(str(tmp_path / "Town.OSM.PBF")) == tmp_path / "Town.OSM.PBF"
    assert local_map_path(str(tmp_path)) == tmp_path


@needs_shared
def test_the_paths_of_the_hostile_session_are_all_refused(tmp_path: Path) -> None:
    tricks = msgspec.json.decode(
        (SHARED / "hostile" / "session" / "path_tricks.json").read_bytes(), type=dict
    )
    for trick in (tricks["map"], tricks["export"], tricks["icon"], tricks["log"]):
        path = tmp_path / "session.json"
        SessionFile(path).save(Session(map_source=trick))
        loaded = SessionFile(path).load()
        assert loaded.map_path is None
        assert loaded.session.map_source == ""
        assert "not opened" in loaded.notice
