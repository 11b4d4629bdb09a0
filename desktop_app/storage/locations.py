"""Where the program keeps its files on this machine."""

import atexit
import logging
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import platformdirs

_LOG = logging.getLogger(__name__)

_PROGRAM = "greenwave"


@dataclass(frozen=True, slots=True)
class Locations:
    """Folders and files of the user; the folders exist.

    Attributes
    ----------
    session_file
        The last session.
    log_folder
        Logs of the window and of the planner, each a file of its own.
    map_cache
        Folder of imported maps; may be deleted at any time while the program does not run.
    notice
        A sentence where the home cannot be written and nothing outlives this run; else empty.
    """

    session_file: Path
    log_folder: Path
    map_cache: Path
    notice: str = ""

    @property
    def window_log(self) -> Path:
        """The log of the window's process."""
        return self.log_folder / "greenwave.log"

    @property
    def map_servers(self) -> Path:
        """The servers that maps are downloaded from."""
        return self.session_file.parent / "map_servers.json"

    @property
    def command_log(self) -> Path:
        """The log of commands without a window."""
        return self.log_folder / "command.log"

    @property
    def planner_log(self) -> Path:
        """The log of the planner's process."""
        return self.log_folder / "planner.log"


def user_locations() -> Locations:
    """Return the user's own folders, as the system has them."""
    dirs = platformdirs.PlatformDirs(_PROGRAM, appauthor=False)
    return locations_in(Path(dirs.user_data_dir), Path(dirs.user_log_dir), user_map_cache())


def user_map_cache() -> Path:
    """Return the folder for the user's imported maps; it need not exist."""
    return Path(platformdirs.user_cache_dir(_PROGRAM, appauthor=False)) / "maps"


def locations_in(data: Path, log: Path, cache: Path) -> Locations:
    """Return locations below the three folders, which are made.

    Where one of them cannot be written, a temporary folder stands in for it; the notice says so for the
    session, of which a person would miss something.
    """
    notice = ""
    if not is_writable(data):
        notice = f"{data} cannot be written: the session of this run is not kept for the next one."
    data, log, cache = (
        folder if is_writable(folder) else temporary_folder() for folder in (data, log, cache)
    )
    return Locations(data / "session.json", log, cache, notice)


def is_writable(folder: Path) -> bool:
    """Make `folder` if need be; return whether files can be made in it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError as error:
        _LOG.info("%s cannot be written: %s", folder, error)
        return False


def temporary_folder() -> Path:
    """Return a new folder that is removed when the program ends."""
    folder = Path(tempfile.mkdtemp(prefix=f"{_PROGRAM}-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
