"""Which sources the feed knows, and which it calls well."""

from collections.abc import Iterable

from desktop_app.traffic.words import SourceHealth

GRACE_MS = 15 * 60 * 1000
"""How long a word without an expiry outlives the last good word on its source."""


class SourceBook:
    """What was heard of each source, in our own time."""

    def __init__(self) -> None:
        """Start without a source."""
        self._well_ms: dict[str, int] = {}
        self._listed_ms: dict[str, int] = {}

    def spoke(self, source: str, now_ms: int) -> None:
        """Note that a word of `source` came in: it is known and well."""
        self._well_ms[source] = now_ms
        self._listed_ms[source] = now_ms

    def heartbeat(self, sources: Iterable[SourceHealth], now_ms: int) -> None:
        """Note what a heartbeat lists."""
        for health in sources:
            self._listed_ms[health.source] = now_ms
            if health.ok:
                self._well_ms[health.source] = now_ms

    def well_until_ms(self, source: str) -> int:
        """Return until when words of `source` without an expiry live."""
        return self._well_ms.get(source, -GRACE_MS) + GRACE_MS

    def known_until_ms(self, source: str, last_heartbeat_ms: int) -> int:
        """Return until when closures of `source` without an expiry live.

        A source is known while heartbeats list it, well or not; and since a lost connection says
        nothing about a closure, as long as no later heartbeat leaves the source out.
        """
        listed_ms = self._listed_ms.get(source, -GRACE_MS)
        if listed_ms >= last_heartbeat_ms:
            return _FOR_EVER_MS
        return listed_ms + GRACE_MS


_FOR_EVER_MS = 2**62
