"""What is kept from one start of the program to the next."""

import msgspec

from desktop_app.dispatch.commands import AddRoute, RestoreEdit

SESSION_VERSION = 1


class WindowState(msgspec.Struct, frozen=True, kw_only=True):
    """How the window was left.

    Attributes
    ----------
    geometry, layout
        Qt's own bytes of the window's place and of its docks; empty: never shown.
    splitter_sizes
        Pixels of the panes, from the left; empty: as the program likes.
    theme
        ``system``, ``light`` or ``dark``.
    lon, lat, metres_per_pixel
        The middle of the map in degrees, and its scale; None: the whole map.
    selected_route
        Id of the route that was picked, or empty.
    """

    geometry: bytes = b""
    layout: bytes = b""
    splitter_sizes: tuple[int, ...] = ()
    theme: str = "system"
    lon: float | None = None
    lat: float | None = None
    metres_per_pixel: float | None = None
    selected_route: str = ""


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A dispatcher's session.

    Attributes
    ----------
    map_source
        Whole path of the map file or folder that was open; empty: none.
    feed_url
        ``ws://`` or ``wss://`` address that was listened to, or None.
    routes, edits
        As they are given to the planner to have them again.
    """

    version: int = SESSION_VERSION
    map_source: str = ""
    feed_url: str | None = None
    routes: tuple[AddRoute, ...] = ()
    edits: tuple[RestoreEdit, ...] = ()
    window: WindowState = WindowState()
