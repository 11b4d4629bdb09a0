"""Files that a person names, and what is none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.input_file import TooLargeError, read_bounded

unix_only = pytest.mark.skipif(sys.platform == "win32", reason="devices and named pipes are Unix's")


def test_file_up_to_the_limit_is_read_and_no_larger_one(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    path.write_bytes(b"a\r\n\x1a\0z")
    assert read_bounded(path, 6) == b"a\r\n\x1a\0z"
    with pytest.raises(TooLargeError):
        read_bounded(path, 5)


@unix_only
def test_endless_device_ends() -> None:
    with pytest.raises(TooLargeError):
        read_bounded(Path("/dev/zero"), 1000)


@unix_only
def test_named_pipe_without_a_writer_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    assert read_bounded(path, 1000) == b""


@unix_only
def test_pipe_is_read_to_its_end_however_slow_its_writer() -> None:
    code = (
        "import pathlib, desktop_app.input_file as reading;"
        "print(len(reading.read_bounded(pathlib.Path('/dev/stdin'), 9)))"
    )
    reader = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - our own interpreter
    assert reader.stdin is not None
    reader.stdin.write(b"one ")
    reader.stdin.flush()
    assert reader.poll() is None
    out, _ = reader.communicate(b"two")
    assert out.strip() == b"7"


def test_folder_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"directory|denied"):
        read_bounded(tmp_path, 10)
