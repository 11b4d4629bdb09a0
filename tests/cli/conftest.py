"""Running the command line in this process, with a home of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop_app.cli.main import run


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


Greenwave = Callable[..., Ended]


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home for all tests of this folder, so that each map is imported once."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def greenwave(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Greenwave:
    for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))

    def call(*arguments: object) -> Ended:
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Ended(code, captured.out, captured.err)

    return call


def is_refused(ended: Ended, *words: str) -> bool:
    """Whether a command ended as bad input does: exit 2, nothing on stdout, one line that names the thing."""
    return (
        ended.code == 2
        and not ended.out
        and ended.err.count("\n") == 1
        and ended.err.endswith("\n")
        and all(word in ended.err for word in words)
    )
