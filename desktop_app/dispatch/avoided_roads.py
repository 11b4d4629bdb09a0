"""Which stretch of a route is meant by "avoid this road", and what avoided roads are called."""

from collections.abc import Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from desktop_app.dispatch.edit_places import edit_chains
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.place_index import PlaceIndex
from desktop_app.routing.path import merged

Chains = tuple[tuple[int, ...], ...]


def road_to_avoid(network: RoadNetwork, way: NDArray[np.integer], place: int) -> Chains:
    """Return the road under one place of a way, as chains of OSM nodes in both directions.

    It is the stretch from junction to junction, and what the way drives of the same street before and
    behind it. The stretches on which the way begins and ends are never part of it, since whoever starts
    there cannot avoid them.

    Parameters
    ----------
    way
        (K,) segments in driving order.
    place
        Which of them is meant.
    """
    arcs = merged(network.segment_arc[way].tolist())
    at = len(merged(network.segment_arc[way[: place + 1]].tolist())) - 1
    if at in {0, len(arcs) - 1}:
        return ()
    street = network.street(arcs[at])
    first = last = at
    while street and first > 1 and network.street(arcs[first - 1]) == street:
        first -= 1
    while street and last < len(arcs) - 2 and network.street(arcs[last + 1]) == street:
        last += 1
    chains: dict[tuple[int, ...], None] = {}
    for arc in arcs[first : last + 1]:
        begin = int(network.arc_segments(arc).start)
        chains |= dict.fromkeys(edit_chains(network, begin, same=True, other=True))
    return tuple(chains)


def streets_to_avoid(network: RoadNetwork, way: NDArray[np.integer]) -> tuple[tuple[str, int], ...]:
    """Return the named streets of a way that can be avoided, in driving order, each with a place on it.

    A street that the way drives twice is named once, at its longest stretch. Places are as in
    `road_to_avoid`.
    """
    best: dict[str, tuple[float, int]] = {}
    arc = network.segment_arc[way]
    place = 0
    for number, run in groupby(arc.tolist()):
        count = len(list(run))
        length_m = float(network.segment_length_m[way[place : place + count]].sum())
        street = network.street(number)
        if street and number not in {int(arc[0]), int(arc[-1])} and length_m > best.get(street, (0.0, 0))[0]:
            best[street] = (length_m, place)
        place += count
    return tuple((street, place) for street, (_, place) in best.items())


def avoided_streets(
    network: RoadNetwork, places: PlaceIndex, chains: Sequence[Sequence[int]]
) -> tuple[str, ...]:
    """Return what each chain's road is called, in their order; the empty text where it has no name."""
    names = []
    for chain in chains:
        segments, _ = places.segments_of_pairs(chain[:-1], chain[1:])
        names.append(network.street(int(network.segment_arc[segments[0]])) if len(segments) else "")
    return tuple(names)
