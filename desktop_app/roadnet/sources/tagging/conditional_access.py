"""When a road is open or closed by the hour: ``motor_vehicle:conditional``, ``oneway:conditional``."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from desktop_app.roadnet.conditions import LONGEST_TEXT, Clause, Condition
from desktop_app.roadnet.profile import Profile
from desktop_app.roadnet.road_rules import Access
from desktop_app.roadnet.sources.tagging.access import access_of
from desktop_app.roadnet.sources.tagging.conditional import canonical_condition
from desktop_app.roadnet.sources.tagging.notes import Note, silent
from desktop_app.roadnet.sources.tagging.oneway import ONEWAY, oneway_keys
from desktop_app.roadnet.sources.tagging.tags import BOTH_WAYS_KEY, FORWARD_KEY, Tags

CONDITIONAL_KEY = ":conditional"
_ALWAYS = "24/7"


@dataclass(frozen=True, slots=True)
class TimedAccess:
    """An access, and the condition at which it is another; the empty text for never."""

    access: Access
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Unconditional:
    """What the tags without conditions say of one direction of a way.

    Attributes
    ----------
    access
        As if there were no one-way tag.
    access_key
        The key that decided it; empty where none did.
    is_driven
        Whether the one-way tags let traffic in.
    oneway_key
        The key that decided that; empty where none did.
    floor
        How far a condition of the general key can open the road, as `access.general_floor`.
    """

    access: Access
    access_key: str
    is_driven: bool
    oneway_key: str
    floor: Access


def timed_access(
    tags: Tags, profile: Profile, direction: str, stated: Unconditional, note: Note
) -> TimedAccess:
    """Return what conditional tags make of one direction of a way.

    Parameters
    ----------
    direction
        ``:forward`` or ``:backward``.
    stated
        What holds without them.
    note
        Is told of conditions that are not understood.
    """
    base = stated.access if stated.is_driven else Access.CLOSED
    by_access = _access_clauses(tags, profile, direction, stated, note)
    by_oneway = _oneway_clauses(tags, profile, direction, stated.oneway_key, note)
    timed = _folded(base, _combined(by_access, by_oneway, stated))
    if len(timed.condition) > LONGEST_TEXT:
        note("condition_too_long")
        return TimedAccess(timed.access)
    return timed


def _combined(
    by_access: Sequence[Clause], by_oneway: Sequence[Clause], stated: Unconditional
) -> list[Clause]:
    """Return the clauses of both kinds of tag as one list, of which the last that matches wins.

    While a one-way clause lets traffic in, the access is what it is without one-way tags.
    """
    combined = list(by_access) if stated.is_driven else []
    for oneway in by_oneway:
        if oneway.value:
            combined.append(Clause(stated.access, oneway.hours))
            combined += [Clause(clause.value, oneway.hours + clause.hours) for clause in by_access]
        else:
            combined.append(Clause(Access.CLOSED, oneway.hours))
    return combined


def _folded(base: Access, clauses: list[Clause]) -> TimedAccess:
    """Take clauses that always count, such as those on weight, for what holds without a condition."""
    access, rest = base, clauses
    for index, clause in enumerate(clauses):
        if all(hours.text == _ALWAYS for hours in clause.hours):
            access, rest = Access(clause.value), clauses[index + 1 :]
    if all(clause.value == access for clause in rest):
        return TimedAccess(access)
    return TimedAccess(access, Condition(tuple(rest)).text)


def _access_clauses(
    tags: Tags, profile: Profile, direction: str, stated: Unconditional, note: Note
) -> list[Clause]:
    def value_of(word: str) -> int | None:
        return access_of(word, profile.words, silent)

    def general_value_of(word: str) -> int | None:
        access = access_of(word, profile.words, silent)
        return None if access is None else max(access, stated.floor)

    clauses: list[Clause] = []
    for key in _from(profile.keys, stated.access_key):
        reading = general_value_of if key == profile.keys[0] else value_of
        clauses += _clauses(tags, key, direction, reading, profile, note)
    return clauses


def _oneway_clauses(tags: Tags, profile: Profile, direction: str, decided: str, note: Note) -> list[Clause]:
    """Return clauses whose value is 1 where one-way tags let traffic in, else 0."""

    def value_of(word: str) -> int | None:
        driven = ONEWAY.get(word.casefold())
        if driven is None:
            return None
        return int(driven.forward if direction == FORWARD_KEY else driven.backward)

    clauses: list[Clause] = []
    for key in _from(oneway_keys(profile), decided):
        clauses += _clauses(tags, key, "", value_of, profile, note)
    return clauses


def _from(keys: Sequence[str], decided: str) -> Sequence[str]:
    """Return the keys whose conditions count: the one that decided and the narrower ones."""
    if not decided:
        return keys
    return keys[keys.index(decided) :] if decided in keys else ()


def _clauses(
    tags: Tags,
    key: str,
    direction: str,
    value_of: Callable[[str], int | None],
    profile: Profile,
    note: Note,
) -> Iterator[Clause]:
    """Yield the clauses of one key, those of the direction last, so that they win."""
    for name in _names(key, direction):
        value = tags.get(name)
        if not value:
            continue
        text, reasons = canonical_condition(value, value_of, profile.dimensions)
        for reason in reasons:
            note(reason)
        if text:
            yield from Condition.parse(text).clauses


def _names(key: str, direction: str) -> tuple[str, ...]:
    """Return the names of a conditional key; mappers put the direction before the ending or after it."""
    if not direction:
        return (key + CONDITIONAL_KEY,)
    return (
        key + CONDITIONAL_KEY,
        key + BOTH_WAYS_KEY + CONDITIONAL_KEY,
        key + CONDITIONAL_KEY + direction,
        key + direction + CONDITIONAL_KEY,
    )
