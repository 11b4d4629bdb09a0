"""How each segment flows, as the window shows it: kept from one change to the next."""

import numpy as np
from numpy.typing import NDArray

from desktop_app.dispatch.change import CLOSED, HAS_WORD, PlannerChange
from desktop_app.ui.congestion import Congestion, flow_class

HYSTERESIS_POINTS = 3.0


class SegmentStates:
    """The class of every segment of a network.

    Attributes
    ----------
    congestion
        (S,) uint8 `Congestion`.
    """

    def __init__(self, free_flow_ms: NDArray[np.int32]) -> None:
        """Begin with every segment unknown; `free_flow_ms` is (S,) milliseconds."""
        self._free_ms = free_flow_ms
        self.congestion = np.zeros(len(free_flow_ms), np.uint8)

    def apply(self, change: PlannerChange) -> NDArray[np.int64]:
        """Take the segments of a change.

        Returns
        -------
        (K,) the segments that are to be drawn otherwise than before, ascending.
        """
        rows = change.segment_states()
        if not change.whole and not len(rows):
            return np.zeros(0, np.int64)
        rows = rows[(rows["segment"] >= 0) & (rows["segment"] < len(self._free_ms))]
        segment = rows["segment"].astype(np.int64)
        before = self.congestion.copy()
        if change.whole:
            self.congestion[:] = Congestion.UNKNOWN
        self.congestion[segment] = self._classes(rows, segment, before[segment])
        return np.flatnonzero(before != self.congestion)

    def _classes(
        self, rows: NDArray[np.void], segment: NDArray[np.int64], before: NDArray[np.uint8]
    ) -> NDArray[np.uint8]:
        percent = 100.0 * self._free_ms[segment] / np.maximum(rows["time_ms"], 1)
        # Within the band above a limit the class stays what it was: no chatter on the map.
        now, lenient = flow_class(percent), flow_class(percent - HYSTERESIS_POINTS)
        flowing = (before >= Congestion.FREE) & (before <= Congestion.JAM)
        classes = np.where(flowing, np.clip(before, now, lenient), now)
        classes[(rows["flags"] & HAS_WORD) == 0] = Congestion.UNKNOWN
        classes[(rows["flags"] & CLOSED) != 0] = Congestion.CLOSED
        return classes.astype(np.uint8)
