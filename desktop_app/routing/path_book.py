"""The present paths of many routes as flat arrays, so that all are timed, and looked through, at once."""

import numpy as np
from numpy.typing import NDArray

from desktop_app.routing.growing import with_room
from desktop_app.routing.request import Leg, Path, Weights

NO_PATH = -1
"""Stands for the time of a row that has no path."""

_NOBODY = -1
_LEG = np.dtype(
    [
        ("row", "<i8"),
        ("first", "<i8"),
        ("count", "<i8"),
        ("turn_ms", "<i8"),
        ("first_share", "<f8"),
        ("last_share", "<f8"),
    ]
)
"""A leg: whose it is, where its segments stand in the long array, and how much of its ends is driven.

A leg of one segment has its share in `first_share`.
"""
_SMALLEST = 1_024


class PathBook:
    """Holds one path a row; rows are small whole numbers that the caller gives out.

    A path that is dropped leaves a hole; once there are more holes than paths the arrays are made anew.
    """

    def __init__(self) -> None:
        """Begin without a path."""
        self._segments = np.zeros(_SMALLEST, np.int32)
        self._legs = np.zeros(_SMALLEST, _LEG)
        self._used = 0
        self._leg_count = 0
        self._legs_of: dict[int, range] = {}
        self._live = 0

    def put(self, row: int, path: Path) -> None:
        """Hold `path` in a row, instead of what was there."""
        self.drop(row)
        for leg in path.legs:
            self._add(row, leg)
        self._legs_of[row] = range(self._leg_count - len(path.legs), self._leg_count)

    def drop(self, row: int) -> None:
        """Forget the path of a row, if it has one."""
        legs = self._legs_of.pop(row, None)
        if legs is None:
            return
        gone = self._legs[legs.start : legs.stop]
        gone["row"] = _NOBODY
        self._live -= int(gone["count"].sum())
        if self._used - self._live > max(self._live, _SMALLEST):
            self._close_holes()

    def durations_ms(self, weights: Weights, row_count: int) -> NDArray[np.int64]:
        """Return what each path takes, as `path.path_duration_ms` adds it up.

        Returns
        -------
        (row_count,) milliseconds, `NO_PATH` for rows without a path.
        """
        durations = np.full(row_count, NO_PATH, np.int64)
        legs = self._legs[: self._leg_count]
        if not len(legs):
            return durations
        times = weights.segment_ms[self._segments[: self._used]]
        first = legs["first"]
        whole = np.add.reduceat(times, first, dtype=np.int64)
        head, tail = times[first], times[first + legs["count"] - 1]
        # Rounded as `path.share_ms` does: half to even.
        head_ms = np.rint(head * legs["first_share"]).astype(np.int64)
        tail_ms = np.rint(tail * legs["last_share"]).astype(np.int64)
        driven = np.where(legs["count"] == 1, head_ms, whole - head - tail + head_ms + tail_ms)
        held = np.flatnonzero(legs["row"] != _NOBODY)
        rows = legs["row"][held]
        durations[rows] = 0
        np.add.at(durations, rows, driven[held] + legs["turn_ms"][held])
        return durations

    def rows_on(self, marked: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Return the rows whose paths drive over any part of a marked segment, ascending.

        Parameters
        ----------
        marked
            (S,).
        """
        legs = self._legs[: self._leg_count]
        on = marked[self._segments[: self._used]]
        one = legs["count"] == 1
        on[legs["first"][legs["first_share"] <= 0]] = False
        on[(legs["first"] + legs["count"] - 1)[(legs["last_share"] <= 0) & ~one]] = False
        leg = np.searchsorted(legs["first"], np.flatnonzero(on), side="right") - 1
        rows = np.sort(legs["row"][leg])
        fresh = np.append(True, rows[1:] != rows[:-1])[: len(rows)] & (rows != _NOBODY)
        found: NDArray[np.int64] = rows[fresh]
        return found

    def _add(self, row: int, leg: Leg) -> None:
        count = len(leg.segments)
        self._segments = with_room(self._segments, self._used + count)
        self._legs = with_room(self._legs, self._leg_count + 1)
        self._segments[self._used : self._used + count] = leg.segments
        single = count == 1
        first_share = leg.end_fraction - leg.start_fraction if single else 1.0 - leg.start_fraction
        last_share = 0.0 if single else leg.end_fraction
        self._legs[self._leg_count] = (row, self._used, count, leg.turn_ms, first_share, last_share)
        self._used += count
        self._leg_count += 1
        self._live += count

    def _close_holes(self) -> None:
        legs = self._legs[: self._leg_count]
        held = legs["row"] != _NOBODY
        kept = np.repeat(held, legs["count"])
        segments, legs = self._segments[: self._used][kept], legs[held]
        number = np.cumsum(held) - 1
        self._legs_of = {
            row: range(int(number[old.start]), int(number[old.start]) + len(old))
            for row, old in self._legs_of.items()
        }
        legs["first"] = np.cumsum(legs["count"]) - legs["count"]
        self._used, self._leg_count = len(segments), len(legs)
        self._segments = with_room(segments, _SMALLEST)
        self._legs = with_room(legs, _SMALLEST)
