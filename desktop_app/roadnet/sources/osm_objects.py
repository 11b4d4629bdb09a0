"""Reading a checked map file with pyosmium: the objects that matter, and the places of all nodes.

Objects without a wanted key never reach Python, nor does any node without a tag: pyosmium writes the
places of nodes into a file of its own, which NumPy then reads as a whole. That is ten times as fast
as asking each node.
"""

import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import osmium
from numpy.typing import NDArray

from desktop_app.errors import MapFileError, StorageError
from desktop_app.roadnet.progress import BYTES, ImportProgress, ProgressSink
from desktop_app.roadnet.sources.bad_item import first_bad_item
from desktop_app.roadnet.sources.osm_file import CheckedFile
from desktop_app.roadnet.sources.osm_writing import closing_writer
from desktop_app.roadnet.sources.overpass_head import overpass_data_time
from desktop_app.roadnet.sources.tally import Tally
from desktop_app.roadnet.sources.way_texts import WayText, text_of_way, way_text

_LOG = logging.getLogger(__name__)

NODE_ROW = np.dtype([("id", "<i8"), ("x", "<i4"), ("y", "<i4")])
"""A node's OSM id, longitude and latitude in units of 1e-7 degrees."""

_STEP = 1000
_SPARE_BYTES = 64 * 1024 * 1024
_NODE_BYTES_PER_FILE_BYTE = 8

_READING_WAYS = "reading roads"

_PYOSMIUM_ERRORS = (
    osmium.InvalidLocationError,
    IndexError,
    MemoryError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)

OsmObject = osmium.osm.Node | osmium.osm.Way | osmium.osm.Relation
Visitor = Callable[[OsmObject], None]


@dataclass(frozen=True, slots=True)
class FileHeader:
    """Instant of the data, and the program that wrote the file; empty where it does not say."""

    data_time: str
    generator: str


