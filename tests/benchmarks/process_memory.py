"""What this process has in memory, as Linux counts it."""

import gc
from pathlib import Path

_STATUS = Path("/proc/self/statm")
_PAGE_MB = 4096 / 1e6


def resident_mb() -> float:
    """Return the resident size after a collection of garbage; 0 where the system does not say it."""
    gc.collect()
    return int(_STATUS.read_text().split()[1]) * _PAGE_MB if _STATUS.exists() else 0.0
