"""The sentence of an alert."""

from collections.abc import Sequence

from desktop_app.dispatch.change import Cause
from desktop_app.dispatch.troubles import Trouble

NAMED_ROUTES = 2
NAMED_CAUSES = 3


def alert_text(kind: str, group: Sequence[Trouble], causes: Sequence[Cause]) -> str:
    """Return one sentence that says which routes, by how much, and why."""
    if kind == "delay":
        return _delay_text(group, causes)
    roads = ", ".join(dict.fromkeys(road_name(cause.street) for cause in causes[:NAMED_CAUSES]))
    reason = next((f" ({cause.text})" for cause in causes if cause.text), "")
    names = _names([trouble.route_name for trouble in group])
    if kind == "closed":
        ending = ", goes round" if all(trouble.has_way for trouble in group) else ""
        return f"{names}: {roads} closed{reason}{ending}"
    if causes and causes[0].what == "map":
        return f"{names}: no way. {group[0].message}".rstrip()
    return f"{names}: no way, {roads} closed{reason}"


def road_name(street: str) -> str:
    """Return a road's name for a sentence."""
    return street or "unnamed road"


def _delay_text(group: Sequence[Trouble], causes: Sequence[Cause]) -> str:
    late = sorted(group, key=lambda trouble: -trouble.delay_ms)
    named = [
        f"{trouble.route_name}: +{_minutes(trouble.delay_ms / 60_000)} min" for trouble in late[:NAMED_ROUTES]
    ]
    if len(late) > NAMED_ROUTES:
        named.append(f"{len(late) - NAMED_ROUTES} more")
    by_road: dict[str, float] = {}
    for cause in causes:
        by_road[cause.street] = by_road.get(cause.street, 0.0) + cause.minutes
    heaviest = sorted(by_road.items(), key=lambda road: -road[1])[:NAMED_CAUSES]
    because = [f"{road_name(street)} +{_minutes(minutes)}" for street, minutes in heaviest]
    reason = next((f" ({cause.text})" for cause in causes if cause.text), "")
    return ", ".join(["; ".join(named), *because]) + reason


def _minutes(minutes: float) -> str:
    return f"{minutes:.0f}" if minutes >= 1 else f"{minutes:.1f}"


def _names(names: Sequence[str]) -> str:
    if len(names) <= NAMED_ROUTES:
        return " and ".join(names)
    return f"{', '.join(names[:NAMED_ROUTES])} and {len(names) - NAMED_ROUTES} more"
