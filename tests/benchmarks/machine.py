"""The machine that figures were measured on, in words."""

import os
import platform
from pathlib import Path

_CPU = Path("/proc/cpuinfo")
_MEMORY = Path("/proc/meminfo")


def machine_words() -> str:
    """Return processor, cores, memory, system and Python, as far as the system says them."""
    words = [_processor(), f"{os.cpu_count()} cores"]
    if _MEMORY.exists():
        kilobytes = int(_MEMORY.read_text().split()[1])
        words.append(f"{kilobytes / 1024**2:.0f} GiB of memory")
    words += [
        f"{platform.system()} {platform.release().split('-')[0]}",
        f"Python {platform.python_version()}",
    ]
    return ", ".join(words)


def _processor() -> str:
    lines = _CPU.read_text().splitlines() if _CPU.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
