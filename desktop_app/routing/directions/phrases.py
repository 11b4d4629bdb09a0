"""The sentences of directions, in English, as message ids with named placeholders.

For each kind of step the sentences stand from the fullest to the plainest: the first that can be filled is
said. A catalogue of another language translates each sentence and each word here; gettext's form is kept.
"""

from collections.abc import Mapping

DIRECTIONS: Mapping[str, str] = {
    "left": "left",
    "slight left": "slightly left",
    "sharp left": "sharply left",
    "right": "right",
    "slight right": "slightly right",
    "sharp right": "sharply right",
}
"""``{direction}`` by modifier."""

HANDS: Mapping[str, str] = {"left": "left", "right": "right"}
"""``{hand}`` by the side of a modifier."""

SIDES: Mapping[str, str] = {"left": "on the left", "right": "on the right"}
"""``{side}`` by the side of a modifier."""

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
"""``{ordinal}`` of an exit, from 1."""

_TURN = ("Turn {direction} into {street}", "Turn {direction}")
_ON = ("Go straight on into {street}", "Go straight on")
_U_TURN = ("Make a U-turn into {street}", "Make a U-turn")
_RAMP = (
    "Take the ramp {side} towards {destination}",
    "Take the ramp {side} onto {street}",
    "Take the ramp {side}",
    "Take the ramp towards {destination}",
    "Take the ramp onto {street}",
    "Take the ramp",
)

PHRASES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("depart", ""): ("Start on {street}", "Start"),
    ("arrive", ""): ("Arrive at your destination, {side}", "Arrive at your destination"),
    ("arrive via", ""): ("Arrive at via point {stop}, {side}", "Arrive at via point {stop}"),
    ("turn", ""): _TURN,
    ("turn", "straight"): _ON,
    ("turn", "uturn"): _U_TURN,
    ("new name", ""): ("Continue {direction} into {street}", "Continue {direction}"),
    ("new name", "straight"): ("Continue into {street}", "Continue straight on"),
    ("new name", "uturn"): _U_TURN,
    ("continue", ""): ("Turn {direction} to stay on {street}", "Turn {direction}"),
    ("continue", "straight"): ("Go straight on along {street}", "Go straight on"),
    ("continue", "uturn"): ("Make a U-turn and stay on {street}", "Make a U-turn"),
    ("end of road", ""): (
        "At the end of the road turn {direction} into {street}",
        "At the end of the road turn {direction}",
    ),
    ("end of road", "straight"): _ON,
    ("merge", ""): (
        "Merge {hand} onto {street} towards {destination}",
        "Merge {hand} onto {street}",
        "Merge {hand} towards {destination}",
        "Merge {hand}",
    ),
    ("merge", "straight"): ("Merge onto {street}", "Merge towards {destination}", "Merge"),
    ("on ramp", ""): _RAMP,
    ("off ramp", ""): (
        "Take exit {exit_ref} {side} towards {destination}",
        "Take exit {exit_ref} {side} onto {street}",
        "Take exit {exit_ref} {side}",
        "Take exit {exit_ref} towards {destination}",
        "Take exit {exit_ref}",
        *_RAMP,
    ),
    ("fork", ""): (
        "Keep {hand} at the fork onto {street} towards {destination}",
        "Keep {hand} at the fork towards {destination}",
        "Keep {hand} at the fork onto {street}",
        "Keep {hand} at the fork",
    ),
    ("fork", "straight"): (
        "Keep straight on at the fork towards {destination}",
        "Keep straight on at the fork onto {street}",
        "Keep straight on at the fork",
    ),
    ("roundabout", ""): (
        "At the roundabout take the {ordinal} exit into {street} towards {destination}",
        "At the roundabout take the {ordinal} exit into {street}",
        "At the roundabout take the {ordinal} exit towards {destination}",
        "At the roundabout take the {ordinal} exit",
        "At the roundabout take exit {exit} into {street}",
        "At the roundabout take exit {exit}",
        "Enter the roundabout",
    ),
    ("rotary", ""): (
        "At {rotary} take the {ordinal} exit into {street} towards {destination}",
        "At {rotary} take the {ordinal} exit into {street}",
        "At {rotary} take the {ordinal} exit towards {destination}",
        "At {rotary} take the {ordinal} exit",
        "At {rotary} take exit {exit} into {street}",
        "At {rotary} take exit {exit}",
        "Enter {rotary}",
        "Enter the roundabout",
    ),
    ("exit roundabout", ""): (
        "Leave the roundabout into {street} towards {destination}",
        "Leave the roundabout into {street}",
        "Leave the roundabout towards {destination}",
        "Leave the roundabout",
    ),
    ("notification", ""): ("Continue onto {street}", "Continue"),
    ("take ferry", ""): ("Take the ferry {street}", "Take the ferry"),
}
"""The sentences by type of step and modifier; those under the empty modifier serve all others."""
