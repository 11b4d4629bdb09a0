"""Turning speeds of a moment into words: only what changed enough, and everything again once a lap."""

import numpy as np
from numpy.typing import NDArray

from desktop_app.hub.story import FLOW_SOURCE
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.traffic.words import SpeedBlock, Word

_LEAST_CHANGE_KPH = 1.5
_LEAST_SHARE = 0.08
_BLOCK_PAIRS = 5_000
_CONFIDENCE = 0.9


class SpeedReport:
    """Knows what was said of each segment last."""

    def __init__(self, network: RoadNetwork, repeat_steps: int, life_s: float) -> None:
        """Say each speed again after `repeat_steps` steps; each word lives `life_s` seconds."""
        self._tail = network.node_osm_id[network.segment_tail]
        self._head = network.node_osm_id[network.segment_head]
        self._sayable = _first_of_pair(network)
        self._repeat_steps = repeat_steps
        self._life_ms = round(life_s * 1000)
        self._said_kph = np.full(network.segment_count, np.nan)
        self._said_step = np.full(network.segment_count, -repeat_steps, dtype=np.int64)

    def words(
        self, segments: NDArray[np.int64], speed_kph: NDArray[np.float64], step: int, day_s: float
    ) -> tuple[Word, ...]:
        """Return the words that are due of `segments`.

        Parameters
        ----------
        segments
            (n,) distinct segment indexes.
        speed_kph
            (n,) their speeds now; NaN where nothing measures them, which clears what was said.
        step, day_s
            The step and its instant, in seconds of the day.
        """
        speed = np.round(speed_kph * 2) / 2
        said = self._said_kph[segments]
        known, knew = ~np.isnan(speed), ~np.isnan(said)
        moved = np.abs(speed - said) > np.maximum(_LEAST_CHANGE_KPH, _LEAST_SHARE * said)
        old = known & (self._said_step[segments] + self._repeat_steps <= step)
        due = self._sayable[segments] & ((known != knew) | moved | old)
        segments, speed = segments[due], speed[due]
        self._said_kph[segments] = speed
        self._said_step[segments] = step
        starts = range(0, len(segments), _BLOCK_PAIRS)
        ts_ms = round(day_s * 1000)
        return tuple(
            self._block(segments[i : i + _BLOCK_PAIRS], speed[i : i + _BLOCK_PAIRS], ts_ms) for i in starts
        )

    def _block(self, segments: NDArray[np.int64], speed: NDArray[np.float64], ts_ms: int) -> SpeedBlock:
        """Return one block of speeds; NaN clears."""
        return SpeedBlock(
            source=FLOW_SOURCE,
            ts_ms=ts_ms,
            expires_ms=ts_ms + self._life_ms,
            confidence=_CONFIDENCE,
            pairs=tuple(zip(self._tail[segments].tolist(), self._head[segments].tolist(), strict=True)),
            speeds_kph=tuple(None if np.isnan(kph) else kph for kph in speed.tolist()),
        )


def _first_of_pair(network: RoadNetwork) -> NDArray[np.bool_]:
    """Return (S,) the segments that speak for their pair of nodes: parallel ways share one record."""
    pair = network.segment_tail.astype(np.int64) * max(len(network.node_osm_id), 1) + network.segment_head
    first = np.zeros(network.segment_count, dtype=bool)
    first[np.unique(pair, return_index=True)[1]] = True
    first[network.segment_tail == network.segment_head] = False
    return first
