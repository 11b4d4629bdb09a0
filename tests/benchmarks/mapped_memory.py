"""What the files of a folder that this process has mapped take of memory, as Linux counts it."""

from pathlib import Path

_MAPS = Path("/proc/self/smaps")


def is_told() -> bool:
    """Return whether this system says it."""
    return _MAPS.exists()


def mapped_kb(folder: Path) -> tuple[int, int]:
    """Return the resident size (Rss) of the mapped files in `folder`, and this process's share of it (Pss).

    A page that several processes have counts for each of them in full in the first, and by its part in
    the second.
    """
    resident_kb = share_kb = 0
    is_ours, path = False, str(folder.resolve())
    for line in _MAPS.read_text().splitlines():
        key, _, value = line.partition(":")
        if key == "Rss" and is_ours:
            resident_kb += int(value.split()[0])
        elif key == "Pss" and is_ours:
            share_kb += int(value.split()[0])
        elif "-" in key.split()[0]:
            is_ours = f" {path}/" in line
    return resident_kb, share_kb
