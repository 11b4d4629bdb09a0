"""The guard at the door: what is asked of a map file before pyosmium reads it.

The kind is told by content, not by name. Sizes are bounded: a packed file may not grow beyond
`_MOST_GROWTH` times its size, a PBF block not beyond what the format allows. XML may hold no
DOCTYPE, so that no entity and no other file is ever looked at.
"""

import hashlib
import stat
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from desktop_app.errors import MapFileError
from desktop_app.roadnet.progress import BYTES, ImportProgress, ProgressSink
from desktop_app.roadnet.sources.blobs import BlobError, BlobWalk
from desktop_app.roadnet.sources.osm_format import CHUNK, OsmFormat, format_of, unpacked
from desktop_app.roadnet.sources.xml_prolog import PrologError, check_prolog

_STAGE = "checking the file"
_HEAD = 64
_ALWAYS_ALLOWED = 64 * 1024 * 1024
_MOST_GROWTH = 60
"""Maps grow about tenfold as they are unpacked; gzip can grow a thousandfold, bzip2 a millionfold."""


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A map file that may be handed to pyosmium.

    Attributes
    ----------
    path
        Absolute.
    label
        The path as it was given, fit for a message.
    source_hash
        SHA-256 of the file's bytes, hexadecimal.
    size
        Bytes in the file.
    """

    path: Path
    label: str
    osm_format: OsmFormat
    source_hash: str
    size: int


def check_osm_file(path: Path, progress: ProgressSink) -> CheckedFile:
    """Return what is known of the map file at `path` before it is read.

    Raises
    ------
    MapFileError
        The file is not there, is no OSM file, is cut short, or is built to do harm.
    """
    label = file_label(path)
    try:
        details = path.stat()
        if not stat.S_ISREG(details.st_mode):
            raise MapFileError(f"{label} is no file; name a map file, or a folder made by import.")
        with path.open("rb") as file:
            guard = _Guard(file, label, details.st_size, progress)
            osm_format = guard.check()
            file.seek(0)
            source_hash = hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise MapFileError(f"{label} cannot be opened: {reason}; check its name and place.") from error
    return CheckedFile(path.absolute(), label, osm_format, source_hash, details.st_size)


def file_label(path: Path) -> str:
    """Return a path as one line of text, whatever characters it holds."""
    return "".join(character if character.isprintable() else "\ufffd" for character in str(path))


class _Guard:
    """Looks through one open file."""

    def __init__(self, file: BinaryIO, label: str, size: int, progress: ProgressSink) -> None:
        self._file = file
        self._label = label
        self._size = size
        self._progress = progress
        self._limit = max(_ALWAYS_ALLOWED, _MOST_GROWTH * size)

    def check(self) -> OsmFormat:
        """Return the file's kind; raises MapFileError where it is not to be read."""
        head = self._file.read(_HEAD)
        self._file.seek(0)
        if not head:
            raise MapFileError(f"{self._label} is empty; download it again.")
        osm_format = format_of(head)
        if osm_format is None:
            raise MapFileError(
                f"{self._label} is no OpenStreetMap file (.osm, .osm.gz, .osm.bz2 or .osm.pbf), "
                "or is damaged; download it again."
            )
        if osm_format is OsmFormat.PBF:
            self._check_pbf()
        else:
            self._check_xml(osm_format)
        return osm_format

    def _check_pbf(self) -> None:
        """Walk over all blobs; their stated sizes must be within the bounds."""
        total = 0
        try:
            for inflated in BlobWalk(self._file, self._size):
                total += inflated
                self._bound(total)
        except BlobError as error:
            raise MapFileError(f"{self._label} {error}; download it again.") from error

    def _check_xml(self, osm_format: OsmFormat) -> None:
        """Unpack the whole stream, to see that it is whole and bounded; look at its beginning."""
        total = 0
        try:
            for chunk in unpacked(self._file, osm_format):
                if not total:
                    check_prolog(chunk)
                total += len(chunk)
                self._bound(total)
        except (EOFError, zlib.error) as error:
            raise self._damaged() from error
        except OSError as error:
            if error.errno is not None:
                raise
            # gzip and bz2 report damaged data as an OSError without a number.
            raise self._damaged() from error
        except PrologError as error:
            raise MapFileError(f"{self._label} {error}") from error

    def _bound(self, total: int) -> None:
        self._progress(ImportProgress(_STAGE, min(self._file.tell(), self._size), self._size, BYTES))
        if total > self._limit:
            raise MapFileError(
                f"{self._label} unpacks to more than {self._limit // CHUNK} MiB, far more than a map of its "
                "size; it is damaged or built to do harm, so take it from a source that you trust."
            )

    def _damaged(self) -> MapFileError:
        return MapFileError(f"{self._label} is cut short or damaged; download it again.")
