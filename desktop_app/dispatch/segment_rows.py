"""The states of segments, packed for the pipe."""

import numpy as np
from numpy.typing import NDArray

from desktop_app.dispatch.change import CLOSED, DELAYED, HAS_WORD, INCIDENT, MANUAL, SEGMENT_STATE
from desktop_app.traffic.combine import Verdict
from desktop_app.traffic.records import Layer, RecordKind
from desktop_app.traffic.state import TrafficState


class SegmentPacker:
    """Packs segment states and numbers the sources that they name."""

    def __init__(self, traffic: TrafficState) -> None:
        """Pack what `traffic` says."""
        self._traffic = traffic
        self._numbers: dict[str, int] = {}
        self._told = 0

    def rows(self, segments: NDArray[np.int32]) -> bytes:
        """Return a `SEGMENT_STATE` row for each of `segments`."""
        rows = np.zeros(len(segments), dtype=SEGMENT_STATE)
        rows["segment"] = segments
        rows["time_ms"] = self._traffic.segment_ms[segments]
        rows["speed_kph"] = self._traffic.speed_kph[segments]
        rows["source"] = -1
        for row, segment in enumerate(segments.tolist()):
            verdict = self._traffic.verdict(segment)
            rows["flags"][row] = _flags(verdict)
            if verdict.decider is not None:
                rows["said_ms"][row] = self._traffic.said_ms(verdict.decider)
                rows["source"][row] = self._number(verdict.decider.source)
        return rows.tobytes()

    def new_sources(self) -> tuple[str, ...]:
        """Return all names of sources if any was added since the last call, else nothing."""
        if len(self._numbers) == self._told:
            return ()
        self._told = len(self._numbers)
        return tuple(self._numbers)

    def _number(self, source: str) -> int:
        most = np.iinfo(np.int16).max
        return min(self._numbers.setdefault(source, len(self._numbers)), most)


def _flags(verdict: Verdict) -> int:
    decider = verdict.decider
    flags = 0
    if verdict.closed or verdict.speed_kph > 0 or verdict.delay_ms > 0:
        flags |= HAS_WORD
    if verdict.closed:
        flags |= CLOSED
    if decider is not None and (decider.layer is Layer.MANUAL or decider.kind is RecordKind.OPEN):
        flags |= MANUAL
    if verdict.incident:
        flags |= INCIDENT
    if verdict.delay_ms > 0:
        flags |= DELAYED
    return flags
