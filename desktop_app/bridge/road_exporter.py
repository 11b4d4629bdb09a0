"""Writing the roads of a part of the map to a file, in the background."""

from pathlib import Path

from PySide6.QtCore import Slot

from desktop_app.bridge.exporter import Exporter
from desktop_app.roadnet.map_data import MapData
from desktop_app.roadnet.selection_geojson import write_roads_geojson
from desktop_app.roadnet.sources.download.box import Box
from desktop_app.roadnet.spatial_index import SpatialIndex


class RoadExporter(Exporter):
    """Writes roads as GeoJSON."""

    @Slot(object, object, object)
    def export(self, data: MapData, box: Box, path: Path) -> None:
        """Write the roads of `data` with any point in `box` to `path`."""

        def write() -> str:
            index = SpatialIndex(data.network, data.index)
            segments = index.in_box(box.west, box.south, box.east, box.north)
            count = write_roads_geojson(data.network, segments, path)
            return f"{count:,} roads, each direction one, are in {path.name}."

        self.start(write, f"The roads in view could not be written to {path} by a fault of ours.")
