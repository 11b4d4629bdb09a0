"""One order for what a network numbers, so that equal networks have equal arrays."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.road_rules import Limits
from desktop_app.roadnet.texts import TextTable

_Numbers = NDArray[np.int32]


def canonical(network: RoadNetwork) -> RoadNetwork:
    """Return `network` with its texts and conditions in the order of their first use, its limits by place.

    Texts that nothing uses are left out.
    """
    texts, (name, ref, destination, exits) = _renumbered(
        network.texts,
        [network.arc_name, network.arc_ref, network.arc_destination, network.junction_ref],
    )
    bans = network.turn_bans
    conditions, numbers = _renumbered(
        network.conditions, [*(profile.arc_condition for profile in network.profiles), bans.condition]
    )
    return replace(
        network,
        arc_name=name,
        arc_ref=ref,
        arc_destination=destination,
        junction_ref=exits,
        texts=texts,
        conditions=conditions,
        turn_bans=replace(bans, condition=numbers[-1]),
        limits=_by_place(network.limits),
        profiles=tuple(
            replace(profile, arc_condition=number)
            for profile, number in zip(network.profiles, numbers[:-1], strict=True)
        ),
    )


def _renumbered(texts: TextTable, columns: Sequence[_Numbers]) -> tuple[TextTable, list[_Numbers]]:
    """Return the texts in the order of their first use in `columns`, and the columns with new numbers."""
    first_use = np.full(len(texts), np.iinfo(np.int64).max)
    start = 0
    for column in columns:
        # Backwards, so that of several uses the first is written last.
        first_use[column[::-1]] = np.arange(start + len(column) - 1, start - 1, -1)
        start += len(column)
    first_use[0] = -1
    used = np.flatnonzero(first_use < np.iinfo(np.int64).max)
    order = used[np.argsort(first_use[used], kind="stable")]
    number = np.zeros(len(texts), np.int32)
    number[order] = np.arange(len(order), dtype=np.int32)
    return TextTable.of([texts[index] for index in order.tolist()]), [number[column] for column in columns]


def _by_place(limits: Limits) -> Limits:
    arcs = np.lexsort((limits.arc_value, limits.arc_kind, limits.arc))
    junctions = np.lexsort((limits.junction_value, limits.junction_kind, limits.junction))
    return Limits(
        arc=limits.arc[arcs],
        arc_kind=limits.arc_kind[arcs],
        arc_value=limits.arc_value[arcs],
        junction=limits.junction[junctions],
        junction_kind=limits.junction_kind[junctions],
        junction_value=limits.junction_value[junctions],
    )
