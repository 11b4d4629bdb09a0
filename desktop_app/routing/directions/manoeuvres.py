"""What has to be said at one crossing: a turn, a fork, a ramp, a new name, or nothing.

The rules follow what OSRM says on the same roads (Project OSRM, ``TurnHandler``, ``MotorwayHandler``); they
are written anew, and held to its answers by the drawn cases in the tests.
"""

from dataclasses import dataclass

from desktop_app.roadnet.network import RoadClass
from desktop_app.routing.directions.crossings import FERRIES, LINKS, MOTORWAYS, RAMPS, Crossing, Road
from desktop_app.routing.directions.forks import (
    apart_deg,
    fork_side,
    is_clearly_off,
    is_demoted,
    leads_on,
    outranks,
    stands_alone,
)
from desktop_app.routing.directions.modifiers import STRAIGHT, U_TURN, aside, modifier_of, slight, told_apart

_THROUGH_DEG = 8.0
"""A road that lies so near to straight on is gone into without a turn."""
_OBVIOUS_DEG = 40.0
_PARTING_DEG = 45.0
_END_OF_ROAD_DEG = (50.0, 130.0)
_IN_LINE_DEG = 155.0


@dataclass(frozen=True, slots=True)
class Manoeuvre:
    """What to do where an arc begins.

    Attributes
    ----------
    at
        Which arc of the way is entered by it.
    type, modifier
        In the words of OSRM's route API; `modifier` is None where it has none.
    exit
        Number of a roundabout's exit.
    street_of
        Which arc of the way it leads into, where that is not the one at `at`.
    rotary
        A roundabout's own name.
    deviation_deg
        How far it turns, to the right positive.
    """

    at: int
    type: str
    modifier: str | None
    deviation_deg: float = 0.0
    exit: int | None = None
    street_of: int | None = None
    rotary: str = ""

    @property
    def leads_into(self) -> int:
        """Which arc of the way gives the street of the step."""
        return self.at if self.street_of is None else self.street_of


def manoeuvre_at(crossing: Crossing, at: int) -> Manoeuvre | None:
    """Return what is to be said at a crossing, or None where the way is plain.

    Parameters
    ----------
    at
        Which arc of the way is entered there.
    """
    after = crossing.after
    said = _kind_and_modifier(crossing)
    return None if said is None else Manoeuvre(at, *said, deviation_deg=after.deviation_deg)


def _kind_and_modifier(crossing: Crossing) -> tuple[str, str] | None:
    before, after = crossing.before, crossing.after
    if crossing.is_back:
        return "continue", U_TURN
    if (before.road_class in FERRIES) != (after.road_class in FERRIES):
        return "notification", modifier_of(after.deviation_deg)
    if before.road_class in MOTORWAYS and after.road_class in LINKS and _is_left_by(crossing):
        return "off ramp", aside(_from_the_others_deg(crossing))
    if before.road_class not in MOTORWAYS | RAMPS and after.road_class in RAMPS:
        return "on ramp", (aside if crossing.others else modifier_of)(after.deviation_deg)
    return _choice(crossing) if crossing.others else _only_way(crossing)


def _is_left_by(crossing: Crossing) -> bool:
    """Say whether a motorway is left by a link, and does not itself lead on over it or part in two."""
    keeps_name = not crossing.after.name.is_none and crossing.before.name == crossing.after.name
    leads_on = not crossing.others or (keeps_name and _is_obvious(crossing))
    return not leads_on and not _is_parting(crossing)


def _is_parting(crossing: Crossing) -> bool:
    """Say whether a motorway parts in two, or a ramp in two ramps."""
    if len(crossing.others) != 1:
        return False
    after, other = crossing.after, crossing.others[0]
    if other.size_deg > _PARTING_DEG or is_clearly_off(other, after):
        return False
    before, roads = crossing.before.road_class, {after.road_class, other.road_class}
    on_motorway = before in MOTORWAYS and (roads <= {RoadClass.MOTORWAY} or roads <= RAMPS)
    return on_motorway or (before in RAMPS and roads <= RAMPS)


def _from_the_others_deg(crossing: Crossing) -> float:
    """Return how far the road taken lies to the right of the straightest other one, or of straight on."""
    after, others = crossing.after, crossing.others
    if not others:
        return after.deviation_deg
    straightest = min(others, key=lambda road: road.size_deg)
    return after.deviation_deg - straightest.deviation_deg