class OsmReader:
    """Makes passes over one map file."""

    def __init__(self, file: CheckedFile, progress: ProgressSink) -> None:
        """Read `file`, telling `progress` how many objects were seen."""
        self._file = file
        self._progress = progress

    def header(self) -> FileHeader:
        """Return what the file's header states.

        Raises MapFileError where it cannot be read, or is of a file with history.
        """
        try:
            header = osmium.FileProcessor(self._source(), osmium.osm.NOTHING).header
        except _PYOSMIUM_ERRORS as error:
            raise self._refusal(error) from error
        if header.has_multiple_object_versions:
            raise MapFileError(f"{self._file.label} is a history file; import an extract without history.")
        data_time = header.get("osmosis_replication_timestamp") or header.get("timestamp")
        return FileHeader(data_time or overpass_data_time(self._file), header.get("generator") or "")

    def way_texts(self, keys: Iterable[str], tally: Tally) -> Iterator[WayText]:
        """Yield every way with one of `keys` in the file's order.

        Raises
        ------
        MapFileError
            pyosmium cannot read the file.
        """
        keys = tuple(keys)
        with tempfile.TemporaryDirectory(prefix="greenwave-import-", ignore_cleanup_errors=True) as folder:
            lines = Path(folder) / "ways.opl"
            self._progress(ImportProgress(_READING_WAYS, 0, 0))
            if self._write_ways(keys, lines):
                yield from self._read_ways(lines)
                return
        # What pyosmium cannot write it may be able to hand out, all but the bad item.
        processor = osmium.FileProcessor(self._source(), osmium.osm.WAY)
        processor.with_filter(osmium.filter.KeyFilter(*keys))
        for way in self._each(processor, _READING_WAYS):
            if isinstance(way, osmium.osm.Way):
                try:
                    yield text_of_way(way)
                except UnicodeDecodeError:
                    tally.add("text_is_not_utf8", f"way {way.id}")

    def visit(
        self,
        keys: Iterable[str],
        visitor: Visitor,
        tally: Tally,
        *,
        way_keys: Iterable[str] | None = None,
    ) -> NDArray[np.void]:
        """Hand every object with one of `keys` to `visitor`, in the file's order.

        Parameters
        ----------
        way_keys
            Of ways only those with one of these, where they are other keys.

        Returns
        -------
        (R,) of `NODE_ROW`, the places of all nodes with an id of 0 and above, in no order.

        Raises
        ------
        MapFileError
            pyosmium cannot read the file.
        StorageError
            There is no room for the places of the nodes.
        """
        # Windows cannot remove a file that a failed pass still holds; the system's own cleaning does.
        with tempfile.TemporaryDirectory(prefix="greenwave-import-", ignore_cleanup_errors=True) as folder:
            places = Path(folder) / "nodes"
            if not str(places).isascii() or "," in str(places):
                # pyosmium cannot name such a file on every system.
                processor = _filtered(osmium.FileProcessor(self._source()), keys, way_keys)
                self._visit_each(processor, visitor, tally)
                return self.node_places(lambda osm_id: osm_id >= 0)
            self._ask_for_room(folder)
            processor = self._storing_places(places)
            self._visit_each(_filtered(processor, keys, way_keys), visitor, tally)
            del processor  # which closes the file
            return np.fromfile(places, dtype=NODE_ROW)

    def node_places(self, wanted: Callable[[int], bool]) -> NDArray[np.void]:
        """Return (R,) of `NODE_ROW` of the nodes whose id is `wanted`; asks each node of the file."""
        processor = osmium.FileProcessor(self._source(), osmium.osm.NODE)
        rows = [
            (node.id, node.location.x, node.location.y)
            for node in self._each(processor, "reading nodes")
            if isinstance(node, osmium.osm.Node) and wanted(node.id)
        ]
        return np.array(rows, dtype=NODE_ROW)

    def nodes(self, ids: Container[int]) -> Iterator[osmium.osm.Node]:
        """Yield the nodes with these OSM ids in file order, repeats included."""
        for node in self._each(osmium.FileProcessor(self._source(), osmium.osm.NODE), "reading nodes"):
            if isinstance(node, osmium.osm.Node) and node.id in ids:
                yield node

    def ways(self, ids: Container[int]) -> Iterator[osmium.osm.Way]:
        """Yield the ways with these OSM ids; each is valid until the next is asked for."""
        # pyosmium's IdFilter takes memory and time by the largest id: one bad id would hang it.
        for way in self._each(osmium.FileProcessor(self._source(), osmium.osm.WAY), "reading shapes"):
            if isinstance(way, osmium.osm.Way) and way.id in ids:
                yield way

    def _write_ways(self, keys: Iterable[str], path: Path) -> bool:
        """Write the ways with one of `keys` as text; return whether that was possible."""
        if not str(path).isascii():
            return False  # pyosmium cannot name such a file on every system
        try:
            with (
                closing_writer(osmium.SimpleWriter(str(path))) as writer,
                osmium.io.Reader(self._source(), osmium.osm.WAY) as reader,
            ):
                osmium.apply(reader, osmium.filter.KeyFilter(*keys), writer)
        except _PYOSMIUM_ERRORS as error:
            _LOG.info("ways are read one by one: %s", error)
            return False
        return True

    def _read_ways(self, path: Path) -> Iterator[WayText]:
        size, done = path.stat().st_size, 0
        with path.open(encoding="utf-8", errors="replace", newline="\n") as file:
            for count, line in enumerate(file):
                if count % _STEP == 0:
                    self._progress(ImportProgress(_READING_WAYS, done, size, BYTES))
                done += len(line)
                yield way_text(line)

    def _visit_each(self, processor: osmium.FileProcessor, visitor: Visitor, tally: Tally) -> None:
        for item in self._each(processor, "reading what lies around"):
            try:
                visitor(item)
            except UnicodeDecodeError:
                tally.add("text_is_not_utf8", f"{type(item).__name__.lower()} {item.id}")

    def _each(self, processor: osmium.FileProcessor, stage: str) -> Iterator[OsmObject]:
        """Yield what the processor lets through, and tell how much that was."""
        self._progress(ImportProgress(stage, 0, 0))
        for count, item in enumerate(self._refusing(processor)):
            if count % _STEP == 0:
                self._progress(ImportProgress(stage, count, 0, "objects"))
            if isinstance(item, OsmObject):
                yield item

    def _refusing(self, processor: osmium.FileProcessor) -> Iterator[object]:
        """Turn what pyosmium raises, and nothing else, into a refusal of the file."""
        try:
            yield from processor
        except _PYOSMIUM_ERRORS as error:
            raise self._refusal(error) from error

    def _refusal(self, error: Exception) -> MapFileError:
        reason = " ".join(str(error).split())
        item = first_bad_item(self._file)
        where = f" at {item}" if item else ""
        return MapFileError(
            f"{self._file.label} cannot be read{where}: {reason}; mend the file or download it again."
        )

    def _source(self) -> osmium.io.File | osmium.io.FileBuffer:
        path, osm_format = self._file.path, self._file.osm_format.value
        if os.name == "nt" and not str(path).isascii():
            # pyosmium takes names in the system's narrow code page there.
            return osmium.io.FileBuffer(path.read_bytes(), osm_format)
        return osmium.io.File(str(path), osm_format)

    def _storing_places(self, places: Path) -> osmium.FileProcessor:
        """Return a processor that writes where the nodes are to the file `places`."""
        processor = osmium.FileProcessor(self._source())
        try:
            return processor.with_locations(f"sparse_file_array,{places}")
        except RuntimeError as error:
            raise StorageError(
                f"The places of the nodes cannot be written: {error}; make room or choose another place."
            ) from error

    def _ask_for_room(self, folder: str) -> None:
        needed = _SPARE_BYTES + _NODE_BYTES_PER_FILE_BYTE * self._file.size
        if shutil.disk_usage(folder).free < needed:
            raise StorageError(
                f"The disk is too full for a map folder there: the import of {self._file.label} needs "
                f"{needed >> 20} MiB of room for its temporary files; free some or choose another place."
            )


def _filtered(
    processor: osmium.FileProcessor, keys: Iterable[str], way_keys: Iterable[str] | None
) -> osmium.FileProcessor:
    if way_keys is None:
        return processor.with_filter(osmium.filter.KeyFilter(*keys))
    of_others = osmium.filter.KeyFilter(*keys)
    of_others.enable_for(osmium.osm.NODE | osmium.osm.RELATION)
    of_ways = osmium.filter.KeyFilter(*way_keys)
    of_ways.enable_for(osmium.osm.WAY)
    return processor.with_filter(of_others).with_filter(of_ways)
