"""What the tags of a turn restriction say, and to which vehicles (wiki: Relation:restriction)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop_app.roadnet.road_rules import Mode
from desktop_app.roadnet.sources.restrictions.old_hours import old_hours
from desktop_app.roadnet.sources.restrictions.reasons import OTHER_VEHICLES, UNKNOWN_EXCEPTION, UNKNOWN_KIND
from desktop_app.roadnet.sources.tagging.conditional import NOT_UNDERSTOOD

TYPE = "restriction"
EVERYONE = Mode(0)
"""Of a sign that names no vehicle."""

KINDS = frozenset(
    {
        "no_left_turn",
        "no_right_turn",
        "no_straight_on",
        "no_u_turn",
        "no_entry",
        "no_exit",
        "only_left_turn",
        "only_right_turn",
        "only_straight_on",
        "only_u_turn",
    }
)
NO_KIND = "none"
"""The value that lifts a restriction."""

_CONDITIONAL = "conditional"
_KIND = re.compile(r"\b(?:no|only)_[a-z_]{1,40}")
_BETWEEN_WORDS = re.compile(r"[;,]")


@dataclass(frozen=True, slots=True)
class Sign:
    """What is said to some vehicles.

    Attributes
    ----------
    modes
        To whom; `EVERYONE` where no vehicle is named.
    kinds
        What counts at all hours, of `KINDS`; None where nothing is said of that, empty where ``none`` is.
    conditional
        What counts at some hours, as in ``no_left_turn @ (Mo-Fr 07:00-09:00)``; else empty.
    """

    modes: Mode
    kinds: frozenset[str] | None
    conditional: str

    @property
    def named_kinds(self) -> frozenset[str]:
        """All kinds of which it says anything but that they never count."""
        return (self.kinds or frozenset()) | (_kind_words(self.conditional) & KINDS)


@dataclass(frozen=True, slots=True)
class Signs:
    """All that a restriction's tags say.

    Attributes
    ----------
    signs
        At most one for the same vehicles.
    except_modes
        Who is free of all of it.
    notes
        Reasons for the import report.
    """

    signs: tuple[Sign, ...]
    except_modes: Mode
    notes: tuple[str, ...]


def read_signs(tags: Mapping[str, str]) -> Signs:
    """Return what the tags of a relation say whose ``type`` is ``restriction`` or ``restriction:VEHICLE``.

    Old tags of hours count for what is said to everyone at all hours.
    """
    reader = _SignReader(tags)
    for key in sorted(tags):
        head, _, rest = key.partition(":")
        if head == TYPE:
            reader.take(rest.split(":") if rest else [], tags[key])
    return reader.signs()


class _SignReader:
    """Gathers the keys that speak to the same vehicles."""

    def __init__(self, tags: Mapping[str, str]) -> None:
        self._vehicle = tags.get("type", "").partition(":")[2]
        self._hours = old_hours(tags)
        self._exceptions = _BETWEEN_WORDS.split(tags.get("except", ""))
        self._kinds: dict[Mode, frozenset[str]] = {}
        self._conditional: dict[Mode, str] = {}
        self._notes: dict[str, None] = {}

    def take(self, suffixes: Sequence[str], value: str) -> None:
        """Take a key that ends with `suffixes` after ``restriction``."""
        is_conditional = bool(suffixes) and suffixes[-1] == _CONDITIONAL
        vehicles = suffixes[:-1] if is_conditional else suffixes
        vehicle = ":".join(vehicles) or ("" if self._vehicle == _CONDITIONAL else self._vehicle)
        modes = mode_of(vehicle) if vehicle else EVERYONE
        if modes is None:
            self._note(OTHER_VEHICLES)
        elif is_conditional:
            self._add_conditional(modes, value)
        else:
            self._take_kinds(modes, value)

    def signs(self) -> Signs:
        """Return what was gathered."""
        except_modes = EVERYONE
        for word in self._exceptions:
            modes = mode_of(word)
            if modes is not None:
                except_modes |= modes
            elif word.strip():
                self._note(UNKNOWN_EXCEPTION)
        modes_named = sorted({*self._kinds, *self._conditional})
        signs = tuple(
            Sign(modes, self._kinds.get(modes), self._conditional.get(modes, "")) for modes in modes_named
        )
        if not signs and not self._notes:
            self._note(UNKNOWN_KIND)
        return Signs(signs, except_modes, tuple(self._notes))

    def _take_kinds(self, modes: Mode, value: str) -> None:
        words = frozenset(word.strip() for word in value.casefold().split(";")) - {"", NO_KIND}
        kinds = words & KINDS
        if words - KINDS or not value.strip():
            self._note(UNKNOWN_KIND)
            if not kinds:
                return
        if self._hours is None:
            self._note(NOT_UNDERSTOOD)
        elif self._hours:
            for kind in sorted(kinds):
                self._add_conditional(modes, f"{kind} @ ({self._hours})")
        else:
            self._kinds[modes] = kinds

    def _add_conditional(self, modes: Mode, value: str) -> None:
        if _kind_words(value) - KINDS or not (_kind_words(value) or NO_KIND in value.casefold()):
            self._note(UNKNOWN_KIND)
        self._conditional[modes] = "; ".join(filter(None, (self._conditional.get(modes), value)))

    def _note(self, reason: str) -> None:
        self._notes[reason] = None


def mode_of(word: str) -> Mode | None:
    """Return the mode that a word of OSM names, None where it names none."""
    return Mode.__members__.get(word.strip().upper())


def _kind_words(text: str) -> frozenset[str]:
    return frozenset(_KIND.findall(text.casefold()))
