"""What is pinned: all that the project asks for, each with hashes, from no address, and nothing heavy."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "resources" / "requirements").glob("*.txt"))
HEAVY = {"matplotlib", "numba", "pandas", "pyside6", "pyside6-addons", "scipy", "torch"}
"""Each adds tens of megabytes to the packaged program."""


def pinned(lock: Path) -> dict[str, str]:
    """Return the text of each requirement by its name."""
    blocks = re.findall(r"^([a-z0-9-]+)==((?:.*\\\n)*.*)", lock.read_text(), re.MULTILINE)
    return dict(blocks)


def plain_name(requirement: str) -> str:
    return re.split(r"[^A-Za-z0-9._-]", requirement)[0].lower().replace("_", "-")


def test_there_is_a_lock_for_every_kind_of_set_up() -> None:
    assert [lock.stem for lock in LOCKS] == ["dev", "package", "run"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_requirement_has_hashes(lock: Path) -> None:
    requirements = pinned(lock)
    assert requirements
    assert [name for name, text in requirements.items() if "--hash=sha256:" not in text] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_no_address_of_an_index_or_a_machine_is_kept(lock: Path) -> None:
    text = lock.read_text()
    assert re.findall(r"://|^--|/home/|/opt/", text, re.MULTILINE) == []


def test_all_that_the_project_asks_for_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = {
        "run": project["dependencies"],
        "dev": project["dependencies"] + project["optional-dependencies"]["dev"],
        "package": project["dependencies"] + project["optional-dependencies"]["package"],
    }
    for lock in LOCKS:
        assert {plain_name(requirement) for requirement in asked[lock.stem]} <= set(pinned(lock)), lock.name


def test_the_three_locks_agree() -> None:
    run, dev, package = (
        {name: text.split()[0] for name, text in pinned(ROOT / f"resources/requirements/{kind}.txt").items()}
        for kind in ("run", "dev", "package")
    )
    assert run.items() <= dev.items()
    assert run.items() <= package.items()


def test_nothing_heavy_is_needed_to_run() -> None:
    assert HEAVY.isdisjoint(pinned(ROOT / "resources/requirements/run.txt"))
