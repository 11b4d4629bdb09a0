"""Which way a turn goes, in the words of OSRM's route API.

The limits between them are those of OSRM (Project OSRM, ``getTurnDirection``).
"""

STRAIGHT, U_TURN = "straight", "uturn"

_STRAIGHT_DEG, _SLIGHT_DEG, _PLAIN_DEG, _SHARP_DEG = 20.0, 40.0, 120.0, 179.0


def modifier_of(deviation_deg: float) -> str:
    """Return the word for a turn by so many degrees from straight on, to the right positive."""
    size, side = abs(deviation_deg), _side(deviation_deg)
    if size <= _STRAIGHT_DEG:
        return STRAIGHT
    if size <= _SLIGHT_DEG:
        return f"slight {side}"
    if size <= _PLAIN_DEG:
        return side
    return f"sharp {side}" if size < _SHARP_DEG else U_TURN


def aside(deviation_deg: float) -> str:
    """Return the word for a turn beside a road that goes straight on: never straight itself."""
    word = modifier_of(deviation_deg)
    return f"slight {_side(deviation_deg)}" if word == STRAIGHT else word


def slight(deviation_deg: float) -> str:
    """Return the side to keep to."""
    return f"slight {_side(deviation_deg)}"


def told_apart(deviation_deg: float, rivals_deg: list[float]) -> str:
    """Return the word for a turn: slight for the first of several that would get one plain word."""
    word = modifier_of(deviation_deg)
    alike = [rival for rival in rivals_deg if modifier_of(rival) == word]
    if word not in {"left", "right"} or not alike:
        return word
    is_nearest_to_straight = abs(deviation_deg) < min(abs(rival) for rival in alike)
    return f"slight {word}" if is_nearest_to_straight else word


def _side(deviation_deg: float) -> str:
    return "right" if deviation_deg > 0 else "left"
