"""The tool that adds a route: click the start, with Shift stops between, then the end.

A place that was found may stand for either end; then only the other one is clicked.
"""

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.routing.request import LonLat, RouteRequest

_HINT_START = "Click where the route starts.  Esc cancels."
_HINT_END = "Click where it ends.  Shift-click adds a stop between.  Esc cancels."

_HINT_START_OF = "Click where the route starts that ends at B.  Esc cancels."

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
        self._goal: LonLat | None = None

    @property
    def active(self) -> bool:
        """Whether clicks on the map belong to this tool."""
        return self._active

    @Slot()
    def begin(self) -> None:
        """Begin a new route; one that is half clicked is dropped."""
        self._begin([], None)

    def begin_from(self, start: LonLat) -> None:
        """Begin a new route whose start is known."""
        self._begin([start], None)

    def begin_to(self, goal: LonLat) -> None:
        """Begin a new route whose end is known."""
        self._begin([], goal)

    @Slot()
    def cancel(self) -> None:
        """Put the tool away."""
        if self._active:
            self._end()

    def take_point(self, lon: float, lat: float, *, between: bool) -> None:
        """Take a click; `between` makes it a stop on the way rather than the end."""
        if not self._active:
            return
        if self._goal is not None:
            request = RouteRequest(start=LonLat(lon, lat), end=self._goal)
            self._end()
            self.asked.emit(request)
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

    def _begin(self, points: list[LonLat], goal: LonLat | None) -> None:
        self._active = True
        self._points, self._goal = points, goal
        self.began.emit()
        self._tell()

    def _end(self) -> None:
        self._active = False
        self._points, self._goal = [], None
        self._tell()
        self.ended.emit()

    def _tell(self) -> None:
        labels = ["A", *(str(number) for number in range(1, len(self._points)))]
        pins = [(point.lon, point.lat, label) for point, label in zip(self._points, labels, strict=False)]
        if self._goal is not None:
            pins.append((self._goal.lon, self._goal.lat, "B"))
        self.pins_changed.emit(pins)
        hint = ""
        if self._active:
            hint = _HINT_END if self._points else _HINT_START
        self.hint_changed.emit(_HINT_START_OF if self._goal is not None else hint)
