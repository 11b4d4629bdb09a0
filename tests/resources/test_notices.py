"""The licences that go with the packaged program."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ROOT / "resources" / "requirements" / "run.txt"


@pytest.mark.skipif(not Path("/usr/share/common-licenses").exists(), reason="the texts are those of Debian")
def test_everything_that_runs_has_its_licence_beside_it(tmp_path: Path) -> None:
    script = ROOT / "resources" / "packaging" / "notices.py"
    subprocess.run([sys.executable, script, tmp_path], check=True, timeout=60)  # noqa: S603 - our own script
    pinned = set(re.findall(r"^([a-z0-9-]+)==", REQUIREMENTS.read_text(), re.MULTILINE))
    expected = (pinned - {"pip", "setuptools"}) | {"python", "greenwave"}
    folders = {folder.name for folder in (tmp_path / "licences").iterdir() if any(folder.iterdir())}
    assert expected <= folders
    assert (tmp_path / "licences" / "pyside6-essentials" / "LGPL-3.txt").stat().st_size > 5_000
