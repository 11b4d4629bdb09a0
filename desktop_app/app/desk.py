"""A dispatcher's desk: the window, its map, its planner, its feed and its session, wired to each other."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.app.demo import DEMO_SEED, DemoFiles
from desktop_app.backend import planner_main
from desktop_app.backend.map_cache import MapCache
from desktop_app.backend.planner_process import PlannerProcess
from desktop_app.backend.planner_state import PlannerState
from desktop_app.backend.session_keeper import SessionKeeper
from desktop_app.bridge.demo_feed import DemoFeed
from desktop_app.bridge.map_opener import MapOpener, OpenedMap
from desktop_app.bridge.map_searcher import Finder, MapSearcher
from desktop_app.bridge.planner_bridge import PlannerBridge
from desktop_app.bridge.road_exporter import RoadExporter
from desktop_app.bridge.route_exporter import RouteExporter
from desktop_app.clock import Clock
from desktop_app.dispatch.change import PlannerChange
from desktop_app.dispatch.settings import PlannerSettings
from desktop_app.errors import StorageError
from desktop_app.feed.address import parse_feed_url
from desktop_app.roadnet.folder import open_map_folder
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.progress import ProgressSink
from desktop_app.storage.locations import Locations
from desktop_app.storage.map_sessions import MapSessions
from desktop_app.storage.session import Session
from desktop_app.storage.session_file import SessionFile
from desktop_app.ui.main_window import MainWindow, WindowParts

if TYPE_CHECKING:
    from desktop_app.app.map_getting import MapGetting


@dataclass(frozen=True, slots=True)
class FirstMap:
    """What the window opens first.

    Attributes
    ----------
    source
        A map file or folder; None: that of the session, else the demo town.
    feed_url
        Only with `source`; None: the one that the session has for it, if any.
    demo
        The demo town, whatever the session says.
    """

    source: Path | None = None
    feed_url: str | None = None
    demo: bool = False


class Desk(QObject):
    """Lives as long as the window; `close` ends every process and thread."""

    _troubled = Signal(str)

    def __init__(
        self, locations: Locations, clock: Clock, settings: PlannerSettings, *, demo_speed: float = 1.0
    ) -> None:
        """Lay the desk as the session left it; nothing is opened before `begin`.

        Parameters
        ----------
        demo_speed
            How many seconds of the demo's scene pass in a real one.
        """
        super().__init__()
        self._demo_speed = demo_speed
        self._locations = locations
        self._settings = settings
        self._cache = MapCache(locations.map_cache)
        self._demo_files = DemoFiles(locations.session_file.parent)
        self._demo_feed = DemoFeed(DEMO_SEED, self)
        session_file = SessionFile(locations.session_file, clock)
        self._loaded = session_file.load()
        self._keeper = SessionKeeper(session_file.save, self._troubled.emit)
        self._left = MapSessions(locations.session_file.parent / "left", clock)
        self._feed_url: str | None = None
        self._asked_feeds: dict[Path, str] = {}
        self._planner: PlannerProcess | None = None
        self._source: Path | None = None
        self._folder: Path | None = None
        self._wait_for_scene = False
        self.bridge = PlannerBridge(self)
        self.opener = MapOpener(self._find_folder, open_map_folder, self)
        self.searcher = MapSearcher(_open_search, self)
        self._exporter = RoadExporter(self)
        self._route_exporter = RouteExporter(self)
        parts = WindowParts(
            bridge=self.bridge,
            opener=self.opener,
            searcher=self.searcher,
            clock=clock,
            check_feed=parse_feed_url,
        )
        self.window = MainWindow(parts, self._loaded.session.window)
        self._map_getting: MapGetting | None = None
        self._connect_signals()

    def begin(self, first: FirstMap) -> None:
        """Open the first map in the background."""
        for notice in (self._locations.notice, self._loaded.notice):
            if notice:
                self.window.warn(notice)
        if first.demo or (first.source is None and self._loaded.map_path is None):
            self._open_demo()
        elif first.source is not None:
            # As the session names it, whose routes on this map are then there again.
            source = first.source.resolve()
            if first.feed_url is not None:
                self._asked_feeds[source] = first.feed_url
            self.opener.open(source)
        elif self._loaded.map_path is not None:
            self.opener.open(self._loaded.map_path)

    @Slot()
    def close(self) -> None:
        """Save the session, and end the planner, the feed and whatever is being opened."""
        self._keep()
        self._keeper.close()
        # A planner with much in hand takes some seconds to end; nobody need look on.
        self.window.hide()
        if self._map_getting is not None:
            self._map_getting.stop()
        self.opener.stop()
        self.searcher.stop()
        self._exporter.stop()
        self._route_exporter.stop()
        self.bridge.stop()
        self._demo_feed.stop()
        self._cache.close()

    def _connect_signals(self) -> None:
        self.opener.opened.connect(self._start_planner)
        self.bridge.changed.connect(self._take_change)
        self.window.get_map_asked.connect(self._get_map)
        self.window.demo_asked.connect(self._open_demo)
        self.window.feed_chosen.connect(self._choose_feed)
        self.window.road_export_asked.connect(self._exporter.export)
        self.window.picked.directions.export_asked.connect(self._route_exporter.export)
        for exporter in (self._exporter, self._route_exporter):
            exporter.done.connect(self.window.say)
            exporter.failed.connect(self.window.warn)
        self.window.closing.connect(self.close)
        self._demo_feed.started.connect(self._choose_feed)
        self._demo_feed.failed.connect(self.window.warn)
        self._troubled.connect(self.window.warn)

    def _find_folder(self, source: Path, progress: ProgressSink, cancelled: Callable[[], bool]) -> Path:
        """Run on the opener's thread."""
        if source == self._demo_files.map_file:
            self._demo_files.make(progress)
        return self._cache.folder_of(source, progress, cancelled)

    @Slot()
    def _open_demo(self) -> None:
        self.opener.open(self._demo_files.map_file)

    @Slot()
    def _get_map(self) -> None:
        if self._map_getting is None:
            # Few need it, and the start of the window need not wait for its loading.
            from desktop_app.app.map_getting import MapGetting  # noqa: PLC0415 - as just said

            self._map_getting = MapGetting(self.window, self._locations, self)
            self._map_getting.got.connect(self.opener.open)
        self._map_getting.open()

    @Slot(object)
    def _start_planner(self, opened: OpenedMap) -> None:
        self._demo_feed.stop()
        demo = opened.source == self._demo_files.map_file
        self._put_by(opened.source)
        session = self._session_of(opened.source)
        self._source, self._folder, self._wait_for_scene = opened.source, opened.folder, demo
        self._feed_url = self._asked_feeds.pop(opened.source, session.feed_url)
        self.searcher.set_map(opened.folder, opened.data.network)
        self.window.show_map(opened, keep_view=opened.source == self._loaded.map_path)
        self.window.set_feed(self._feed_url or "")
        if not demo:
            self.window.set_map_path(opened.source)
        self._planner = PlannerProcess(
            opened.folder,
            feed_url=self._feed_url,
            settings=self._settings,
            state=PlannerState(session.routes, session.edits),
            log_file=self._locations.planner_log,
            child_main=planner_main.main,
        )
        self.bridge.start(self._planner)

    def _put_by(self, next_source: Path) -> None:
        """Keep what is on the map that is left for `next_source`; at first that of the session."""
        left = self._loaded.session if self._source is None else self._session()
        if left is None or not left.map_source or left.map_source == str(next_source):
            return
        try:
            self._left.put_by(left)
        except StorageError as error:
            self.window.warn(str(error))

    def _session_of(self, source: Path) -> Session:
        """Return the routes, the edits and the feed that a map was left with."""
        if source == self._demo_files.map_file:
            return Session(routes=self._demo_files.routes())
        if source == self._source:
            return self._session() or Session()
        if self._source is None and source == self._loaded.map_path:
            return self._loaded.session
        loaded = self._left.load(source)
        if loaded.notice:
            self.window.warn(loaded.notice)
        return loaded.session

    @Slot(object)
    def _take_change(self, change: PlannerChange) -> None:
        if self._wait_for_scene and change.routes and self._folder is not None:
            self._wait_for_scene = False
            chains = tuple(route.nodes for route in change.routes)
            self._demo_feed.start(self._folder, chains, self._demo_speed)
        if change.routes or change.removed_routes or change.edits is not None:
            self._keep()

    @Slot(str)
    def _choose_feed(self, url: str) -> None:
        self._feed_url = url or None
        if self._planner is not None:
            self._planner.connect_feed(self._feed_url)
        self.window.set_feed(url)
        self._keep()

    def _keep(self) -> None:
        session = self._session()
        if session is not None:
            self._keeper.keep(session)

    def _session(self) -> Session | None:
        """Return the session as it stands; None in the demo, which leaves the dispatcher's own as it was."""
        if self._planner is None or self._source is None or self._source == self._demo_files.map_file:
            return None
        state = self._planner.state
        return Session(
            map_source=str(self._source),
            feed_url=self._feed_url,
            routes=state.routes,
            edits=state.edits,
            window=self.window.window_state(),
        )


def _open_search(folder: Path, network: RoadNetwork) -> Finder:
    """Run on the searcher's thread, at the first search on a map."""
    from desktop_app.app.searching import open_search_index  # noqa: PLC0415 - its libraries would delay the window

    return open_search_index(folder, network)
