"""Several manoeuvres close together that a driver takes as one, or that are not worth a word.

Which those are follows OSRM (Project OSRM, ``collapseTurnInstructions``, ``suppressShortNameSegments``):
a U-turn over the gap of a dual carriageway, a turn by way of a tiny road, names that are soon gone.
"""

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.routing.directions.course import Course
from desktop_app.routing.directions.manoeuvres import Manoeuvre
from desktop_app.routing.directions.modifiers import U_TURN
from desktop_app.routing.directions.names import Names

_SHORT_M = 30.05
"""Two manoeuvres so close together may be one; OSRM rounds to a decimetre."""
_SHORT_LINK_M = 45.0
"""A turn and a new name so close together are a turn into the road of that name, and two turns to one side
over a road without a name a U-turn."""
_SHORT_NAME_M = 105.0
"""A name that lasts for less is not announced."""
_TURNS = frozenset({"turn", "continue", "end of road"})
_SAME_WAY_DEG = 20.0


def collapsed(course: Course, manoeuvres: Sequence[Manoeuvre], names: Names) -> list[Manoeuvre]:
    """Return the manoeuvres of a course with those that belong together made one."""
    joined = _joined(course, _without_passing_names(course, manoeuvres, names), names)
    return _without_short_names(course, joined, names)


def _without_passing_names(course: Course, manoeuvres: Sequence[Manoeuvre], names: Names) -> list[Manoeuvre]:
    """Return the manoeuvres without names after which the former one comes back."""
    kept: list[Manoeuvre] = []
    for manoeuvre in manoeuvres:
        if kept and kept[-1].type == "new name" == manoeuvre.type and manoeuvre.at == kept[-1].at + 1:
            former = names.of(course.arcs[kept[-1].at - 1])
            if former.is_same_as(names.of(course.arcs[manoeuvre.leads_into])):
                kept.pop()
                continue
        kept.append(manoeuvre)
    return kept


def _joined(course: Course, manoeuvres: list[Manoeuvre], names: Names) -> list[Manoeuvre]:
    kept: list[Manoeuvre] = []
    for manoeuvre in manoeuvres:
        one = _as_one(course, kept[-1], manoeuvre, names) if kept else None
        if one is not None:
            kept[-1] = one
        else:
            kept.append(manoeuvre)
    return kept


def _as_one(course: Course, first: Manoeuvre, second: Manoeuvre, names: Names) -> Manoeuvre | None:
    """Return the one manoeuvre that two close ones are, or None where they are two."""
    between_m = course.length_m(first.at, second.at)
    before = names.of(course.arcs[first.at - 1])
    after = names.of(course.arcs[second.leads_into])
    unnamed = names.of(course.arcs[first.at]).is_none
    if between_m <= (_SHORT_LINK_M if unnamed else _SHORT_M):
        u_turn = _u_turn(first, second, same_street=before == after)
        if u_turn is not None:
            return u_turn
    if first.type in _TURNS and second.type == "new name" and between_m <= _SHORT_LINK_M:
        return replace(first, street_of=second.leads_into)
    if between_m > _SHORT_M:
        return None
    if first.type in _TURNS and second.type == "fork":
        kind = "continue" if before.is_same_as(after) else first.type
        return replace(first, type=kind, street_of=second.leads_into)
    if first.type == "fork" and second.type in _TURNS:
        return replace(second, at=first.at, street_of=second.leads_into)
    return None


def _u_turn(first: Manoeuvre, second: Manoeuvre, *, same_street: bool) -> Manoeuvre | None:
    """Return the U-turn that two turns to one side make, over the gap between two carriageways."""
    both = first.deviation_deg + second.deviation_deg
    to_one_side = (first.deviation_deg > 0) == (second.deviation_deg > 0)
    kinds = {*_TURNS, "new name"}
    if not (same_street and to_one_side and first.type in kinds and second.type in kinds):
        return None
    if abs(abs(both) - 180.0) > _SAME_WAY_DEG:
        return None
    return Manoeuvre(first.at, "continue", U_TURN, both, street_of=second.leads_into)


def _without_short_names(course: Course, manoeuvres: list[Manoeuvre], names: Names) -> list[Manoeuvre]:
    kept: list[Manoeuvre] = []
    for number, manoeuvre in enumerate(manoeuvres):
        if manoeuvre.type == "new name":
            following = manoeuvres[number + 1].at if number + 1 < len(manoeuvres) else len(course.arcs)
            known = names.of(course.arcs[kept[-1].leads_into if kept else 0])
            is_short = course.length_m(manoeuvre.at, following) < _SHORT_NAME_M
            if is_short or known.is_same_as(names.of(course.arcs[manoeuvre.leads_into])):
                continue
        kept.append(manoeuvre)
    return kept
