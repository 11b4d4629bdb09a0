"""``greenwave``, ``greenwave open`` and ``greenwave demo``: the window."""

import argparse
import os

from desktop_app.app.demo_offscreen import run_demo_offscreen
from desktop_app.app.desk import FirstMap
from desktop_app.app.maps import open_map
from desktop_app.app.window import has_display, run_window
from desktop_app.cli.progress import progress_bar
from desktop_app.errors import BadArgumentError
from desktop_app.feed.address import parse_feed_url

DEMO_SECONDS = 20.0


def run(arguments: argparse.Namespace) -> int:
    """Open the window that the verb asks for; without a display the demo runs offscreen.

    Raises BadArgumentError for every other verb where there is no display.
    """
    if arguments.verb == "open":
        return _open(arguments)
    if has_display():
        return run_window(FirstMap(demo=arguments.verb == "demo"))
    if arguments.verb != "demo":
        raise BadArgumentError("there is no display to open a window on; 'greenwave watch' needs none.")
    print(f"There is no display here: the demo runs offscreen for {DEMO_SECONDS:.0f} s.", flush=True)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return run_demo_offscreen(DEMO_SECONDS, lambda line: print(line, flush=True))


def _open(arguments: argparse.Namespace) -> int:
    if arguments.feed is not None:
        parse_feed_url(arguments.feed)
    # A map that cannot be had ends the command before there is a window.
    with progress_bar() as progress:
        open_map(arguments.map, progress)
    if not has_display():
        raise BadArgumentError("there is no display to open a window on; 'greenwave watch' needs none.")
    return run_window(FirstMap(source=arguments.map, feed_url=arguments.feed))
