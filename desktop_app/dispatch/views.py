"""Routes, edits and incidents as the window and the command line see them."""

import numpy as np

from desktop_app.dispatch.avoided_roads import avoided_streets
from desktop_app.dispatch.change import EditList, EditView, IncidentView, RouteTime, RouteView
from desktop_app.dispatch.edits import Edit, EditBook
from desktop_app.dispatch.watched import WatchedRoute
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.place_index import PlaceIndex
from desktop_app.routing.path import path_distance_m, path_line, path_nodes, path_segments, path_streets
from desktop_app.routing.request import LonLat, Path
from desktop_app.traffic.records import Record, RecordKind
from desktop_app.traffic.state import TrafficState


class Viewer:
    """Draws values for people from the planner's own."""

    def __init__(self, network: RoadNetwork, places: PlaceIndex, traffic: TrafficState) -> None:
        """Look at the planner's network and traffic."""
        self._network = network
        self._places = places
        self._traffic = traffic

    def route(self, route: WatchedRoute, weights_version: int, state: str) -> RouteView:
        """Return a route as it stands."""
        path = route.path
        return RouteView(
            id=route.id,
            name=route.name,
            colour=route.colour,
            watching=route.watching,
            stops=route.request.stops,
            duration_ms=route.duration_ms,
            free_flow_ms=route.free_flow_ms,
            delay_ms=route.delay_ms,
            distance_m=path_distance_m(path, self._network) if path is not None else 0.0,
            rerouted=route.rerouted,
            weights_version=weights_version,
            nodes=tuple(path_nodes(path, self._network)) if path is not None else (),
            streets=tuple(path_streets(path, self._network)) if path is not None else (),
            line=self._line(path),
            segments=path_segments(path).astype("<i4").tobytes() if path is not None else b"",
            state=state,
            message=route.answer.message if route.answer is not None else "",
            avoid=route.request.avoid,
            avoided_streets=avoided_streets(self._network, self._places, route.request.avoid),
        )

    def time(self, route: WatchedRoute, weights_version: int, state: str) -> RouteTime:
        """Return the time of a route whose way has been told."""
        return RouteTime(
            id=route.id,
            duration_ms=route.duration_ms,
            delay_ms=route.delay_ms,
            weights_version=weights_version,
            state=state,
        )

    def edits(self, book: EditBook) -> EditList:
        """Return all edits that hold."""
        return EditList(
            edits=tuple(self._edit(edit) for edit in book.edits),
            undo_text=book.undo_text,
            redo_text=book.redo_text,
        )

    def incident(self, record: Record) -> IncidentView:
        """Return the mark of a closure or an incident, at the middle of its stretch."""
        lon, lat = self._network.points_on(record.segments[len(record.segments) // 2], 0.5).tolist()
        return IncidentView(
            source=record.source,
            id=record.id,
            kind="closure" if record.kind is RecordKind.CLOSURE else "incident",
            what=record.what,
            severity=record.severity,
            text=record.text,
            at=LonLat(lon, lat),
            said_ms=self._traffic.said_ms(record),
        )

    def _edit(self, edit: Edit) -> EditView:
        draft = edit.draft
        found = [self._places.segments_of_pairs(chain[:-1], chain[1:])[0] for chain in draft.chains]
        segments = np.unique(np.concatenate(found)).astype("<i4")
        streets = {self._network.street(int(arc)) for arc in np.unique(self._network.segment_arc[segments])}
        return EditView(
            id=edit.id,
            action=draft.action,
            speed_kph=draft.speed_kph,
            reason=draft.reason,
            until_ms=draft.until_ms,
            made_ms=edit.made_ms,
            chains=draft.chains,
            segments=segments.tobytes(),
            streets=tuple(sorted(streets - {""})),
        )

    def _line(self, path: Path | None) -> bytes:
        return path_line(path, self._network).astype("<f8").tobytes() if path is not None else b""
