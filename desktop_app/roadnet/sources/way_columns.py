"""From what sets of tags mean to the columns of a way table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.geodesy import distance_m
from desktop_app.roadnet.profile import Profile
from desktop_app.roadnet.sources.tagging.readings import NO_PASSAGE, Passage, WayReading
from desktop_app.roadnet.sources.tagging.usual_speeds import HIGHEST_KPH, LOWEST_KPH
from desktop_app.roadnet.tables import NodeTable, WayLimits, WayPassages, WayTable
from desktop_app.roadnet.texts import TextCollector

_Number = TypeVar("_Number", bound=np.integer)


@dataclass(frozen=True, slots=True, eq=False)
class ReadingColumns:
    """What R sets of tags mean, as arrays by their numbers.

    Attributes
    ----------
    readings
        As they were read; None is no road.
    passages
        For each profile, R of them.
    duration_s
        (R,) float64, 0 where no tag says.
    """

    readings: tuple[WayReading | None, ...]
    passages: tuple[WayPassages, ...]
    duration_s: NDArray[np.float64]

    def table(
        self,
        way_id: NDArray[np.int64],
        first_ref: NDArray[np.int64],
        refs: NDArray[np.int64],
        reading: NDArray[np.int32],
        texts: Sequence[NDArray[np.int32]],
    ) -> WayTable:
        """Return the ways with these ids and nodes.

        Parameters
        ----------
        reading
            (W,) number of each way's set of tags.
        texts
            (W,) numbers of names, road numbers, destinations with and against the node order.
        """

        def column(of: Callable[[WayReading], int], dtype: type[_Number]) -> NDArray[_Number]:
            values = [0 if each is None else int(of(each)) for each in self.readings]
            return np.array(values or [0], dtype)[reading]

        name, ref, forward_destination, backward_destination = texts
        return WayTable(
            way_id=way_id,
            first_ref=first_ref,
            refs=refs,
            road_class=column(lambda each: each.road_class, np.uint8),
            flags=column(lambda each: each.flags, np.uint16),
            layer=column(lambda each: each.layer, np.int8),
            forward_lanes=column(lambda each: each.forward_lanes, np.uint8),
            backward_lanes=column(lambda each: each.backward_lanes, np.uint8),
            name=name,
            ref=ref,
            forward_destination=forward_destination,
            backward_destination=backward_destination,
            passages=tuple(_of_ways(each, reading) for each in self.passages),
            limits=self._limits(reading),
        )

    def _limits(self, reading: NDArray[np.int32]) -> WayLimits:
        limited = np.array([bool(each and each.limits) for each in self.readings] or [False])
        rows = np.flatnonzero(limited[reading]).tolist()
        limits = [
            (row, limit.kind, limit.value, limit.forward, limit.backward)
            for row in rows
            for each in [self.readings[int(reading[row])]]
            if each is not None
            for limit in each.limits
        ]
        row, kind, value, forward, backward = zip(*limits, strict=True) if limits else ((),) * 5
        return WayLimits(
            row=np.array(row, np.int32),
            kind=np.array(kind, np.uint8),
            value=np.array(value, np.float32),
            forward=np.array(forward, np.bool_),
            backward=np.array(backward, np.bool_),
        )


def reading_columns(
    readings: tuple[WayReading | None, ...], profiles: Sequence[Profile], conditions: TextCollector
) -> ReadingColumns:
    """Return the columns of `readings`, which are in the order of `profiles`; `conditions` numbers hours."""
    passages = tuple(
        _passages(profile, [None if each is None else each.passages[place] for each in readings], conditions)
        for place, profile in enumerate(profiles)
    )
    duration_s = np.array([0.0 if each is None else each.duration_s for each in readings] or [0.0])
    return ReadingColumns(readings, passages, duration_s)


def with_durations(ways: WayTable, duration_s: NDArray[np.float64], nodes: NodeTable) -> WayTable:
    """Return the ways with the speeds that follow from how long ferries and shuttle trains take.

    Parameters
    ----------
    duration_s
        (W,) from end to end of the way; 0 where no tag says.
    """
    timed = np.flatnonzero(duration_s > 0)
    if not len(timed):
        return ways
    length_m = np.array([_length_m(ways, nodes, row) for row in timed.tolist()])
    # Of a way that was cut at missing nodes the time counts for what is left of it.
    of_way: dict[int, float] = {}
    for row, metres in zip(timed.tolist(), length_m.tolist(), strict=True):
        way = int(ways.way_id[row])
        of_way[way] = of_way.get(way, 0.0) + metres
    whole_m = np.array([of_way[int(way)] for way in ways.way_id[timed]])
    kph = np.clip(whole_m / duration_s[timed] * 3.6, LOWEST_KPH, HIGHEST_KPH).astype(np.float32)
    return replace(ways, passages=tuple(_at_speed(each, timed, kph) for each in ways.passages))


def _at_speed(passages: WayPassages, rows: NDArray[np.int64], kph: NDArray[np.float32]) -> WayPassages:
    forward, backward = passages.forward_kph.copy(), passages.backward_kph.copy()
    forward[rows] = np.where(forward[rows] > 0, kph, 0)
    backward[rows] = np.where(backward[rows] > 0, kph, 0)
    return replace(passages, forward_kph=forward, backward_kph=backward)


def _length_m(ways: WayTable, nodes: NodeTable, row: int) -> float:
    refs = ways.refs[ways.first_ref[row] : ways.first_ref[row + 1]]
    at = np.searchsorted(nodes.osm_id, refs)
    lon, lat = nodes.lon[at], nodes.lat[at]
    return float(distance_m(lon[:-1], lat[:-1], lon[1:], lat[1:]).sum())


def _passages(
    profile: Profile, pairs: Sequence[tuple[Passage, Passage] | None], conditions: TextCollector
) -> WayPassages:
    forward, backward = (
        [NO_PASSAGE if pair is None else pair[side] for pair in pairs] or [NO_PASSAGE] for side in (0, 1)
    )
    return WayPassages(
        name=profile.name,
        modes=int(profile.modes),
        size=profile.size,
        turn_costs=profile.turn_costs,
        forward_kph=np.array([each.kph for each in forward], np.float32),
        backward_kph=np.array([each.kph for each in backward], np.float32),
        forward_access=np.array([each.access for each in forward], np.uint8),
        backward_access=np.array([each.access for each in backward], np.uint8),
        forward_condition=np.array([conditions.number(each.condition) for each in forward], np.int32),
        backward_condition=np.array([conditions.number(each.condition) for each in backward], np.int32),
    )


def _of_ways(passages: WayPassages, reading: NDArray[np.int32]) -> WayPassages:
    """Return the passages of ways from those of sets of tags."""
    return replace(
        passages,
        forward_kph=passages.forward_kph[reading],
        backward_kph=passages.backward_kph[reading],
        forward_access=passages.forward_access[reading],
        backward_access=passages.backward_access[reading],
        forward_condition=passages.forward_condition[reading],
        backward_condition=passages.backward_condition[reading],
    )
