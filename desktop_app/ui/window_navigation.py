"""Where the window looks: going to places, routes and segments that other views point at."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Slot

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.sources.download.box import Box
from desktop_app.ui.map.canvas import MapCanvas
from desktop_app.ui.route_board import RouteBoard

_CLOSE_UP_M = 1_200.0


class WindowNavigation(QObject):
    """Moves the map and the board's selection to what is asked for."""

    def __init__(self, canvas: MapCanvas, board: RouteBoard, parent: QObject) -> None:
        """Move `canvas` and `board`; there is nowhere to go before `set_network`."""
        super().__init__(parent)
        self._canvas = canvas
        self._board = board
        self._network: RoadNetwork | None = None

    def set_network(self, network: RoadNetwork) -> None:
        """Go to places of another map from now on."""
        self._network = network

    def view_box(self) -> Box | None:
        """Return the part of the map that is seen; None without a map."""
        if self._network is None:
            return None
        view, canvas = self._canvas.view_state(), self._canvas
        scale = view.metres_per_pixel
        return Box.around(view.lat, view.lon, canvas.width() * scale, canvas.height() * scale)

    @Slot(float, float)
    def go_to(self, lon: float, lat: float) -> None:
        """Show a place from near by."""
        self._canvas.go_to(lon, lat, _CLOSE_UP_M)

    @Slot(object)
    def go_to_segments(self, segments: NDArray[np.int32]) -> None:
        """Show the middle of some segments; none of them is nowhere."""
        if self._network is not None and len(segments):
            node = self._network.segment_tail[segments[len(segments) // 2]]
            self.go_to(float(self._network.node_lon[node]), float(self._network.node_lat[node]))

    @Slot(str)
    def go_to_route(self, route_id: str) -> None:
        """Pick a route, and show the whole of it."""
        self._board.select(route_id)
        self._canvas.fit_route(route_id)

    @Slot()
    def show_selected_route(self) -> None:
        """Show the whole of the picked route, if one is."""
        view = self._board.selected_route()
        if view is not None:
            self._canvas.fit_route(view.id)

    @Slot(object)
    def pick_one_of(self, route_ids: tuple[str, ...]) -> None:
        """Pick the first of these routes, unless one of them is picked already."""
        picked = self._board.selected_route()
        if route_ids and (picked is None or picked.id not in route_ids):
            self._board.select(route_ids[0])
