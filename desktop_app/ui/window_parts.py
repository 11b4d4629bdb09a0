"""What the window is given by whoever builds it."""

from dataclasses import dataclass

from desktop_app.bridge.map_opener import MapOpener
from desktop_app.bridge.map_searcher import MapSearcher
from desktop_app.bridge.planner_bridge import PlannerBridge
from desktop_app.clock import Clock
from desktop_app.ui.feed_dialog import CheckFeed


@dataclass(frozen=True, slots=True)
class WindowParts:
    """What the window is given.

    Attributes
    ----------
    bridge
        The way to the planner; it may have no planner yet.
    opener
        Opens maps in the background. Whoever starts planners listens to its `opened`, and then calls
        `MainWindow.show_map`.
    searcher
        Searches the map in the background; whoever opens maps gives it each of them.
    clock
        For ages and times of arrival.
    check_feed
        Raises a `GreenwaveError` that says what is wrong with the address of a feed.
    """

    bridge: PlannerBridge
    opener: MapOpener
    searcher: MapSearcher
    clock: Clock
    check_feed: CheckFeed
