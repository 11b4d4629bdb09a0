"""The hash of a file's content, remembered by place, size and time so that it is read once."""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from desktop_app.errors import CancelledError
from desktop_app.roadnet.progress import BYTES, ImportProgress, ProgressSink
from desktop_app.whole_files import write_whole

_LOG = logging.getLogger(__name__)

_CHUNK = 1024 * 1024
_MOST_KNOWN = 200
_MOST_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What tells one state of a file from another without reading it."""

    path: str
    size: int
    mtime_ns: int


class _Known(msgspec.Struct, frozen=True):
    path: str
    size: int
    mtime_ns: int
    sha256: str


def facts_of(path: Path) -> FileFacts:
    """Return the facts of the file at `path`; raises OSError where it is not there."""
    found = path.stat()
    return FileFacts(str(path.absolute()), found.st_size, found.st_mtime_ns)


class HashMemo:
    """Remembers hashes in a small file; whatever is wrong with it costs a second reading only."""

    def __init__(self, path: Path) -> None:
        """Remember in the file at `path`."""
        self._path = path

    def find(self, facts: FileFacts) -> str | None:
        """Return the SHA-256 of a file in the state `facts`, hexadecimal, or None where it is not known."""
        for known in self._read():
            if (known.path, known.size, known.mtime_ns) == (facts.path, facts.size, facts.mtime_ns):
                return known.sha256
        return None

    def remember(self, facts: FileFacts, sha256: str) -> None:
        """Keep a hash, and forget the oldest of too many; the caller holds the lock of the cache."""
        others = [known for known in self._read() if known.path != facts.path]
        kept = [*others[-_MOST_KNOWN + 1 :], _Known(facts.path, facts.size, facts.mtime_ns, sha256)]
        try:
            write_whole(self._path, msgspec.json.encode(kept))
        except OSError as error:
            _LOG.info("the hash of %s is not kept: %s", facts.path, error)

    def _read(self) -> list[_Known]:
        try:
            with self._path.open("rb") as file:
                return msgspec.json.decode(file.read(_MOST_BYTES), type=list[_Known])
        except FileNotFoundError:
            return []
        except (OSError, msgspec.MsgspecError) as error:
            _LOG.info("the known hashes cannot be read: %s", error)
            return []


def sha256_of(path: Path, progress: ProgressSink, cancelled: Callable[[], bool]) -> str:
    """Return the SHA-256 of a file's content, hexadecimal.

    Raises
    ------
    OSError
        The file cannot be read.
    CancelledError
        `cancelled` said yes.
    """
    total = path.stat().st_size
    digest = hashlib.sha256()
    done = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if cancelled():
                raise CancelledError("The import was cancelled; nothing was changed.")
            digest.update(chunk)
            done += len(chunk)
            progress(ImportProgress("looking the map up", done, total, BYTES))
    return digest.hexdigest()
