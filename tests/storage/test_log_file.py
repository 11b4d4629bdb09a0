"""The log: one record a line, whatever is logged."""

import logging
from pathlib import Path

from desktop_app.storage.log_file import LogFile


def test_control_characters_cannot_forge_a_line(tmp_path: Path) -> None:
    path = tmp_path / "log" / "greenwave.log"
    with LogFile(path):
        logging.getLogger("test").warning("from outside: %s", "x\n2026-01-01 ERROR forged\x1b[31m\u202e")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1
    assert "x\\x0a2026-01-01 ERROR forged\\x1b[31m\\u202e" in lines[0]


def test_a_traceback_is_kept_and_indented(tmp_path: Path) -> None:
    path = tmp_path / "greenwave.log"
    with LogFile(path):
        logging.getLogger("test").error("it failed", exc_info=ValueError("a\nb"))
    lines = path.read_text(encoding="utf-8").splitlines()
    assert "it failed" in lines[0]
    assert all(line.startswith("    ") for line in lines[1:])
    assert any("ValueError" in line for line in lines)


def test_a_folder_that_cannot_be_written_does_not_stop_the_program(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    handlers_before = list(logging.getLogger().handlers)
    with LogFile(tmp_path / "file" / "greenwave.log"):
        logging.getLogger("test").info("heard by nobody")
    assert logging.getLogger().handlers == handlers_before


def test_lone_surrogates_are_written_as_escapes(tmp_path: Path) -> None:
    path = tmp_path / "greenwave.log"
    with LogFile(path):
        logging.getLogger("test").warning("%s", "\ud800")
    assert "\\ud800" in path.read_text(encoding="utf-8")
