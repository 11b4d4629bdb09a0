"""A canvas on a small map, and changes such as the planner sends."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from desktop_app.clock import ManualClock
from desktop_app.dispatch.change import (
    CLOSED,
    HAS_WORD,
    SEGMENT_STATE,
    EditList,
    EditView,
    IncidentView,
    PlannerChange,
    RouteView,
)
from desktop_app.roadnet.backdrop import Backdrop
from desktop_app.roadnet.map_data import ImportReport, MapData, SourceMap
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.place_index import PlaceIndex
from desktop_app.routing.request import LonLat
from desktop_app.traffic.times import free_flow_ms
from desktop_app.ui.map.canvas import MapCanvas
from desktop_app.ui.theme import LIGHT, Theme
from tests.networks import grid

SHARES = {"free": 0.95, "slow": 0.7, "heavy": 0.5, "jam": 0.2}


def map_of(network: RoadNetwork, backdrop: Backdrop | None = None) -> MapData:
    report = ImportReport(0, 0, 0, 0, {}, {}, 0.0, "")
    return MapData.of(SourceMap(network, backdrop or Backdrop.empty(), report))


class Scene:
    """A shown canvas with a map on it."""

    def __init__(self, bot: QtBot, data: MapData | None = None, theme: Theme = LIGHT) -> None:
        self.data = data or map_of(grid())
        self.network = self.data.network
        self.clock = ManualClock()
        self.bot = bot
        self.canvas = MapCanvas(theme, self.clock)
        self.canvas.resize(800, 600)
        bot.addWidget(self.canvas)
        self.canvas.show()
        with bot.waitSignal(self.canvas.painted, timeout=10_000):
            self.canvas.set_map(self.data)

    def segments(self, *nodes: int) -> np.ndarray:
        """Return the segments along a chain of OSM nodes."""
        return PlaceIndex(self.network).segments_of_pairs(nodes[:-1], nodes[1:])[0]

    def both(self, *nodes: int) -> np.ndarray:
        return np.concatenate([self.segments(*nodes), self.segments(*nodes[::-1])])

    def say(self, change: PlannerChange) -> None:
        """Let the canvas take a change, and wait until it is on the screen."""
        with self.bot.waitSignal(
            self.canvas.painted, timeout=10_000, check_params_cb=lambda version: version == change.version
        ):
            self.canvas.apply_change(change)

    def picture(self) -> QImage:
        """Return what the canvas shows once all is painted."""
        with self.bot.waitSignal(self.canvas.painted, timeout=10_000):
            self.canvas.update()
        return self.canvas.grab().toImage()

    def pixel(self, lon: float, lat: float) -> QPoint:
        state = self.canvas.view_state()
        across = (lon - state.lon) * np.cos(np.radians(state.lat)) * 111_319.49 / state.metres_per_pixel
        along = (lat - state.lat) * 111_319.49 / state.metres_per_pixel
        return QPoint(round(self.canvas.width() / 2 + across), round(self.canvas.height() / 2 - along))

    def middle(self, tail: int, head: int) -> QPoint:
        """Return the pixel in the middle between two OSM nodes."""
        index = PlaceIndex(self.network).node_indexes([tail, head])
        lon, lat = self.network.node_lon[index].mean(), self.network.node_lat[index].mean()
        return self.pixel(float(lon), float(lat))

    def shows(self, colour: QColor, spot: QPoint, reach: int = 8, tolerance: int = 24) -> bool:
        """Return whether a colour is seen within `reach` pixels of a spot."""
        return near_colour(self.picture(), colour, spot, reach, tolerance) > 0


def near_colour(image: QImage, colour: QColor, spot: QPoint, reach: int, tolerance: int = 24) -> int:
    """Return how many pixels around a spot have a colour, or nearly so."""
    found = 0
    for x in range(max(spot.x() - reach, 0), min(spot.x() + reach + 1, image.width())):
        for y in range(max(spot.y() - reach, 0), min(spot.y() + reach + 1, image.height())):
            seen = image.pixelColor(x, y)
            off = abs(seen.red() - colour.red()) + abs(seen.green() - colour.green())
            found += off + abs(seen.blue() - colour.blue()) <= tolerance
    return found


def rows_of(
    network: RoadNetwork, segments: Sequence[int] | np.ndarray, share: float, flags: int = HAS_WORD
) -> bytes:
    """Return packed states at a share of the free-flow speed."""
    number = np.asarray(segments, np.int64)
    rows = np.zeros(len(number), SEGMENT_STATE)
    rows["segment"] = number
    rows["time_ms"] = np.rint(free_flow_ms(network)[number] / share)
    rows["flags"] = flags
    return rows.tobytes()


def closed_rows(network: RoadNetwork, segments: Sequence[int] | np.ndarray) -> bytes:
    return rows_of(network, segments, 1.0, HAS_WORD | CLOSED)


def route_view(
    network: RoadNetwork,
    segments: np.ndarray,
    route_id: str = "r1",
    *,
    colour: str = "#1A4CD7",
    rerouted: bool = False,
) -> RouteView:
    """Return a route that drives whole segments."""
    node = np.concatenate([network.segment_tail[segments[:1]], network.segment_head[segments]])
    line = np.stack([network.node_lon[node], network.node_lat[node]], axis=1)
    return RouteView(
        id=route_id,
        name=f"Route {route_id}",
        colour=colour,
        watching=True,
        stops=(LonLat(*line[0].tolist()), LonLat(*line[-1].tolist())),
        duration_ms=1000,
        free_flow_ms=1000,
        delay_ms=0,
        distance_m=1.0,
        rerouted=rerouted,
        weights_version=1,
        nodes=(),
        streets=(),
        line=line.astype("<f8").tobytes(),
        segments=segments.astype("<i4").tobytes(),
        state="ok",
    )


def edit_list(segments: np.ndarray) -> EditList:
    edit = EditView(
        id="e1",
        action="close",
        speed_kph=None,
        reason="Burst main",
        until_ms=None,
        made_ms=0,
        chains=(),
        segments=segments.astype("<i4").tobytes(),
        streets=("Row 2",),
    )
    return EditList(edits=(edit,), undo_text="", redo_text="")


def incident(lon: float, lat: float, text: str = "Two lorries", number: int = 1) -> IncidentView:
    return IncidentView(
        source="city",
        id=f"i{number}",
        kind="incident",
        what="accident",
        severity="minor",
        text=text,
        at=LonLat(lon, lat),
        said_ms=0,
    )
