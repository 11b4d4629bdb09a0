"""The search box, the searcher and the map, wired to one another."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot

from desktop_app.bridge.map_searcher import MapSearcher
from desktop_app.roadnet.search.result import SearchResult
from desktop_app.routing.request import LonLat
from desktop_app.ui.map.canvas import MapCanvas
from desktop_app.ui.map_tools import MapTools
from desktop_app.ui.search_box import SearchBox

_CLOSE_UP_M = 900.0
_POINT_DEG = 0.0005
"""A thing smaller than this is gone to as a point."""


class MapSearch(QObject):
    """Asks what is typed, shows what is found on the map, and begins routes there."""

    def __init__(self, box: SearchBox, searcher: MapSearcher, canvas: MapCanvas, tools: MapTools) -> None:
        """Wire these parts, which live as long as `box`."""
        super().__init__(box)
        self._box = box
        self._searcher = searcher
        self._canvas = canvas
        self._tools = tools
        self._results: tuple[SearchResult, ...] = ()
        searcher.found.connect(box.show_results)
        searcher.failed.connect(box.show_trouble)
        box.asked.connect(self._ask)
        box.results_changed.connect(self._show_results)
        box.picked.connect(self._show_picked)
        box.chosen.connect(self._go_to)
        box.route_to_asked.connect(self._route_to)
        box.watch_from_asked.connect(self._watch_from)
        box.closed.connect(canvas.setFocus)

    @Slot(str)
    def _ask(self, text: str) -> None:
        view = self._canvas.view_state()
        self._searcher.ask(text, view.lon, view.lat)

    @Slot(object)
    def _show_results(self, results: Sequence[SearchResult]) -> None:
        self._results = tuple(results)
        self._show_picked(self._results[0] if self._results else None)

    @Slot(object)
    def _show_picked(self, picked: SearchResult | None) -> None:
        """Put a pin on each result, that of the picked one on top."""
        pins = [(each.lon, each.lat, str(number)) for number, each in enumerate(self._results, start=1)]
        if picked in self._results:
            place = self._results.index(picked)
            pins.append(pins.pop(place))
        self._canvas.show_found(pins)

    @Slot(object)
    def _go_to(self, result: SearchResult) -> None:
        bounds = result.bounds
        if bounds is not None and max(bounds[2] - bounds[0], bounds[3] - bounds[1]) > _POINT_DEG:
            self._canvas.fit_bounds(*bounds)
        else:
            self._canvas.go_to(result.lon, result.lat, _CLOSE_UP_M)

    @Slot(object)
    def _route_to(self, result: SearchResult) -> None:
        self._begin(result)
        self._tools.route_tool.begin_to(LonLat(result.lon, result.lat))

    @Slot(object)
    def _watch_from(self, result: SearchResult) -> None:
        self._begin(result)
        self._tools.route_tool.begin_from(LonLat(result.lon, result.lat))

    def _begin(self, result: SearchResult) -> None:
        self._go_to(result)
        self._box.end()
