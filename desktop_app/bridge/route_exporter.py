"""Writing a route to a file for other programs, in the background."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Slot

from desktop_app.bridge.exporter import Exporter
from desktop_app.errors import StorageError
from desktop_app.routing.answer_document import AnswerDocument
from desktop_app.routing.exports import geojson_text, gpx_text, kml_text
from desktop_app.whole_files import write_whole

_TEXTS: dict[str, Callable[[AnswerDocument, str], str]] = {
    ".gpx": gpx_text,
    ".geojson": geojson_text,
    ".kml": kml_text,
}


class RouteExporter(Exporter):
    """Writes routes as GPX, GeoJSON or KML, by the ending of the file's name."""

    @Slot(object, str, object)
    def export(self, document: AnswerDocument, name: str, path: Path) -> None:
        """Write the route of `document`, called `name`, to `path`."""

        def write() -> str:
            text = _TEXTS.get(path.suffix.lower())
            if text is None:
                known = ", ".join(_TEXTS)
                raise StorageError(f"{path.name} has none of the endings {known}: choose one of them.")
            try:
                write_whole(path, text(document, name).encode())
            except OSError as error:
                raise StorageError(f"{path} cannot be written: {error.strerror or error}.") from error
            return f"The route {name} is in {path.name}."

        self.start(write, f"The route could not be written to {path} by a fault of ours.")
