"""The folder of the cached maps: who uses which, and which go when there are too many."""

import logging
import os
import re
import shutil
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from desktop_app.backend.file_lock import FileLock

_LOG = logging.getLogger(__name__)

_KEY = re.compile(r"[0-9a-f]{40}-\d+-[0-9a-z]+")
_SCRATCH = ".importing"


def cache_key(sha256: str, importer_version: int, profiles_key: str) -> str:
    """Return the name of a map in the cache: what it was made from, by what, and for whom."""
    return f"{sha256[:40]}-{importer_version}-{profiles_key[:12]}"


@dataclass(frozen=True, slots=True)
class _Entry:
    key: str
    size: int
    used_s: float


class CacheRoom:
    """Names and locks in a cache folder.

    ``KEY`` is a map folder, ``KEY.lock`` is held by who makes or removes it, ``KEY.used`` carries the
    time of its last use, ``KEY.*.use`` is held by a process that has it open.
    """

    def __init__(self, root: Path) -> None:
        """Use the folder `root`, which exists."""
        self._root = root
        self._uses: dict[str, FileLock] = {}

    def folder(self, key: str) -> Path:
        """Return where the map of `key` lies."""
        return self._root / key

    def making(self, key: str) -> FileLock:
        """Return the lock of who makes or removes the map of `key`."""
        return FileLock(self._root / f"{key}.lock")

    def whole(self) -> FileLock:
        """Return the lock of the short changes to the folder itself."""
        return FileLock(self._root / "cache.lock")

    def use(self, key: str) -> None:
        """Note that this process has the map of `key` open until it ends; the caller holds both locks."""
        (self._root / f"{key}.used").touch()
        if key not in self._uses:
            use = FileLock(self._root / f"{key}.{os.getpid()}-{uuid.uuid4().hex[:8]}.use")
            if use.try_acquire():
                self._uses[key] = use

    def release(self) -> None:
        """Note that this process has no map open any more."""
        for use in self._uses.values():
            use.release()
            use.path.unlink(missing_ok=True)
        self._uses.clear()

    def cut_back(self, limit_bytes: int) -> None:
        """Remove what was used longest ago until the maps fit `limit_bytes`; the caller holds `whole`.

        A map that is open somewhere, or is being made, stays, even where the limit is then exceeded.
        """
        self._sweep()
        entries = sorted(self._entries(), key=lambda entry: entry.used_s)
        total = sum(entry.size for entry in entries)
        for entry in entries:
            if total <= limit_bytes:
                return
            if self._remove(entry.key):
                total -= entry.size

    def discard(self, folder: Path) -> None:
        """Remove a folder; it is gone at once for everybody else."""
        gone = folder.with_name(f".{folder.name}.{uuid.uuid4().hex[:8]}{_SCRATCH}")
        folder.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)

    def _entries(self) -> list[_Entry]:
        return [
            _Entry(path.name, _size(path), self._used_s(path.name))
            for path in self._root.iterdir()
            if _KEY.fullmatch(path.name) and path.is_dir()
        ]

    def _used_s(self, key: str) -> float:
        try:
            return (self._root / f"{key}.used").stat().st_mtime
        except OSError:
            return 0.0

    def _remove(self, key: str) -> bool:
        if self._is_open(key):
            return False
        return self._alone(key, partial(self.discard, self.folder(key)))

    def _is_open(self, key: str) -> bool:
        """Return whether a living process has the map open; the notes of dead ones are removed."""
        alive = [note for note in self._root.glob(f"{key}.*.use") if not self._forget_dead(note)]
        return bool(alive)

    def _forget_dead(self, note: Path) -> bool:
        """Remove the note of a process that has ended; return whether it had."""
        use = FileLock(note)
        if not use.try_acquire():
            return False
        use.release()
        note.unlink(missing_ok=True)
        return True

    def _alone(self, key: str, change: Callable[[], object]) -> bool:
        """Do `change` while nobody makes the map of `key`; return whether it was done."""
        making = self.making(key)
        if not making.try_acquire():
            return False
        try:
            change()
        except OSError as error:
            # Windows keeps files that are open somewhere.
            _LOG.info("%s stays in the cache: %s", key, error)
            return False
        finally:
            making.release()
        return True

    def _sweep(self) -> None:
        """Remove what killed imports and killed users of maps left."""
        for note in self._root.glob("*.use"):
            self._forget_dead(note)
        for left in self._root.glob(f".*{_SCRATCH}"):
            key = left.name[1:].partition(".")[0]
            if _KEY.fullmatch(key):
                self._alone(key, partial(shutil.rmtree, left, ignore_errors=True))


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
