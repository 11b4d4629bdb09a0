"""Which paths in a file from outside may be opened: plain local files and folders, nothing else."""

import stat
import sys
from pathlib import Path, PureWindowsPath

from desktop_app.errors import SessionError

MAP_ENDINGS = (".osm", ".osm.gz", ".osm.bz2", ".osm.pbf", ".graphml")
"""How the name of a map file ends."""

_LONGEST = 4096
_SYSTEM_FOLDERS = ("/dev", "/proc", "/sys")
_FIRST_PRINTABLE = 0x20


def local_map_path(text: str) -> Path:
    """Return the path of a map that a session names.

    The text is judged before the file system is asked, so that no network path and no device is touched.

    Raises
    ------
    SessionError
        It is no plain local map file or folder, or there is none at this place; the sentence says which.
    """
    _refuse_by_text(text)
    path = Path(text)
    try:
        resolved = path.resolve()
        _refuse_by_text(str(resolved))
        mode = resolved.stat().st_mode
    except (OSError, ValueError, RuntimeError) as error:
        raise SessionError(f"The map {_shown(text)} of the session is not there any more.") from error
    if stat.S_ISDIR(mode):
        return path
    if not stat.S_ISREG(mode):
        raise SessionError(f"{_shown(text)} in the session is a device, not a map; it is not opened.")
    if not resolved.name.lower().endswith(MAP_ENDINGS) and not path.name.lower().endswith(MAP_ENDINGS):
        raise SessionError(f"{_shown(text)} in the session is no map file; it is not opened.")
    return path


def _refuse_by_text(text: str) -> None:
    shown = _shown(text)
    if len(text) > _LONGEST or any(ord(letter) < _FIRST_PRINTABLE for letter in text):
        raise SessionError(f"{shown} in the session is no path; it is not opened.")
    if text.startswith(("\\\\", "//", "\\/", "/\\")):
        raise SessionError(f"{shown} in the session is a network path; it is not opened.")
    if "://" in text or text.lower().startswith("file:"):
        raise SessionError(f"{shown} in the session is an address, not a file; it is not opened.")
    if not Path(text).is_absolute() or ".." in Path(text).parts:
        raise SessionError(f"{shown} in the session is no whole path; it is not opened.")
    if _is_device(text):
        raise SessionError(f"{shown} in the session is a device, not a map; it is not opened.")


def _is_device(text: str) -> bool:
    if sys.platform == "win32":
        return PureWindowsPath(text).is_reserved()
    return any(text == folder or text.startswith(folder + "/") for folder in _SYSTEM_FOLDERS)


def _shown(text: str) -> str:
    """Return a path from outside as it may stand in a sentence."""
    cut = text if len(text) <= 200 else text[:200] + "..."  # noqa: PLR2004 - a line's worth
    return ascii(cut) if not cut.isprintable() else f"'{cut}'"
