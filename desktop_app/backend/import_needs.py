"""What an import needs of the machine: told and checked before it begins.

The shares were measured on Porto, a city whose extract is nearly all streets, written in each kind of
file: other extracts need less.
"""

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from desktop_app.errors import MapFileError, StorageError
from desktop_app.roadnet.sources.map_source import is_graphml
from desktop_app.roadnet.sources.osm_format import OsmFormat, format_of

_HEAD_BYTES = 64
_GIGABYTE = 1_000_000_000
_LEAST_MEMORY = 80_000_000
_LEAST_DISK = 20_000_000

_MEMORY_PER_BYTE = {
    OsmFormat.PBF: 45.0,
    OsmFormat.XML_GZIP: 22.0,
    OsmFormat.XML_BZIP2: 28.0,
    OsmFormat.XML: 3.5,
}
_GRAPHML_PER_BYTE = 6.0
"""Of a graph with rules, as `greenwave export` writes it; one of OSMnx needs a third of that."""

_DISK_PER_MEMORY = 0.6
"""The map folder, and beside it the file of the places of nodes and that of streets as text."""

_CLEARLY_TOO_MUCH = 1.5
"""Times the machine's memory: below that the system may help itself by swapping."""


@dataclass(frozen=True, slots=True)
class ImportNeeds:
    """About what an import takes, in bytes: memory at most, and room on the disk of the map folder."""

    memory_bytes: int
    disk_bytes: int

    def words(self) -> str:
        """Return them for people."""
        return f"about {_size_words(self.memory_bytes)} of memory and {_size_words(self.disk_bytes)} of disk"


def needs_of(source: Path) -> ImportNeeds:
    """Return what the import of a map file needs, by its kind and size; raises OSError."""
    with source.open("rb") as file:
        osm_format = format_of(file.read(_HEAD_BYTES))
        size = os.fstat(file.fileno()).st_size
    # What is no map is refused by whoever reads it.
    share = _MEMORY_PER_BYTE.get(osm_format, 0.0) if osm_format is not None else 0.0
    memory = size * (_GRAPHML_PER_BYTE if is_graphml(source) else share)
    return ImportNeeds(int(_LEAST_MEMORY + memory), int(_LEAST_DISK + _DISK_PER_MEMORY * memory))


def check_needs(needs: ImportNeeds, source: Path, folder: Path, memory_bytes: int | None) -> None:
    """Refuse an import that cannot go well.

    Parameters
    ----------
    folder
        The map folder that is to be made; it need not exist.
    memory_bytes
        What the machine has; nothing is asked of it where that is not known.

    Raises
    ------
    MapFileError
        The machine has clearly too little memory.
    StorageError
        The disk is too full.
    """
    if memory_bytes is not None and needs.memory_bytes > _CLEARLY_TOO_MUCH * memory_bytes:
        raise MapFileError(
            f"{source} is too large for this machine: its import needs about "
            f"{_size_words(needs.memory_bytes)} of memory, and there are {_size_words(memory_bytes)}; "
            "choose a smaller extract."
        )
    free = shutil.disk_usage(_nearest_existing(folder)).free
    if free < needs.disk_bytes:
        raise StorageError(
            f"The disk is too full for a map folder there: the import of {source} needs about "
            f"{_size_words(needs.disk_bytes)} of room, and {_size_words(free)} are free; "
            "free some or choose another place."
        )


def machine_memory_bytes() -> int | None:
    """Return how much memory the machine has, or None where the system does not say, as Windows."""
    if sys.platform == "win32":
        return None
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (OSError, ValueError):
        return None


def _nearest_existing(folder: Path) -> Path:
    return next((place for place in (folder, *folder.absolute().parents) if place.is_dir()), Path("/"))


def _size_words(size: int) -> str:
    return f"{size / _GIGABYTE:.1f} GB" if size >= _GIGABYTE else f"{max(round(size / 1e6), 1)} MB"
