"""Whether there is a display, before Qt is asked, which would end the process."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.app.window import has_display

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux runs without")


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("display", ["", ":4711", "nowhere.invalid:0", "127.0.0.1:4711", "rubbish"])
def test_display_that_nobody_serves_is_none(monkeypatch: pytest.MonkeyPatch, display: str) -> None:
    monkeypatch.setenv("DISPLAY", display)
    assert not has_display()


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="there is no Xvfb")
def test_display_that_is_served_is_one_as_long_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    server = subprocess.Popen(["Xvfb", "-displayfd", "1"], stdout=subprocess.PIPE, text=True)  # noqa: S607 - found on the path
    assert server.stdout is not None
    number = server.stdout.readline().strip()
    monkeypatch.setenv("DISPLAY", f":{number}")
    try:
        assert has_display()
    finally:
        # As a crash does, this leaves the server's socket behind.
        server.kill()
        server.communicate()
    assert not has_display()
    for left in (Path(f"/tmp/.X11-unix/X{number}"), Path(f"/tmp/.X{number}-lock")):  # noqa: S108 - where X servers keep them
        left.unlink(missing_ok=True)
