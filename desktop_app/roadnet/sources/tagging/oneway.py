"""In which directions a way is driven (wiki: Key:oneway)."""

from dataclasses import dataclass

from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.profile import Profile
from desktop_app.roadnet.sources.tagging.notes import Note
from desktop_app.roadnet.sources.tagging.tags import Tags


@dataclass(frozen=True, slots=True)
class Directions:
    """Whether a way is driven with and against its node order."""

    forward: bool
    backward: bool


FORWARD, BACKWARD = Directions(forward=True, backward=False), Directions(forward=False, backward=True)
BOTH, NEITHER = Directions(forward=True, backward=True), Directions(forward=False, backward=False)

ALTERNATING = "alternating"

ONEWAY = {
    "yes": FORWARD,
    "true": FORWARD,
    "1": FORWARD,
    "-1": BACKWARD,
    "reverse": BACKWARD,
    "no": BOTH,
    "false": BOTH,
    "0": BOTH,
    # Traffic takes turns on one lane: both ways can be driven.
    ALTERNATING: BOTH,
    # The direction changes with the hour, and only a condition can say when.
    "reversible": NEITHER,
}
_REPORTED = frozenset({ALTERNATING, "reversible"})
_ROUNDABOUTS = frozenset({"roundabout", "circular"})


def is_roundabout(tags: Tags) -> bool:
    """Say whether a way is part of a roundabout."""
    return tags.get("junction") in _ROUNDABOUTS


@dataclass(frozen=True, slots=True)
class StatedOneway:
    """The directions, and the key that decided them; empty where none did."""

    directions: Directions
    key: str


_IMPLIED, _TWO_WAY = StatedOneway(FORWARD, ""), StatedOneway(BOTH, "")


def implied_oneway(tags: Tags, road_class: RoadClass) -> StatedOneway:
    """Return the directions of a way without one-way tags.

    Motorways and roundabouts are one-way; links of motorways are not, since some of them are driven
    both ways and mappers tag the others.
    """
    return _IMPLIED if road_class is RoadClass.MOTORWAY or is_roundabout(tags) else _TWO_WAY


def oneway_keys(profile: Profile) -> tuple[str, ...]:
    """Return the one-way keys that bind a profile, from the general to the narrow."""
    return "oneway", *(f"oneway:{key}" for key in profile.keys[1:])


def stated_oneway(tags: Tags, road_class: RoadClass, profile: Profile, note: Note) -> StatedOneway:
    """Return the directions in which one-way tags let a profile drive.

    The narrowest key (``oneway:motorcar``) counts. Of several values (``yes; no``) the first known one
    counts; an unknown value counts as no tag at all.
    """
    for key in profile.opening_keys:
        if _said(tags, f"oneway:{key}", note) == BOTH:
            return StatedOneway(BOTH, f"oneway:{key}")
    for key in reversed(oneway_keys(profile)):
        said = _said(tags, key, note)
        if said is not None:
            return StatedOneway(said, key)
    return implied_oneway(tags, road_class)


def _said(tags: Tags, key: str, note: Note) -> Directions | None:
    value = tags.get(key)
    if not value:
        return None
    parts = [part.strip() for part in value.casefold().split(";")]
    known = next((part for part in parts if part in ONEWAY), None)
    if known is None:
        note("oneway_unknown")
        return None
    if len(parts) > 1:
        note("oneway_several_values")
    if known in _REPORTED:
        note(f"oneway_{known}")
    return ONEWAY[known]
