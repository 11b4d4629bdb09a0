"""All layers of the map in their order, and the cached tiles between them."""

from collections.abc import Iterator
from typing import Protocol

import numpy as np
from PySide6.QtGui import QPainter

from desktop_app.clock import Clock
from desktop_app.dispatch.change import PlannerChange
from desktop_app.roadnet.map_data import MapData
from desktop_app.traffic.times import free_flow_ms
from desktop_app.ui.map.base_layer import BaseLayer
from desktop_app.ui.map.edit_layer import EditLayer
from desktop_app.ui.map.ghost_layer import GhostLayer
from desktop_app.ui.map.grip_layer import GripLayer
from desktop_app.ui.map.incident_layer import IncidentLayer
from desktop_app.ui.map.label_layer import LabelLayer
from desktop_app.ui.map.map_preparation import PreparedMap
from desktop_app.ui.map.overlay_layer import OverlayLayer
from desktop_app.ui.map.pin_layer import PinLayer
from desktop_app.ui.map.projection import View
from desktop_app.ui.map.route_layer import RouteLayer
from desktop_app.ui.map.segment_lines import SegmentLines
from desktop_app.ui.map.segment_states import SegmentStates
from desktop_app.ui.map.tiles import TiledPicture
from desktop_app.ui.map.traffic_layer import TrafficLayer
from desktop_app.ui.map.way_layer import WayLayer
from desktop_app.ui.theme import Theme


class _Themed(Protocol):
    theme: Theme


class Layers:
    """From below to above, in three groups.

    Base | free roads, edits, routes, congestion | ghosts, labels, other ways, marks, pins, handle, frame.
    The first two groups are kept in tiles; the rest is drawn anew in each frame.
    """

    def __init__(self, theme: Theme, clock: Clock) -> None:
        """Start with no map, in the colours of `theme`."""
        self.base = BaseLayer(theme)
        self.edits = EditLayer(theme)
        self.routes = RouteLayer(theme)
        self.traffic = TrafficLayer(theme)
        self.ghosts = GhostLayer(theme, clock)
        self.ways = WayLayer(theme)
        self.labels = LabelLayer(theme)
        self.incidents = IncidentLayer(theme)
        self.pins = PinLayer(theme)
        self.grip = GripLayer(theme)
        self.overlay = OverlayLayer(theme)
        self._themed: tuple[_Themed, ...] = (
            *(self.base, self.edits, self.routes, self.traffic, self.ghosts),
            *(self.ways, self.labels, self.incidents, self.pins, self.grip, self.overlay),
        )
        self._base_tiles = TiledPicture(self.base.paint_steps, opaque=True)
        self._live_tiles = TiledPicture(self._live_steps, opaque=False)

    @property
    def ready(self) -> bool:
        """Everything in sight is painted as it stands now."""
        return self._base_tiles.ready and self._live_tiles.ready and self.labels.ready

    def set_theme(self, theme: Theme) -> None:
        """Paint everything in other colours."""
        for layer in self._themed:
            layer.theme = theme
        if self.routes.selected is not None:
            self.ways.colour = self.routes.colour(self.routes.selected)
        self._base_tiles.clear()
        self._live_tiles.clear()
        self.labels.clear()

    def begin_map(self, data: MapData) -> None:
        """Drop what belonged to the map before; changes for the new one may come at once."""
        self.base.set_map(None)
        self.edits.clear()
        self.routes.clear(data.network.segment_twin)
        self.traffic.set_states(SegmentStates(free_flow_ms(data.network)))
        self.ghosts.clear()
        self.ways.clear()
        self.grip.show(None)
        self.labels.set_map(None)
        self.incidents.clear()
        self.overlay.attribution = data.network.facts.attribution
        self._base_tiles.clear()
        self._live_tiles.clear()

    def take_map(self, prepared: PreparedMap) -> None:
        """Take the geometry of the map."""
        lines = SegmentLines(prepared.data.network, prepared.roads)
        self.base.set_map(prepared)
        self.edits.set_lines(lines)
        self.traffic.set_map(prepared, lines)
        self.incidents.set_lines(lines)
        self.labels.set_map(prepared)
        self._base_tiles.clear()
        self._live_tiles.clear()

    def apply(self, change: PlannerChange) -> None:
        """Take from a change what the map shows."""
        self.incidents.apply(change)
        route_boxes, old_ways = self.routes.apply(change)
        for route_id in change.removed_routes:
            self.ghosts.remove(route_id)
        for route_id, way in old_ways:
            self.ghosts.add(route_id, way, self.routes.colour(route_id))
        found = [
            self.traffic.apply(change),
            self.edits.apply(change),
            route_boxes if len(route_boxes) else None,
        ]
        boxes = [some for some in found if some is not None]
        if boxes:
            self._live_tiles.invalidate(np.concatenate(boxes))

    def refresh_live(self) -> None:
        """Paint edits, routes and traffic anew: a selection changed."""
        self._live_tiles.invalidate()

    def set_view(self, view: View, ratio: float) -> None:
        """Say what is in sight."""
        self._base_tiles.set_view(view, ratio)
        self._live_tiles.set_view(view, ratio)
        self.labels.set_view(view, ratio)

    def work(self) -> bool:
        """Do one step of painting, what is in sight first; return whether there may be more to do."""
        tiles = (self._base_tiles, self._live_tiles)
        return (
            any(picture.work(in_sight=True) for picture in tiles)
            or self.labels.work()
            or any(picture.work(in_sight=False) for picture in tiles)
        )

    def paint(self, painter: QPainter, view: View) -> None:
        """Draw a frame."""
        self._base_tiles.draw(painter, view)
        self._live_tiles.draw(painter, view)
        self.ghosts.paint(painter, view)
        self.edits.paint(painter, view)
        self.labels.paint(painter, view)
        self.ways.paint(painter, view)
        self.incidents.paint(painter, view, self.traffic.states)
        self.pins.paint(painter, view, self.routes)
        self.grip.paint(painter, view)
        self.overlay.paint(painter, view)

    def _live_steps(self, painter: QPainter, view: View) -> Iterator[None]:
        yield from self.traffic.quiet_steps(painter, view)
        yield from self.edits.paint_steps(painter, view)
        yield from self.routes.paint_steps(painter, view)
        yield from self.traffic.loud_steps(painter, view)
