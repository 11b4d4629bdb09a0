"""Reading ``*:conditional`` values of the map (wiki: Conditional restrictions).

A clause may name hours, or properties of the vehicle. The latter are decided while the map is imported, by
the dimensions of the profile; the former are kept for the hour of departure.
"""

from collections.abc import Callable, Mapping

from desktop_app.errors import HoursError
from desktop_app.roadnet.conditions import Clause, Condition, split_clauses
from desktop_app.roadnet.opening_hours import OpeningHours
from desktop_app.roadnet.road_rules import LimitKind
from desktop_app.roadnet.sources.tagging.vehicle_terms import vehicle_term

_ALWAYS = OpeningHours.parse("24/7")

NOT_UNDERSTOOD = "condition_not_understood"


def canonical_condition(
    value: str, value_of: Callable[[str], int | None], dimensions: Mapping[LimitKind, float]
) -> tuple[str, tuple[str, ...]]:
    """Return a ``*:conditional`` value as text for `Condition`, and the reasons why a clause was left out.

    Parameters
    ----------
    value
        As it stands in the map: ``no @ (Mo-Fr 07:00-09:00); yes @ (Sa,Su)``.
    value_of
        Gives the number of a clause's value (an `Access`; 1 where a turn ban stands, 0 where not), or
        None where the word is unknown.
    dimensions
        Of the profile's vehicle: clauses on weight, length and the like are decided by them now.

    Returns
    -------
    The text, empty where no clause can ever count, and notes for the import report.
    """
    try:
        clauses = split_clauses(value)
    except HoursError:
        return "", (NOT_UNDERSTOOD,)
    kept: list[Clause] = []
    notes: tuple[str, ...] = ()
    for word, terms in clauses:
        number = value_of(word)
        hours = _hours(terms, dimensions)
        if number is None or hours is None:
            notes = (NOT_UNDERSTOOD,)
        elif hours:
            kept.append(Clause(number, hours))
    return Condition(tuple(kept)).text, notes


def _hours(terms: list[str], dimensions: Mapping[LimitKind, float]) -> tuple[OpeningHours, ...] | None:
    """Return the hours at which all terms are true: none where never, None where one is not understood."""
    decided = [vehicle_term(term, dimensions) for term in terms]
    if False in decided:
        return ()
    try:
        hours = [
            OpeningHours.parse(term) for term, truth in zip(terms, decided, strict=True) if truth is None
        ]
    except HoursError:
        return None
    return tuple(hours) or (_ALWAYS,)
