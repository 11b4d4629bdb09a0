"""Building what downloads maps."""

import random
import threading

from desktop_app.clock import SystemClock
from desktop_app.roadnet.sources.download.asking import Tools
from desktop_app.roadnet.sources.download.limits import Limits, Patience
from desktop_app.roadnet.sources.download.map_downloader import MapDownloader
from desktop_app.roadnet.sources.download.search_turns import SearchTurns
from desktop_app.roadnet.sources.download.servers import MapServers


class Downloads:
    """Makes downloaders that take turns at searching."""

    def __init__(self) -> None:
        """Let the first search go at once."""
        clock, patience = SystemClock(), Patience()
        wait = threading.Event().wait
        self._tools = Tools(clock, random.SystemRandom().random, wait, patience, Limits())
        self._turns = SearchTurns(clock, wait, patience.between_searches_s)

    def downloader(self, servers: MapServers) -> MapDownloader:
        """Return a downloader from `servers`."""
        return MapDownloader(self._tools, servers, self._turns)
