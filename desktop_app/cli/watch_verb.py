"""``greenwave watch``: the planner without a window, one JSON line a change."""

import argparse
import signal
import threading

from desktop_app import __version__
from desktop_app.app.maps import open_map
from desktop_app.app.watching import Watching
from desktop_app.cli.progress import progress_bar
from desktop_app.cli.request_files import read_routes
from desktop_app.cli.streams import say
from desktop_app.cli.watch_lines import WatchPrinter
from desktop_app.clock import SystemClock
from desktop_app.dispatch.change import PlannerChange
from desktop_app.dispatch.settings import PlannerSettings
from desktop_app.feed.address import parse_feed_url


def run(arguments: argparse.Namespace) -> int:
    """Watch until the time is over or a signal comes."""
    feed_url = arguments.feed
    if feed_url is not None:
        parse_feed_url(feed_url)
    routes = read_routes(arguments.requests)
    with progress_bar() as progress:
        data = open_map(arguments.map, progress)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    clock = SystemClock()
    printer = WatchPrinter(_write_line, clock)
    said = _Complaints()

    def on_change(change: PlannerChange) -> None:
        printer.change(change)
        said.tell(change)

    settings = PlannerSettings(switch=arguments.switch_min)
    watching = Watching(data, clock, settings, feed_url=feed_url, client=f"greenwave/{__version__}")
    watching.run(routes, on_change, printer.flush, stop, arguments.seconds)
    return 0


class _Complaints:
    """Says each new trouble of the feed, and each notice, in one line on stderr."""

    def __init__(self) -> None:
        self._last = ""

    def tell(self, change: PlannerChange) -> None:
        message = change.feed.message if change.feed is not None else self._last
        if message and message != self._last:
            say(message)
        self._last = message
        for notice in change.notices:
            say(notice)


def _write_line(line: str) -> None:
    print(line, flush=True)
