"""Which of the roads at a crossing is plainly the way on, and where a road forks.

The angles and classes by which it is decided are those that OSRM's answers on drawn crossings show
(Project OSRM, ``IntersectionHandler``, ``TurnHandler``).
"""

from collections.abc import Sequence
from itertools import pairwise

from desktop_app.roadnet.network import RoadClass
from desktop_app.routing.directions.crossings import LINKS, MINOR, Crossing, Road
from desktop_app.routing.directions.modifiers import modifier_of, slight

_ALONE_DEG = 80.0
_CLEAR_DEG, _CLEAR_RATIO, _CLEAR_APART_DEG = 25.0, 2.0, 15.0
"""How far a rival lies from straight on where the road taken is the obvious one."""
_FORK_DEG, _FORK_RATIO = 40.0, 1.8
_SMALL_FORK_DEG, _OPEN_RATIO = 30.5, 2.05
_NARROW_DEG, _NARROW_RATIO = (10.5, 17.0), 4.0
_NEAR_DEG, _NEAR_OF_THREE_DEG = 60.5, 50.0
_MOST = 3
_OUTRANKED = 1.75
"""How much larger the number of a class is that counts as small beside another."""


def apart_deg(one_deg: float, other_deg: float) -> float:
    """Return the angle between two bearings, 0 to 180 degrees."""
    apart = abs(one_deg - other_deg) % 360.0
    return min(apart, 360.0 - apart)


def outranks(crossing: Crossing, road: Road, rival: Road) -> bool:
    """Say whether a road is no equal of its rival, which is so much smaller."""
    if _is_minor(rival) and not _is_minor(road) and road.road_class not in LINKS:
        return True
    if road.road_class != crossing.before.road_class:
        return False
    from_main_to_link = rival.road_class in LINKS and road.road_class not in LINKS
    return from_main_to_link or _OUTRANKED * _rank(road) < _rank(rival)


def stands_alone(taken: Road, rivals: Sequence[Road]) -> bool:
    """Say whether no other road comes near to being the way on, by the angles."""
    return taken.size_deg < _ALONE_DEG and all(is_clearly_off(road, taken) for road in rivals)


def is_clearly_off(rival: Road, taken: Road) -> bool:
    """Say whether a rival turns so much more than the road taken that nobody would take it for the way on."""
    least_deg = max(_CLEAR_RATIO * taken.size_deg, _CLEAR_DEG)
    return rival.size_deg > least_deg and rival.size_deg > taken.size_deg + _CLEAR_APART_DEG


def fork_side(crossing: Crossing) -> str | None:
    """Return the side to keep to where the road parts, about straight on, into two or three; else None."""
    after, roads = crossing.after, sorted((crossing.after, *crossing.rivals), key=_deviation_deg)
    near = [road for road in roads if road.size_deg <= _NEAR_DEG]
    aside = [road for road in roads if road.size_deg > _NEAR_DEG]
    if after not in near or not 1 < len(near) <= _MOST or len(crossing.incoming) + 1 > _MOST:
        return None
    if any(
        apart_deg(_deviation_deg(one), _deviation_deg(road)) < _NEAR_DEG for one in near for road in aside
    ):
        return None
    if not all(_are_alike(crossing, after, road) for road in near) or not _are_ahead(crossing, near):
        return None
    if after is near[0]:
        return slight(-1.0)
    return slight(1.0) if after is near[-1] else modifier_of(after.deviation_deg)


def _are_alike(crossing: Crossing, road: Road, rival: Road) -> bool:
    """Say whether two roads are both links or both none, and neither outranks the other."""
    if (road.road_class in LINKS) != (rival.road_class in LINKS):
        return False
    return not outranks(crossing, road, rival) and not outranks(crossing, rival, road)


def _are_ahead(crossing: Crossing, near: Sequence[Road]) -> bool:
    """Say whether of roads, from left to right, none is much more straight on than another."""
    least_deg, most_deg = sorted(road.size_deg for road in near)[:: len(near) - 1]
    if least_deg >= _FORK_DEG:
        return False
    if len(near) > 2:  # noqa: PLR2004 - of three, the outer ones lie far apart
        gaps_deg = [apart_deg(*map(_deviation_deg, pair)) for pair in pairwise(near)]
        return most_deg <= _NEAR_OF_THREE_DEG and max(gaps_deg) <= _NEAR_DEG
    if near[0].deviation_deg < 0 < near[1].deviation_deg:
        narrow_deg = min(_NARROW_DEG[1], _NARROW_RATIO * least_deg)
        is_open = most_deg <= max(_NARROW_DEG[0], narrow_deg, _OPEN_RATIO * least_deg)
        nearer, farther = sorted(near, key=lambda road: road.size_deg)
        name = crossing.before.name
        is_bend = (
            name.is_same_as(farther.name) and not name.is_same_as(nearer.name) and _is_main(crossing.before)
        )
        return most_deg < _FORK_DEG and (is_open or is_bend)
    return most_deg <= max(_FORK_RATIO * least_deg, min(_SMALL_FORK_DEG, _CLEAR_RATIO * least_deg))


def leads_on(crossing: Crossing, road: Road, rival: Road) -> bool:
    """Say whether a road is so much larger than its rival that it needs no word."""
    return outranks(crossing, road, rival) and (rival.road_class in LINKS or not _is_main(rival))


def is_demoted(road: Road, rivals: Sequence[Road]) -> bool:
    """Say whether a road is a service road or the like beside others that are not."""
    return _is_minor(road) and not all(_is_minor(rival) for rival in rivals)


def _is_main(road: Road) -> bool:
    return road.road_class < RoadClass.UNCLASSIFIED


def _is_minor(road: Road) -> bool:
    return road.road_class in MINOR


def _rank(road: Road) -> int:
    """Return the number of a road's class; streets without a through function have one."""
    return (
        max(road.road_class, RoadClass.RESIDENTIAL)
        if road.road_class >= RoadClass.UNCLASSIFIED
        else road.road_class
    )


def _deviation_deg(road: Road) -> float:
    return road.deviation_deg
