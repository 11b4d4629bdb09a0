"""The main job, end to end: a real socket, a real planner process and a real window."""

import json
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from desktop_app.app.desk import Desk, FirstMap
from desktop_app.backend.map_cache import MapCache
from desktop_app.clock import SystemClock
from desktop_app.dispatch.change import AlertView, EditList, FeedView, PlannerChange, RouteView
from desktop_app.dispatch.commands import AddEdit, AddRoute, EditDraft, Undo
from desktop_app.dispatch.route_views import RouteViews
from desktop_app.dispatch.settings import DelayRule, PlannerSettings, SwitchRule
from desktop_app.routing.request import LonLat, RouteRequest
from desktop_app.storage.locations import locations_in
from tests.shared_data import SHARED, needs_shared

SPEED = 4.0
ACROSS = AddRoute(
    id="across",
    name="Depot to harbour",
    request=RouteRequest(start=LonLat(-54.58, -20.46), end=LonLat(-54.56, -20.44)),
    colour="#1a7f5a",
)
# Every gain reroutes and small delays are told, so that the story needs seconds instead of minutes.
QUICK = PlannerSettings(
    switch=SwitchRule(least_minutes=0, least_percent=0),
    delay=DelayRule(raise_minutes=0.3, raise_percent=2, clear_minutes=0.1, clear_percent=1),
)


@dataclass
class Heard:
    """All that the planner said, and the last of each."""

    views: RouteViews = field(default_factory=RouteViews)
    routes: list[RouteView] = field(default_factory=list)
    alerts: list[AlertView] = field(default_factory=list)
    feeds: list[FeedView] = field(default_factory=list)
    edits: EditList | None = None
    incidents: int = 0

    def take(self, change: PlannerChange) -> None:
        self.routes.extend(self.views.take(change))
        self.alerts.extend(change.alerts)
        self.edits = change.edits or self.edits
        if change.feed is not None:
            self.feeds.append(change.feed)
        if change.incidents is not None:
            self.incidents = len({(mark.source, mark.id) for mark in change.incidents})
            assert self.incidents == len(change.incidents), "an incident is told twice"

    @property
    def is_live(self) -> bool:
        return bool(self.feeds) and self.feeds[-1].state == "live"


