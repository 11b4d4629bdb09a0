"""``greenwave`` as a process: its streams, its signals and its end."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.cli.conftest import Ended
from tests.shared_data import SHARED, needs_shared

SMALL = SHARED / "hostile/map/good_small.osm"
ROUTE = ("route", SMALL, "--from", "43.7301,7.42", "--to", "43.7329,7.421")
LONGEST_S = 60

pytestmark = [
    needs_shared,
    pytest.mark.skipif(sys.platform == "win32", reason="streams and signals of POSIX"),
]


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "desktop_app", *map(str, arguments)]


@pytest.fixture
def surroundings(home: Path) -> dict[str, str]:
    """Return an environment with the tests' home, in which output is buffered as it is for people."""
    folders = {
        name: str(home / name.lower()) for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
    }
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return {**kept, **folders, "QT_QPA_PLATFORM": "offscreen"}


def end_of(process: "subprocess.Popen[str]") -> Ended:
    out, err = process.communicate(timeout=LONGEST_S)
    return Ended(process.returncode, out, err)


@pytest.mark.parametrize("arguments", [ROUTE, ("route", "--help")])
def test_reader_that_goes_away_is_no_fault(
    arguments: tuple[object, ...], surroundings: dict[str, str]
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.Popen(  # noqa: S603 - our own command
        command(*arguments), stdout=writing, stderr=subprocess.PIPE, text=True, env=surroundings
    )  # fmt: skip
    os.close(writing)
    _, err = process.communicate(timeout=LONGEST_S)
    assert (process.returncode, err) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_full_disk_for_the_output_is_one_sentence(surroundings: dict[str, str]) -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(  # noqa: S603 - our own command
            command(*ROUTE), stdout=full, stderr=subprocess.PIPE, text=True, env=surroundings, check=False
        )  # fmt: skip
    assert ended.returncode == 1
    assert (
        ended.stderr == "greenwave: the output cannot be written: No space left on device; make room there.\n"
    )


def test_no_streams_at_all_change_no_exit_code(surroundings: dict[str, str]) -> None:
    closed = 'exec "$@" <&- >&- 2>&-'
    for arguments, code in ((ROUTE, 0), (("route", "/nowhere.osm", *ROUTE[2:]), 2)):
        shell = ["sh", "-c", closed, "sh", *command(*arguments)]
        ended = subprocess.run(shell, env=surroundings, check=False)  # noqa: S603 - our own command
        assert ended.returncode == code


def test_no_text_steers_the_terminal(surroundings: dict[str, str]) -> None:
    ended = subprocess.run(  # noqa: S603 - our own command
        command("route", "a\x1b[31m\x07\u202eb.osm", *ROUTE[2:]),
        capture_output=True, text=True, env=surroundings, check=False,
    )  # fmt: skip
    assert ended.returncode == 2
    assert ended.stderr.rstrip("\n").isprintable()


def test_ctrl_c_ends_an_import_without_a_word_or_a_trace(
    surroundings: dict[str, str], tmp_path: Path
) -> None:
    source = tmp_path / "large.osm"
    # Large enough to be hit while it is read.
    source.write_bytes(SMALL.read_bytes() + b" " * 100_000_000)
    folder = tmp_path / "made"
    process = subprocess.Popen(  # noqa: S603 - our own command
        command("import", source, "-o", folder),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=surroundings, start_new_session=True,
    )  # fmt: skip
    _wait_for_scratch(tmp_path)
    os.killpg(process.pid, signal.SIGINT)
    assert end_of(process) == Ended(130, "", "")
    assert [path.name for path in tmp_path.iterdir()] == ["large.osm"]


def _wait_for_scratch(folder: Path) -> None:
    pause = threading.Event()
    for _ in range(LONGEST_S * 100):
        if any(folder.glob(".*.importing")):
            return
        pause.wait(0.01)
    raise AssertionError("the import did not begin")


def test_ctrl_c_while_the_program_loads_leaves_no_traceback(surroundings: dict[str, str]) -> None:
    loads = (
        "import sys, signal; sys.modules['desktop_app.cli.main'] = None\n"
        "import builtins; find = builtins.__import__\n"
        "def slow(name, *rest, **more):\n"
        "    if name == 'desktop_app.cli.main': signal.raise_signal(signal.SIGINT)\n"
        "    return find(name, *rest, **more)\n"
        "builtins.__import__ = slow\n"
        "from desktop_app.__main__ import main; main()\n"
    )
    ended = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", loads], capture_output=True, text=True, env=surroundings, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (-signal.SIGINT, "", "")
