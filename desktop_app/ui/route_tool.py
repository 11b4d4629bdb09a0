"""The tool that adds a route: click the start, with Shift stops between, then the end."""

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.routing.request import LonLat, RouteRequest

_HINT_START = "Click where the route starts.  Esc cancels."
_HINT_END = "Click where it ends.  Shift-click adds a stop between.  Esc cancels."

MOST_STOPS = 25


class RouteTool(QObject):
    """Collects the clicks of one new route."""

    began = Signal()
    ended = Signal()
    """The tool is put away, whether a route came of it or not."""
    hint_changed = Signal(str)
    """What to click next; empty when there is nothing to say."""
    pins_changed = Signal(object)
    """List of (lon, lat, label) to show on the map."""
    asked = Signal(object)
    """The `RouteRequest` that was clicked together."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Lie idle."""
        super().__init__(parent)
        self._active = False
        self._points: list[LonLat] = []

    @property
    def active(self) -> bool:
        """Whether clicks on the map belong to this tool."""
        return self._active

    @Slot()
    def begin(self) -> None:
        """Begin a new route; one that is half clicked is dropped."""
        self._active = True
        self._points = []
        self.began.emit()
        self._tell()

    @Slot()
    def cancel(self) -> None:
        """Put the tool away."""
        if self._active:
            self._end()

    def take_point(self, lon: float, lat: float, *, between: bool) -> None:
        """Take a click; `between` makes it a stop on the way rather than the end."""
        if not self._active:
            return
        self._points.append(LonLat(lon, lat))
        is_start = len(self._points) == 1
        if is_start or (between and len(self._points) < MOST_STOPS):
            self._tell()
            return
        start, *via, end = self._points
        request = RouteRequest(start=start, end=end, via=tuple(via))
        self._end()
        self.asked.emit(request)

    def _end(self) -> None:
        self._active = False
        self._points = []
        self._tell()
        self.ended.emit()

    def _tell(self) -> None:
        labels = ["A", *(str(number) for number in range(1, len(self._points)))]
        pins = [(point.lon, point.lat, label) for point, label in zip(self._points, labels, strict=False)]
        self.pins_changed.emit(pins)
        hint = ""
        if self._active:
            hint = _HINT_END if self._points else _HINT_START
        self.hint_changed.emit(hint)
