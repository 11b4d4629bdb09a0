"""From what a turn restriction says to rules: which kind of ban, for whom, at what hours."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from operator import or_

from desktop_app.roadnet.conditions import Condition
from desktop_app.roadnet.profile import Profile
from desktop_app.roadnet.road_rules import LimitKind, Mode
from desktop_app.roadnet.sources.restrictions.signs import EVERYONE, KINDS, NO_KIND, Sign, Signs, read_signs
from desktop_app.roadnet.sources.tagging.conditional import canonical_condition

_ALWAYS = "1 @ (24/7)"
_BROADER: Mapping[Mode, Mode] = {
    Mode.VEHICLE: EVERYONE,
    Mode.MOTOR_VEHICLE: Mode.VEHICLE,
    Mode.BICYCLE: Mode.VEHICLE,
    Mode.BUS: Mode.PSV,
    Mode.TAXI: Mode.PSV,
    Mode.TOURIST_BUS: Mode.BUS,
}
"""To whom else a sign speaks that speaks to these; to motor vehicles where nothing is said here."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One ban or command of a restriction.

    Attributes
    ----------
    kind
        As in OSM, such as ``no_left_turn``.
    only_modes, except_modes
        As in `TurnBans`.
    condition
        Text for `Condition`, whose value is 1 where the rule counts; empty for always.
    """

    kind: str
    only_modes: Mode
    except_modes: Mode
    condition: str

    @property
    def is_mandatory(self) -> bool:
        """Whether all other turns are banned."""
        return self.kind.startswith("only_")

    @property
    def is_u_turn(self) -> bool:
        """Whether it is about turning round."""
        return self.kind.endswith("u_turn")


@dataclass(frozen=True, slots=True)
class RestrictionRules:
    """What the tags of a restriction come to, and reasons for the import report."""

    rules: tuple[Rule, ...]
    notes: tuple[str, ...]


def read_rules(tags: Mapping[str, str], profiles: Sequence[Profile]) -> RestrictionRules:
    """Return the rules that a restriction's tags make.

    What is said to narrower kinds of vehicles overrides, for them, what is said to broader ones;
    what counts at some hours overrides what counts at all.

    Parameters
    ----------
    profiles
        For each, clauses on weight, length and the like are decided by its dimensions, and it is free of
        the kinds that it ignores; both as far as it has a mode that the others have not.
    """
    signs = read_signs(tags)
    reader = _RuleReader(signs, profiles)
    rules = tuple(rule for sign in signs.signs for rule in reader.rules(sign))
    return RestrictionRules(rules, tuple(dict.fromkeys((*signs.notes, *reader.notes))))


class _RuleReader:
    """Makes rules of the signs of one restriction."""

    def __init__(self, signs: Signs, profiles: Sequence[Profile]) -> None:
        self._sign_of = {sign.modes: sign for sign in signs.signs}
        self._except_modes = signs.except_modes
        self._profiles = profiles
        self.notes: dict[str, None] = {}

    def rules(self, sign: Sign) -> Iterator[Rule]:
        """Yield the rules for those to whom `sign` speaks and no narrower sign does."""
        said = [self._sign_of[modes] for modes in _from_broadest(sign.modes) if modes in self._sign_of]
        narrower = [
            modes for modes in self._sign_of if modes != sign.modes and sign.modes in _from_broadest(modes)
        ]
        for kind in sorted({kind for each in said for kind in each.named_kinds}):
            ignoring = [profile for profile in self._profiles if kind in profile.ignored_restrictions]
            except_modes = reduce(or_, narrower, self._except_modes | self._modes_of_none_but(ignoring))
            for only_modes, condition in self._hours(kind, sign.modes, said):
                yield Rule(kind, only_modes, except_modes, condition)

    def _hours(self, kind: str, modes: Mode, said: Sequence[Sign]) -> Iterator[tuple[Mode, str]]:
        """Yield for whom a kind counts, and when; profiles differ only where vehicles are measured."""
        bound = [profile for profile in self._profiles if not modes or profile.modes & modes]
        readings = [_condition(kind, said, profile.dimensions) for profile in bound]
        readings = readings or [_condition(kind, said, {})]
        self._note_what_nobody_understands([notes for _, notes in readings])
        agreeing: dict[str | None, list[Profile]] = {condition: [] for condition, _ in readings}
        for profile, (condition, _) in zip(bound, readings, strict=False):
            agreeing[condition].append(profile)
        for condition, profiles in agreeing.items():
            # Where all agree, those whom no profile knows are bound, too.
            only_modes = modes if len(agreeing) == 1 else self._modes_of_none_but(profiles)
            if condition is not None and (only_modes or len(agreeing) == 1):
                yield only_modes, condition

    def _modes_of_none_but(self, profiles: Sequence[Profile]) -> Mode:
        """Return the modes by which some profiles can be told from all others."""
        others = (profile.modes for profile in self._profiles if profile not in profiles)
        return reduce(or_, (profile.modes for profile in profiles), EVERYONE) & ~reduce(or_, others, EVERYONE)

    def _note_what_nobody_understands(self, notes: Sequence[Sequence[str]]) -> None:
        self.notes.update(dict.fromkeys(note for note in notes[0] if all(note in each for each in notes)))


def _condition(
    kind: str, said: Sequence[Sign], dimensions: Mapping[LimitKind, float]
) -> tuple[str | None, tuple[str, ...]]:
    """Return when a kind counts by signs from the broadest to the narrowest, None for never; and notes."""
    clauses: list[str] = []
    notes: tuple[str, ...] = ()
    for sign in said:
        if sign.kinds is not None:
            clauses = [_ALWAYS] if kind in sign.kinds else []
        if sign.conditional:
            text, more = canonical_condition(sign.conditional, partial(_value_of, kind), dimensions)
            clauses += [text] if text else []
            notes += more
    if clauses == [_ALWAYS]:
        return "", notes
    text = "; ".join(clauses)
    counts = text and any(clause.value for clause in Condition.parse(text).clauses)
    return (text if counts else None), notes


def _value_of(kind: str, word: str) -> int | None:
    """Return whether a clause's word says that a kind counts, None where it says nothing known."""
    words = {part.strip() for part in word.casefold().split(";")}
    return int(kind in words) if words <= {*KINDS, NO_KIND} else None


def _from_broadest(modes: Mode) -> list[Mode]:
    """Return to whom signs speak that speak to `modes`, everyone first and `modes` last."""
    chain = [modes]
    while chain[-1]:
        chain.append(_BROADER.get(chain[-1], Mode.MOTOR_VEHICLE))
    return chain[::-1]