class Server:
    """The scene's server on a fixed port, which can be killed and started again."""

    def __init__(self, folder: Path, routes: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._command = [
            sys.executable,
            "-m",
            "tests.app.scene_server",
            str(folder),
            str(self.port),
            str(routes),
        ]
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [*self._command, str(SPEED)], stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline().startswith("ws://")

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    locations = locations_in(tmp_path / "data", tmp_path / "log", tmp_path / "cache")
    desk = Desk(locations, SystemClock(), QUICK)
    desk.window.resize(1200, 800)
    desk.window.show()
    yield desk
    desk.window.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    cache = MapCache(tmp_path / "maps")
    return cache.folder_of(SHARED / "maps/campo-grande.osm.gz", lambda _progress: None, bool)


def passes(route: RouteView, chain: tuple[int, ...]) -> bool:
    return chain in set(zip(route.nodes, route.nodes[1:], strict=False))


def has_colour_at(desk: Desk, qtbot: QtBot, route: RouteView, place: tuple[float, float]) -> bool:
    """Whether the route's colour is in the middle of the map once it shows `place`."""
    canvas = desk.window.canvas
    with qtbot.waitSignal(canvas.painted, timeout=10_000):
        canvas.go_to(*place, 400.0)
    wanted = _rgb(canvas.route_colour(route.id))
    image = canvas.grab().toImage()
    middle = image.width() // 2, image.height() // 2
    near = [
        np.abs(_rgb(image.pixelColor(middle[0] + x, middle[1] + y)) - wanted).max()
        for x in range(-4, 5)
        for y in range(-4, 5)
    ]
    return bool(min(near) <= 3)


def _rgb(colour: QColor) -> NDArray[np.int64]:
    return np.array([colour.red(), colour.green(), colour.blue()])


def middle_of(route: RouteView) -> tuple[float, float]:
    line = np.frombuffer(route.line, "<f8").reshape(-1, 2)
    lon, lat = (line[len(line) // 2] + line[len(line) // 2 + 1]) / 2
    return float(lon), float(lat)


def spot_only_on(route: RouteView, other: RouteView) -> tuple[float, float]:
    """Return a spot of a route that is far from another one."""
    mine = np.frombuffer(route.line, "<f8").reshape(-1, 2)
    theirs = np.frombuffer(other.line, "<f8").reshape(-1, 2)
    middles = (mine[1:] + mine[:-1]) / 2
    apart = np.abs(middles[:, None] - theirs[None]).sum(axis=2).min(axis=1)
    lon, lat = middles[int(apart.argmax())]
    return float(lon), float(lat)


class Story:
    """The loop's steps, each a part of the one test."""

    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        self.qtbot = qtbot
        self.desk = desk
        self.heard = Heard()
        desk.bridge.changed.connect(self.heard.take)

    def wait(self, holds: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(holds, timeout=30_000)

    def alerted(self, kind: str, state: str) -> bool:
        return any(alert.kind == kind and alert.state == state for alert in self.heard.alerts)

    def is_drawn(self, route: RouteView, place: tuple[float, float]) -> bool:
        return has_colour_at(self.desk, self.qtbot, route, place)

    def new_way_is_drawn(self, first: RouteView) -> bool:
        """Whether the way of this moment is another and drawn; the next word may lead it on already."""
        now = self.heard.routes[-1]
        return now.nodes != first.nodes and self.is_drawn(now, spot_only_on(now, first))

    def watch_a_route(self, folder: Path) -> RouteView:
        with self.qtbot.waitSignal(self.desk.window.canvas.painted, timeout=20_000):
            self.desk.begin(FirstMap(source=folder))
        self.desk.bridge.send(ACROSS)
        self.wait(lambda: bool(self.heard.routes))
        first = self.heard.routes[0]
        self.desk.window.canvas.select_route(first.id)
        assert self.is_drawn(first, middle_of(first))
        return first

    def jam_leads_round_and_alerts(self, first: RouteView, port: int) -> None:
        self.desk.window.feed_chosen.emit(f"ws://127.0.0.1:{port}")
        self.wait(lambda: self.heard.is_live)
        self.wait(lambda: any(route.rerouted for route in self.heard.routes))
        self.wait(lambda: self.alerted("delay", "raised"))
        alert = next(alert for alert in self.heard.alerts if alert.kind == "delay")
        assert alert.cause[0].source
        assert alert.cause[0].minutes > 0
        model = self.desk.window.panes.alerts.model
        self.wait(lambda: model.row_of(alert.id) >= 0)
        self.wait(lambda: self.new_way_is_drawn(first))

    def dead_server_is_said_and_a_new_one_is_live(self, server: Server) -> None:
        server.kill()
        self.wait(lambda: self.alerted("feed_lost", "raised"))
        server.start()
        self.wait(lambda: self.heard.is_live)
        self.wait(lambda: self.alerted("feed_lost", "cleared"))

    def closure_leads_round_and_undo_back(self) -> None:
        self.desk.window.feed_chosen.emit("")
        self.wait(lambda: self.heard.feeds[-1].state == "off" and self.heard.routes[-1].delay_ms == 0)
        free = self.heard.routes[-1]
        middle = len(free.nodes) // 2
        chain = free.nodes[middle : middle + 2]
        self.desk.bridge.send(AddEdit(draft=EditDraft(chains=(chain,), action="close", reason="Flood")))
        self.wait(lambda: not passes(self.heard.routes[-1], chain))
        closed = [alert for alert in self.heard.alerts if alert.kind == "closed"]
        assert closed[-1].cause[0].what == "manual"
        assert self.is_drawn(self.heard.routes[-1], spot_only_on(self.heard.routes[-1], free))
        self.desk.bridge.send(Undo())
        self.wait(lambda: self.heard.routes[-1].nodes == free.nodes)
        assert self.heard.edits is not None
        assert not self.heard.edits.edits


@needs_shared
def test_from_the_socket_to_the_pixels_and_back(
    qtbot: QtBot, desk: Desk, folder: Path, tmp_path: Path
) -> None:
    story = Story(qtbot, desk)
    first = story.watch_a_route(folder)
    routes = tmp_path / "routes.json"
    routes.write_text(json.dumps([first.nodes]))
    server = Server(folder, routes)
    try:
        server.start()
        story.jam_leads_round_and_alerts(first, server.port)
        story.dead_server_is_said_and_a_new_one_is_live(server)
        story.closure_leads_round_and_undo_back()
    finally:
        server.kill()
