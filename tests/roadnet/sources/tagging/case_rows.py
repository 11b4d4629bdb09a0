"""Rows of the tables of tagging cases that have figures: speeds, limits, what stands at nodes.

A line is columns between bars; the first is tags joined by `` + ``. A line in square brackets names the
page of the OSM wiki that the cases below it are drawn from.
"""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Row:
    """One case: its page of the wiki, its tags, and the other columns."""

    page: str
    tags: dict[str, str]
    columns: tuple[str, ...]

    def __str__(self) -> str:
        tags = "+".join(f"{key}={value}" for key, value in self.tags.items())
        return f"{self.page}:{tags}:{self.columns[0]}"


def rows(folder: str, columns: int) -> list[Row]:
    """Return the rows of all tables in a folder, each with so many columns after the tags."""
    found: list[Row] = []
    for path in sorted((FOLDER / folder).glob("*.txt")):
        page = ""
        for line in path.read_text("utf-8").splitlines():
            text = line.strip()
            if text.startswith("["):
                page = text.strip("[]")
            elif text and not text.startswith("#"):
                found.append(_row(page, text, columns))
    return found


def _row(page: str, line: str, columns: int) -> Row:
    # A tag may hold bars of its own, which then stand without spaces.
    tags, *rest = (column.strip() for column in f"{line} ".split(" | "))
    padded = (*rest, *[""] * columns)[:columns]
    return Row(page, dict(tag.split("=", 1) for tag in tags.split(" + ")), padded)
