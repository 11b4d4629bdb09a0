"""Running the window."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop_app import __version__
from desktop_app.app.desk import Desk, FirstMap
from desktop_app.clock import SystemClock
from desktop_app.dispatch.settings import PlannerSettings
from desktop_app.storage.locations import user_locations

_ICON = Path(__file__).resolve().parents[2] / "resources" / "icons" / "greenwave-256.png"
"""Beside the package in a checkout and in the packaged program alike."""


def run_window(first: FirstMap) -> int:
    """Open the window and return its exit code when it is closed."""
    locations = user_locations()
    application = make_application()
    desk = Desk(locations, SystemClock(), PlannerSettings())
    desk.window.show()
    desk.begin(first)
    on_stop_signals(desk.window.close)
    return application.exec()


def on_stop_signals(stop: Callable[[], object]) -> None:
    """Call `stop` at Ctrl-C and at SIGTERM.

    Python sees a signal when the window's clock ticks, within a second.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop())


def make_application() -> QApplication:
    """Return the application, named for the desktop."""
    application = QApplication.instance() or QApplication([sys.argv[0]])
    if not isinstance(application, QApplication):
        raise TypeError("an application without windows runs already")
    application.setApplicationName("Greenwave")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("greenwave")
    application.setWindowIcon(QIcon(str(_ICON)))
    return application


def has_display() -> bool:
    """Whether a window can be shown on this machine."""
    if os.environ.get("QT_QPA_PLATFORM", "") in {"offscreen", "minimal"}:
        return False
    if not sys.platform.startswith("linux"):
        return True
    if os.environ.get("WAYLAND_DISPLAY"):
        return True
    return bool(os.environ.get("DISPLAY")) and _x_server_answers()


def _x_server_answers() -> bool:
    """Ask as Qt does, which ends the whole process where nobody answers or the answer is no."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False  # and Qt has no way to the server either
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    answers = bool(xcb.xcb_connection_has_error(connection) == 0)
    xcb.xcb_disconnect(connection)
    return answers
