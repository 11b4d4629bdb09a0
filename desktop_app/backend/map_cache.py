"""Imported maps are kept, so that an extract is imported once."""

import contextlib
import logging
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from desktop_app.backend.cache_room import CacheRoom, cache_key
from desktop_app.backend.content_hash import FileFacts, HashMemo, facts_of, sha256_of
from desktop_app.backend.file_lock import FileLock
from desktop_app.backend.importing import import_map
from desktop_app.errors import MapFileError, MapFolderError, StorageError
from desktop_app.roadnet.folder import is_map_folder, open_map_folder
from desktop_app.roadnet.map_data import ImportReport
from desktop_app.roadnet.profile import profiles_key
from desktop_app.roadnet.profile_file import built_in_profiles
from desktop_app.roadnet.progress import ProgressSink
from desktop_app.roadnet.sources.version import IMPORTER_VERSION
from desktop_app.storage.locations import is_writable, temporary_folder, user_map_cache

_LOG = logging.getLogger(__name__)

LIMIT_BYTES = 2_000_000_000


class ImportMap(Protocol):
    """Makes a map folder of a map file: `backend.importing.import_map`."""

    def __call__(
        self, source: Path, folder: Path, progress: ProgressSink, cancelled: Callable[[], bool], /
    ) -> ImportReport:
        """Return the report of the import."""


class MapCache:
    """The user's imported maps, by content, importer and profile; any number of processes may share it."""

    def __init__(
        self,
        root: Path | None = None,
        *,
        limit_bytes: int = LIMIT_BYTES,
        run_import: ImportMap = import_map,
        importer_version: int = IMPORTER_VERSION,
        profiles_key: str = "",
    ) -> None:
        """Keep the maps in `root`, else in the user's cache folder.

        Where that cannot be written, they are kept in a temporary folder until this process ends.

        Parameters
        ----------
        profiles_key
            Hash of the profiles that maps are imported for; that of the built-in ones if empty.
        """
        root = user_map_cache() if root is None else root
        self.is_temporary = not _is_usable(root)
        self._root = temporary_folder() if self.is_temporary else root
        self._limit_bytes = limit_bytes
        self._run_import = run_import
        self._importer_version = importer_version
        self._profiles_key = profiles_key
        self._room = CacheRoom(self._root)
        self._memo = HashMemo(self._root / "hashes.json")

    def folder_of(self, source: Path, progress: ProgressSink, cancelled: Callable[[], bool]) -> Path:
        """Return the map folder of `source`, imported now if it never was.

        The folder stays until this process ends, whatever other processes do. A map folder is returned
        as it is.

        Raises
        ------
        MapFileError
            `source` is not there, is no map, or cannot be read.
        StorageError
            There is no room for the imported map.
        CancelledError
            `cancelled` said yes.
        FaultError
            The import died.
        """
        if _is_folder(source):
            return source
        try:
            return self._imported(source, progress, cancelled)
        except OSError as error:
            raise StorageError(
                f"The map cache {self._root} cannot be used: {error.strerror or error}; make room there."
            ) from error

    def close(self) -> None:
        """Let other processes remove what this one had open."""
        self._room.release()

    def _imported(self, source: Path, progress: ProgressSink, cancelled: Callable[[], bool]) -> Path:
        with _reading(source):
            facts = facts_of(source)
        sha256 = self._memo.find(facts)
        if sha256 is None:
            with _reading(source):
                sha256 = sha256_of(source, progress, cancelled)
            with self._room.whole().held(cancelled):
                self._memo.remember(facts, sha256)
        key = cache_key(sha256, self._importer_version, self._profiles_key or built_in_profiles_key())
        folder = self._room.folder(key)
        with self._room.making(key).held(cancelled):
            if not self._is_sound(folder):
                self._run_import(source, folder, progress, cancelled)
                self._check_same(source, facts, folder)
            with self._room.whole().held(cancelled):
                self._room.use(key)
        with self._room.whole().held(cancelled):
            self._room.cut_back(self._limit_bytes)
        return folder

    def _check_same(self, source: Path, facts: FileFacts, folder: Path) -> None:
        """Refuse a map of another content than its key says."""
        with _reading(source):
            now = facts_of(source)
        if now != facts:
            self._room.discard(folder)
            raise MapFileError(f"{source} changed while it was imported; try again once it is whole.")

    def _is_sound(self, folder: Path) -> bool:
        """Return whether there is a map in `folder`; a damaged one is removed."""
        if not folder.exists():
            return False
        try:
            open_map_folder(folder)
        except MapFolderError as error:
            _LOG.warning("a cached map is made anew: %s", error)
            self._room.discard(folder)
            return False
        return True


def built_in_profiles_key() -> str:
    """Return the hash of the profiles that ship with the program."""
    return profiles_key(built_in_profiles())


def _is_usable(root: Path) -> bool:
    """Return whether files can be made and locked in `root`."""
    if not is_writable(root):
        return False
    try:
        lock = FileLock(root / "cache.lock")
        lock.try_acquire()
        lock.release()
    except OSError as error:
        _LOG.info("%s knows no locks: %s", root, error)
        return False
    return True


def _is_folder(source: Path) -> bool:
    """Return whether `source` is a map folder, or False where it is a file that may be a map."""
    with _reading(source):
        mode = source.stat().st_mode
    if stat.S_ISDIR(mode):
        if not is_map_folder(source):
            raise MapFileError(
                f"{source} is a folder, but no map folder; give a map file, or a folder that import made."
            )
        return True
    if not stat.S_ISREG(mode):
        raise MapFileError(f"{source} is a device, not a map; give an OpenStreetMap extract.")
    return False


@contextlib.contextmanager
def _reading(source: Path) -> Iterator[None]:
    """Say in words why `source` cannot be read."""
    try:
        yield
    except FileNotFoundError as error:
        raise MapFileError(f"There is no map {source}; check its path.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise MapFileError(f"{source} cannot be read: {reason}; check the file and your rights.") from error
