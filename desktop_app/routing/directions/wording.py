"""What a step says: one sentence, in English or in the language of a catalogue."""

from collections.abc import Callable
from dataclasses import dataclass
from string import Formatter

from desktop_app.routing.directions.phrases import DIRECTIONS, HANDS, ORDINALS, PHRASES, SIDES

Translate = Callable[[str], str]
"""Gives a message in another language, as ``gettext.gettext`` does."""

_MOST_DESTINATIONS = 3
_FORMATTER = Formatter()


@dataclass(frozen=True, slots=True)
class Saying:
    """What there is to say of a step; what is empty is not said.

    Attributes
    ----------
    type, modifier
        In the words of OSRM's route API.
    street
        Name of the road behind it, else its number.
    ref
        Number of that road.
    destination
        What signs say, parted by semicolons as in OSM.
    exit
        The number of a roundabout's exit.
    exit_ref
        The number of a motorway's exit.
    rotary
        A roundabout's own name.
    via
        Which via point is arrived at, from 1; 0 for the destination.
    ferry
        The way goes on by ferry.
    """

    type: str
    modifier: str | None = None
    street: str = ""
    ref: str = ""
    destination: str = ""
    exit: int | None = None
    exit_ref: str = ""
    rotary: str = ""
    via: int = 0
    ferry: bool = False


def in_english(message: str) -> str:
    """Return a message as it stands."""
    return message


def step_text(saying: Saying, translate: Translate = in_english) -> str:
    """Return the sentence for a step, without a full stop.

    Parameters
    ----------
    translate
        Gives a sentence or word of `phrases` in the language wanted.
    """
    words = {name: word for name, word in _words(saying, translate).items() if word}
    sentence = next(phrase for phrase in _phrases(saying) if _placeholders(phrase) <= words.keys())
    return translate(sentence).format_map(words)


def _phrases(saying: Saying) -> tuple[str, ...]:
    """Return the sentences that may be said of a step; the last has no placeholders that may be missing."""
    kind = saying.type
    if kind == "arrive" and saying.via:
        kind = "arrive via"
    if kind == "notification" and saying.ferry:
        kind = "take ferry"
    modifier = saying.modifier or "straight"
    found = PHRASES.get((kind, modifier)) or PHRASES.get((kind, "")) or PHRASES["notification", ""]
    return (*found, *PHRASES["notification", ""])


def _words(saying: Saying, translate: Translate) -> dict[str, str]:
    """Return what may stand in the place of each placeholder; the empty text where there is nothing."""
    modifier = saying.modifier or ""
    hand = modifier.rpartition(" ")[2]
    exit_number = saying.exit or 0
    return {
        "direction": _translated(DIRECTIONS.get(modifier, ""), translate),
        "hand": _translated(HANDS.get(hand, ""), translate),
        "side": _translated(SIDES.get(hand, ""), translate),
        "ordinal": _translated(ORDINALS[exit_number - 1], translate)
        if 0 < exit_number <= len(ORDINALS)
        else "",
        "exit": str(exit_number or ""),
        "street": _street(saying),
        "destination": ", ".join(_listed(saying.destination)[:_MOST_DESTINATIONS]),
        "exit_ref": saying.exit_ref,
        "rotary": saying.rotary,
        "stop": str(saying.via or ""),
    }


def _translated(word: str, translate: Translate) -> str:
    # gettext answers the empty message with its catalogue's header.
    return translate(word) if word else ""


def _street(saying: Saying) -> str:
    """Return the street with its number, where it has both."""
    street, ref = ", ".join(_listed(saying.street)), ", ".join(_listed(saying.ref))
    return f"{street} ({ref})" if street and ref and street != ref else street


def _listed(text: str) -> list[str]:
    """Return the parts of a value that semicolons part, as they do in OSM."""
    return [part.strip() for part in text.split(";") if part.strip()]


def _placeholders(phrase: str) -> set[str]:
    return {name for _, name, _, _ in _FORMATTER.parse(phrase) if name}
