"""Where files live, and what happens where they cannot."""

import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.storage.locations import locations_in, user_locations

_USE = """
from pathlib import Path
import pytest

from desktop_app.storage.locations import locations_in
blocked = Path({blocked!r})
where = locations_in(blocked / "data", blocked / "log", blocked / "cache")
where.session_file.write_text("x")
print(where.session_file.parent)
print(where.notice)
"""


def test_the_folders_are_made(tmp_path: Path) -> None:
    where = locations_in(tmp_path / "a" / "data", tmp_path / "log", tmp_path / "cache")
    assert where.session_file.parent.is_dir()
    assert where.log_folder.is_dir()
    assert where.map_cache == tmp_path / "cache"
    assert where.window_log != where.planner_log
    assert where.notice == ""


def test_a_home_that_cannot_be_written_is_replaced_for_one_run_and_said(tmp_path: Path) -> None:
    blocked = tmp_path / "home"
    blocked.write_text("a file where the home should be")
    ended = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", _USE.format(blocked=str(blocked))],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    folder, notice = ended.stdout.splitlines()
    assert "cannot be written" in notice
    assert "greenwave-" in folder
    assert not Path(folder).exists()


def test_the_users_own_folders_carry_the_programs_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    where = user_locations()
    assert "greenwave" in str(where.session_file)
    assert "greenwave" in str(where.map_cache)
