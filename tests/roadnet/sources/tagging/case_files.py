"""The tables of tagging cases beside this file, read from text.

A line is ``tags | car | truck | emergency | notes``: tags joined by `` + ``, then how each profile drives,
``open``, ``zone`` or ``closed``, with and against the node order (``open/closed``) where they differ, then
the reasons for the import report. ``-`` for all three means that there is no reading at all. A line in
square brackets names the page of the OSM wiki that the cases below it are drawn from.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
PROFILES = ("car", "truck", "emergency")


@dataclass(frozen=True)
class Case:
    """What tags come to: words for each profile, both directions, and notes."""

    page: str
    tags: dict[str, str]
    expected: dict[str, tuple[str, str]] | None
    notes: tuple[str, ...]

    def __str__(self) -> str:
        tags = "+".join(f"{key}={value}" for key, value in self.tags.items())
        return f"{self.page}:{tags}"


def cases(folder: str) -> list[Case]:
    """Return the cases of all tables in a folder."""
    return [case for path in sorted((FOLDER / folder).glob("*.txt")) for case in _cases(path)]


def _cases(path: Path) -> Iterator[Case]:
    page = ""
    for line in path.read_text("utf-8").splitlines():
        text = line.strip()
        if text.startswith("["):
            page = text.strip("[]")
        elif text and not text.startswith("#"):
            yield _case(page, text)


def _case(page: str, line: str) -> Case:
    tags, *columns = (column.strip() for column in line.split("|"))
    words, notes = columns[: len(PROFILES)], columns[len(PROFILES) :]
    expected = None
    if words != ["-"] * len(PROFILES):
        expected = {name: _pair(word) for name, word in zip(PROFILES, words, strict=True)}
    parted = (tag.partition("=") for tag in tags.split(" + "))
    return Case(page, {key: value for key, _, value in parted}, expected, tuple("".join(notes).split()))


def _pair(word: str) -> tuple[str, str]:
    forward, _, backward = word.partition("/")
    return forward, backward or forward
