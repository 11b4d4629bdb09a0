"""Writing the roads of a part of the map to a file, in the background."""

import logging
import threading
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.errors import GreenwaveError
from desktop_app.roadnet.map_data import MapData
from desktop_app.roadnet.selection_geojson import write_roads_geojson
from desktop_app.roadnet.sources.download.box import Box
from desktop_app.roadnet.spatial_index import SpatialIndex

_LOG = logging.getLogger(__name__)


class RoadExporter(QObject):
    """Writes one file on a thread of its own for each wish, and tells the GUI thread."""

    done = Signal(str)
    """A sentence that says what was written."""
    failed = Signal(str)
    """A sentence that says why nothing was."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Write nothing yet."""
        super().__init__(parent)
        self._threads: list[threading.Thread] = []

    @Slot(object, object, object)
    def export(self, data: MapData, box: Box, path: Path) -> None:
        """Write the roads of `data` with any point in `box` to `path` as GeoJSON."""
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        thread = threading.Thread(target=self._write, args=(data, box, path), name="road export")
        self._threads.append(thread)
        thread.start()

    def stop(self) -> None:
        """Wait until what is being written is written: it takes seconds at most."""
        for thread in self._threads:
            thread.join()

    def _write(self, data: MapData, box: Box, path: Path) -> None:
        try:
            index = SpatialIndex(data.network, data.index)
            segments = index.in_box(box.west, box.south, box.east, box.north)
            count = write_roads_geojson(data.network, segments, path)
        except GreenwaveError as error:
            self.failed.emit(str(error))
        except Exception:  # noqa: BLE001 - the log has it, and the window says it
            _LOG.exception("the roads in view cannot be exported")
            self.failed.emit(f"The roads in view could not be written to {path} by a fault of ours.")
        else:
            self.done.emit(f"{count:,} roads, each direction one, are in {path.name}.")