def _only_way(crossing: Crossing) -> tuple[str, str] | None:
    """Return what is to be said where no other road may be taken."""
    before, after = crossing.before, crossing.after
    if crossing.incoming:
        if after.size_deg > _OBVIOUS_DEG and not stands_alone(after, crossing.incoming):
            return ("continue" if crossing.is_same_street else "turn"), modifier_of(after.deviation_deg)
        if not crossing.needs_no_name and _joins_through_street(crossing):
            return "merge", slight(-after.deviation_deg)
    if before.road_class in MOTORWAYS and after.road_class in LINKS:
        return None
    return _going_on(crossing)


def _choice(crossing: Crossing) -> tuple[str, str] | None:
    """Return what is to be said where the road taken is one of several."""
    if _is_parting(crossing):
        return "fork", slight(_from_the_others_deg(crossing))
    after, rivals = crossing.after, crossing.rivals
    side = fork_side(crossing)
    if side is not None:
        return "fork", side
    if _is_obvious(crossing):
        return _going_on(crossing)
    is_beside_through = len(rivals) == 1 and rivals[0].size_deg <= _THROUGH_DEG
    if is_beside_through and after.size_deg <= _OBVIOUS_DEG:
        stays = crossing.is_same_street and not is_demoted(after, crossing.others)
        return ("continue" if stays else "turn"), aside(after.deviation_deg)
    rivals_deg = [road.deviation_deg for road in rivals] if len(rivals) > 1 else []
    word = told_apart(after.deviation_deg, rivals_deg)
    stays = (
        crossing.is_same_street and not is_end_of_road(crossing) and not is_demoted(after, crossing.others)
    )
    return ("continue" if stays else "turn"), word


def _going_on(crossing: Crossing) -> tuple[str, str] | None:
    """Return what is to be said where the road taken is the obvious one."""
    if crossing.needs_no_name or crossing.is_same_street:
        return None
    after, beside = crossing.after, (*crossing.others, *crossing.incoming)
    if any(_is_same_street_in_line(road, after) for road in beside):
        # It joins a street that also comes from behind.
        return "turn", STRAIGHT if after.size_deg <= _OBVIOUS_DEG else modifier_of(after.deviation_deg)
    return "new name", modifier_of(crossing.after.deviation_deg)


def _is_same_street_in_line(road: Road, after: Road) -> bool:
    in_line = apart_deg(road.deviation_deg, after.deviation_deg) > _IN_LINE_DEG
    return in_line and road.name.is_same_as(after.name)


def _is_obvious(crossing: Crossing) -> bool:
    """Say whether whoever hears nothing would take the road that is taken."""
    after, rivals = crossing.after, crossing.rivals
    if not rivals:
        return True
    is_outranked = any(outranks(crossing, road, after) and road.size_deg <= _OBVIOUS_DEG for road in rivals)
    goes_through = after.size_deg <= _THROUGH_DEG and all(road.size_deg > _THROUGH_DEG for road in rivals)
    if goes_through and not is_outranked:
        return True
    on_motorway = crossing.before.road_class in MOTORWAYS and after.road_class in MOTORWAYS
    if on_motorway and all(road.road_class in LINKS for road in rivals):
        return True
    is_ahead = after.size_deg <= _OBVIOUS_DEG and all(leads_on(crossing, after, road) for road in rivals)
    return is_ahead or (stands_alone(after, rivals) and not is_outranked)


def _joins_through_street(crossing: Crossing) -> bool:
    """Say whether the road taken comes straight from another by its own name."""
    after = crossing.after
    return any(
        road.name.is_same_as(after.name)
        and road.road_class == after.road_class
        and after.road_class in MOTORWAYS
        and apart_deg(road.deviation_deg, after.deviation_deg) > _IN_LINE_DEG
        for road in crossing.incoming
    )


def is_end_of_road(crossing: Crossing) -> bool:
    """Say whether the road ends at another that goes off to both sides."""
    beside = (*crossing.others, *crossing.incoming)
    after, name = crossing.after, crossing.before.name
    if len(beside) != 1 or (name == after.name and not name.is_none):
        return False
    other = beside[0]
    least_deg, most_deg = _END_OF_ROAD_DEG
    across = all(least_deg < road.size_deg < most_deg for road in (after, other))
    return across and (after.deviation_deg > 0) != (other.deviation_deg > 0)
