"""The set-up script on a system that lacks something, seen as a person without root's rights sees it."""

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

SETUP = Path(__file__).resolve().parents[2] / "resources" / "setup"
pytestmark = pytest.mark.skipif(shutil.which("apt-get") is None, reason="only Debian has apt-get")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with the set-up script, and one library too many in its table."""
    target = tmp_path / "resources" / "setup"
    shutil.copytree(SETUP, target)
    with (target / "system-libraries.txt").open("a") as table:
        table.write("libnowhere.so.7 libnowhere7 run\n/nowhere/packer packer package\n")
    return tmp_path


def set_up(checkout: Path, kind: str) -> subprocess.CompletedProcess[str]:
    """Run the script as if by a person who is not root."""
    programs = checkout / "programs"
    programs.mkdir()
    user = programs / "id"
    user.write_text("#!/bin/sh\necho 1000\n")
    user.chmod(user.stat().st_mode | stat.S_IXUSR)
    environment = os.environ | {"PATH": f"{programs}:{os.environ['PATH']}"}
    return subprocess.run(  # noqa: S603 - our own script
        [checkout / "resources" / "setup" / "setup.sh", kind],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_the_one_missing_line_is_printed_and_nothing_done(checkout: Path) -> None:
    answer = set_up(checkout, "run")
    assert answer.returncode == 1
    assert answer.stderr == ""
    lines = answer.stdout.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("apt-get install -y --no-install-recommends ")
    assert lines[0].split()[-1] == "libnowhere7"
    assert not (checkout / ".venv").exists()


def test_what_only_packaging_needs_is_asked_for_only_then(checkout: Path) -> None:
    assert set_up(checkout, "package").stdout.split()[-2:] == ["libnowhere7", "packer"]
