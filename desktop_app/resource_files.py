"""Where the files lie that ship beside the code."""

import sys
from pathlib import Path


def resource_path(*parts: str) -> Path:
    """Return the path of a file or folder under ``resources/``, in a checkout and in the packaged program."""
    packaged = getattr(sys, "_MEIPASS", None)
    root = Path(packaged) if packaged else Path(__file__).resolve().parents[1]
    return root.joinpath("resources", *parts)
