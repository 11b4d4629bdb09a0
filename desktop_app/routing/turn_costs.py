"""What turns cost beyond driving: their angle, traffic lights, and traffic that has the way.

The *angle* costs along a logistic curve, as in the car's profile of OSRM (Project OSRM, ``car.lua``, 2-clause
BSD licence): next to nothing straight on, the whole for a hairpin, and more for a turn across the oncoming
traffic, which is to the left where one drives on the right. Where only two roads meet nothing is turned.

*Lights* cost their mean wait: those at the end of the arc, and those along it.

*Crossing traffic* costs the mean wait for a gap in it (W. F. Adams, "Road traffic considered as a random
series", 1936) where there are no lights and a road of a larger class runs through, or a sign says to yield.
"""

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import ArcFlag, NodeFact, RoadClass, RoadNetwork
from desktop_app.roadnet.road_rules import TurnCosts
from desktop_app.routing.arc_bearings import arc_bearings

_STEEPNESS, _MIDDLE = 13.0, 6.5
"""Of the logistic curve: half of the cost at a right angle, where both sides are alike."""
_HALF_TURN_DEG, _TURN_DEG = 180.0, 360.0
_STRAIGHT_DEG = 45.0
"""Up to this angle the way leads over a crossing, not with its traffic."""
_ARMS_OF_THROUGH_ROAD = 2

_LINKS = {
    RoadClass.MOTORWAY_LINK: RoadClass.MOTORWAY,
    RoadClass.TRUNK_LINK: RoadClass.TRUNK,
    RoadClass.PRIMARY_LINK: RoadClass.PRIMARY,
    RoadClass.SECONDARY_LINK: RoadClass.SECONDARY,
    RoadClass.TERTIARY_LINK: RoadClass.TERTIARY,
}
_RANK = np.array([_LINKS.get(road_class, road_class) for road_class in RoadClass], np.uint8)
"""How large a road of each class is, the largest first; a link is as large as its road."""


def turn_costs_ms(
    network: RoadNetwork, costs: TurnCosts, from_arc: NDArray[np.int32], next_arc: NDArray[np.int32]
) -> NDArray[np.int32]:
    """Return what turns cost, but for turning round, which costs `turns.U_TURN_MS` in place of this.

    Parameters
    ----------
    from_arc, next_arc
        (T,) the arcs that each turn joins.

    Returns
    -------
    (T,) whole milliseconds, each rounded once.
    """
    if costs == TurnCosts():
        return np.zeros(len(from_arc), np.int32)
    turned_deg = _turned_deg(network, from_arc, next_arc)
    inward_deg = turned_deg if not network.facts.drives_left else -turned_deg
    lights = _lights(network)[from_arc]
    meets = _road_count(network)[network.arc_head[from_arc]] > 2  # noqa: PLR2004 - two roads are one that goes on
    seconds = np.where(meets, _angle_s(costs, inward_deg), 0.0) + costs.signal_s * lights
    yields = meets & (lights == 0) & _yields(network, from_arc, next_arc)
    joins = _joins(network, next_arc, inward_deg)
    seconds += np.where(yields, np.where(joins, costs.joining_s, costs.crossing_s), 0.0)
    rounded: NDArray[np.int32] = np.rint(seconds * 1000).astype(np.int32)
    return rounded


def _turned_deg(
    network: RoadNetwork, from_arc: NDArray[np.int32], next_arc: NDArray[np.int32]
) -> NDArray[np.float64]:
    """Return how far each turn turns, over -180 up to 180 degrees, to the right positive."""
    start_deg, end_deg = arc_bearings(network)
    turned = (start_deg[next_arc].astype(np.float64) - end_deg[from_arc]) % _TURN_DEG
    return np.where(turned > _HALF_TURN_DEG, turned - _TURN_DEG, turned)


def _angle_s(costs: TurnCosts, inward_deg: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what angles cost, positive to the side that crosses no oncoming traffic."""
    bias = np.where(inward_deg >= 0, costs.bias, 1 / costs.bias)
    share = np.abs(inward_deg) / _HALF_TURN_DEG
    return costs.angle_s / (1.0 + np.exp(_MIDDLE * bias - _STEEPNESS / bias * share))


def _lights(network: RoadNetwork) -> NDArray[np.int64]:
    """Return how many traffic lights stand along each arc, its head included and its tail not, (A,)."""
    return _facing(network, NodeFact.SIGNALS)


def _facing(network: RoadNetwork, fact: NodeFact) -> NDArray[np.int64]:
    """Return how often a fact meets who drives along each arc, (A,): signs may face one direction only."""
    facts = network.node_facts[network.segment_head]
    against = (network.arc_flags[network.segment_arc] & int(ArcFlag.AGAINST_WAY)) > 0
    other_way = np.where(against, int(NodeFact.FORWARD_ONLY), int(NodeFact.BACKWARD_ONLY))
    there = ((facts & int(fact)) > 0) & ((facts & other_way) == 0)
    return np.bincount(network.segment_arc[there], minlength=network.arc_count)


def _road_count(network: RoadNetwork) -> NDArray[np.int64]:
    """Return how many roads meet at each junction, (J,): leading away or only leading in."""
    count, one_way = network.junction_count, network.arc_twin < 0
    leading_in = np.bincount(network.arc_head[one_way], minlength=count)
    return np.bincount(network.arc_tail, minlength=count) + leading_in


def _yields(
    network: RoadNetwork, from_arc: NDArray[np.int32], next_arc: NDArray[np.int32]
) -> NDArray[np.bool_]:
    """Return where others have the way, (T,): by a sign, on a roundabout, or since their road is larger."""
    sign = _facing(network, NodeFact.STOP | NodeFact.GIVE_WAY)[from_arc] > 0
    on_ring = (network.arc_flags & int(ArcFlag.ROUNDABOUT)) > 0
    smaller = _RANK[network.arc_class[from_arc]] > _through_rank(network)[network.arc_head[from_arc]]
    return (sign | smaller | on_ring[next_arc]) & ~on_ring[from_arc]


def _through_rank(network: RoadNetwork) -> NDArray[np.uint8]:
    """Return the rank of the largest road that runs through each junction, (J,): that has two arms there."""
    rank = _RANK[network.arc_class]
    lone = np.flatnonzero(network.arc_twin < 0)
    junction = np.concatenate([network.arc_tail, network.arc_head[lone]])
    arm_rank = np.concatenate([rank, rank[lone]])
    order = np.lexsort((arm_rank, junction))
    junction, arm_rank = junction[order], arm_rank[order]
    first = np.searchsorted(junction, np.arange(network.junction_count))
    second = first + (_ARMS_OF_THROUGH_ROAD - 1)
    through = np.full(network.junction_count, max(RoadClass), np.uint8)
    there = second < np.searchsorted(junction, np.arange(network.junction_count), side="right")
    through[there] = arm_rank[second[there]]
    return through


def _joins(
    network: RoadNetwork, next_arc: NDArray[np.int32], inward_deg: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Return which turns go with the traffic that they meet, not across it, (T,)."""
    onto_ring = (network.arc_flags[next_arc] & int(ArcFlag.ROUNDABOUT)) > 0
    return onto_ring | (inward_deg > _STRAIGHT_DEG)
