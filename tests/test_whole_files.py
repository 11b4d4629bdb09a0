"""Files and folders that are put in place whole or not at all."""

import os
import sys
from pathlib import Path

import pytest

from desktop_app.whole_files import put_in_place, whole_file, write_whole


def folder_with(path: Path, text: str) -> Path:
    path.mkdir()
    (path / "word").write_text(text)
    return path


def test_a_file_takes_the_place_of_the_old_one_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    path.write_bytes(b"old")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_cannot_be_put_in_place_leaves_nothing_beside_it(tmp_path: Path) -> None:
    taken = folder_with(tmp_path / "kept", "old")
    with pytest.raises(OSError, match="kept"):
        write_whole(taken, b"new")
    assert list(tmp_path.iterdir()) == [taken]


def test_a_file_whose_writing_fails_is_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    path.write_bytes(b"old")

    def fail_halfway() -> None:
        with whole_file(path) as file:
            file.write(b"new")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
def test_a_file_is_its_owner_s_alone_unless_it_is_no_secret(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        write_whole(tmp_path / "secret", b"")
        with whole_file(tmp_path / "open", mode=0o666) as file:
            file.write(b"")
    finally:
        os.umask(before)
    rights = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    assert rights == {"secret": 0o600, "open": 0o644}


def test_a_folder_takes_the_place_of_the_old_one_which_steps_aside(tmp_path: Path) -> None:
    old, made = folder_with(tmp_path / "map", "old"), folder_with(tmp_path / "made", "new")
    put_in_place(made, old, tmp_path / "aside")
    assert (old / "word").read_text() == "new"
    assert (tmp_path / "aside" / "word").read_text() == "old"


def test_a_folder_comes_back_where_the_new_one_cannot_take_its_place(tmp_path: Path) -> None:
    old = folder_with(tmp_path / "map", "old")
    with pytest.raises(OSError, match="missing"):
        put_in_place(tmp_path / "missing", old, tmp_path / "aside")
    assert (old / "word").read_text() == "old"
    assert list(tmp_path.iterdir()) == [old]
