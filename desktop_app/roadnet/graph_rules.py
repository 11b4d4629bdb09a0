"""The rules of a network as attributes of a graph, and back.

Beside OSMnx's attributes (see `roadnet.graph`) a graph of ours has

================  ===============  ======================================================================
on the graph      ``profiles``     for each profile its name, `Mode` bits, size and turn costs
..                ``turn_bans``    for each ban its arcs, condition, modes (only, except), whether it is made
                                   from a mandatory turn, and its relation
on a node         ``facts``        `NodeFact` bits
..                ``exit``         number of a motorway exit
..                ``access``       for each profile the `Access` of what stands there, where it is not open
..                ``limits``       pairs of `LimitKind` and value
on an edge        ``arc``          number of the arc, which bans name
..                ``flags``        `ArcFlag` bits
..                ``layer``, ``lanes``, ``destination``
..                ``access``       for each profile speed, `Access`, and condition
..                ``limits``       pairs of `LimitKind` and value
..                ``node_facts``   `NodeFact` bits of the nodes between its ends, where any has some
================  ===============  ======================================================================
"""

from collections.abc import Iterator
from dataclasses import astuple
from typing import Any

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadNetwork

Attributes = dict[str, Any]
"""In networkx's own form."""

_Pairs = tuple[tuple[int, float], ...]


def graph_rules(network: RoadNetwork) -> Attributes:
    """Return the attributes of the graph as a whole."""
    bans, conditions = network.turn_bans, list(network.conditions)
    columns = (bans.condition, bans.only_modes, bans.except_modes, bans.mandatory, bans.relation)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    first = bans.first.tolist()
    facts = network.facts
    return {
        "country": facts.country,
        "drives_left": facts.drives_left,
        "time_zone": facts.time_zone,
        "profiles": tuple(
            (
                profile.name,
                profile.modes,
                tuple(getattr(profile.size, name) for name in _SIZES),
                astuple(profile.turn_costs),
            )
            for profile in network.profiles
        ),
        "turn_bans": tuple(
            (tuple(bans.arcs[first[ban] : first[ban + 1]].tolist()), conditions[condition], *rest)
            for ban, (condition, *rest) in enumerate(rows)
        ),
    }


_SIZES = ("height_m", "width_m", "length_m", "weight_t", "axle_load_t", "hazmat")


def node_rules(network: RoadNetwork) -> Iterator[Attributes]:
    """Yield the attributes of each junction, only those that say something."""
    facts = network.node_facts[network.junction_node].tolist()
    limits = _pairs(network.limits.junction, network.limits.junction_kind, network.limits.junction_value)
    access = np.stack([profile.junction_access for profile in network.profiles], axis=1).tolist()
    for junction, (bits, exit_ref, passes) in enumerate(
        zip(facts, network.junction_ref.tolist(), access, strict=True)
    ):
        attributes: Attributes = {}
        if bits:
            attributes["facts"] = bits
        if exit_ref:
            attributes["exit"] = network.texts[exit_ref]
        if any(passes):
            attributes["access"] = tuple(passes)
        if junction in limits:
            attributes["limits"] = limits[junction]
        yield attributes


def edge_rules(network: RoadNetwork) -> Iterator[Attributes]:
    """Yield the attributes of each arc."""
    limits = _pairs(network.limits.arc, network.limits.arc_kind, network.limits.arc_value)
    facts, first = network.node_facts, network.arc_first_segment.tolist()
    is_marked = np.append(0, np.cumsum(facts[network.segment_tail] != 0)).tolist()
    columns = (network.arc_flags, network.arc_layer, network.arc_lanes, network.arc_destination)
    rows = zip(*(column.tolist() for column in columns), _accesses(network), strict=True)
    for arc, (flags, layer, lanes, destination, access) in enumerate(rows):
        attributes: Attributes = {
            "arc": arc, "flags": flags, "layer": layer, "lanes": lanes, "access": access
        }  # fmt: skip
        if destination:
            attributes["destination"] = network.texts[destination]
        if arc in limits:
            attributes["limits"] = limits[arc]
        inner = slice(first[arc] + 1, first[arc + 1])
        if is_marked[inner.stop] > is_marked[inner.start]:
            attributes["node_facts"] = tuple(facts[network.segment_tail[inner]].tolist())
        yield attributes


def _accesses(network: RoadNetwork) -> Iterator[tuple[tuple[float, int, str], ...]]:
    """Yield for each arc the profiles' speeds, access and conditions; equal ones are one value."""
    conditions = list(network.conditions)
    columns = [
        zip(
            profile.arc_kph.tolist(),
            profile.arc_access.tolist(),
            [conditions[number] for number in profile.arc_condition.tolist()],
            strict=True,
        )
        for profile in network.profiles
    ]
    known: dict[tuple[tuple[float, int, str], ...], tuple[tuple[float, int, str], ...]] = {}
    return (known.setdefault(access, access) for access in zip(*columns, strict=True))


def _pairs(
    place: NDArray[np.int32], kind: NDArray[np.uint8], value: NDArray[np.float32]
) -> dict[int, _Pairs]:
    pairs: dict[int, _Pairs] = {}
    for index, limit_kind, limit in zip(place.tolist(), kind.tolist(), value.tolist(), strict=True):
        pairs[index] = (*pairs.get(index, ()), (limit_kind, limit))
    return pairs
