"""What stands at a node: signals, stops, crossings, traffic calming (wiki: Key:highway, nodes).

Only that it stands there is said; what it costs those who drive is the engine's business.
"""

from collections.abc import Mapping

from desktop_app.roadnet.network import NodeFact
from desktop_app.roadnet.sources.tagging.barriers import has_barrier
from desktop_app.roadnet.sources.tagging.tags import Tags

_NOTHING = NodeFact(0)
_BY_HIGHWAY: Mapping[str, NodeFact] = {
    "crossing": NodeFact.CROSSING,
    "give_way": NodeFact.GIVE_WAY,
    "mini_roundabout": NodeFact.MINI_ROUNDABOUT,
    "motorway_junction": NodeFact.EXIT,
    "stop": NodeFact.STOP,
    "traffic_signals": NodeFact.SIGNALS,
    "turning_circle": NodeFact.TURNING_CIRCLE,
    "turning_loop": NodeFact.TURNING_CIRCLE,
}
_DIRECTED = NodeFact.SIGNALS | NodeFact.STOP | NodeFact.GIVE_WAY
_DIRECTION_KEYS = ("traffic_signals:direction", "direction")
_BY_DIRECTION: Mapping[str, NodeFact] = {
    "forward": NodeFact.FORWARD_ONLY,
    "backward": NodeFact.BACKWARD_ONLY,
}

_NOT = frozenset({"", "no", "none"})
_SELDOM_RED = frozenset({"blinker", "emergency"})
"""Values of ``traffic_signals`` for lights that stop nobody on most days."""

_NO_CALMING = _NOT | {"island", "painted_island"}
"""Values of ``traffic_calming`` for what nobody slows down for."""

_SIGNALS_FOR_WALKERS = "traffic_signals"


def node_facts(tags: Tags) -> NodeFact:
    """Return the facts that a node's tags say, with the direction for which signals and signs count."""
    facts = _of_highway(tags) | _of_crossing(tags)
    if tags.get("traffic_calming", "") not in _NO_CALMING:
        facts |= NodeFact.CALMING
    if tags.get("railway") == "level_crossing":
        facts |= NodeFact.LEVEL_CROSSING
    if tags.get("barrier") == "toll_booth":
        facts |= NodeFact.TOLL_BOOTH
    if has_barrier(tags):
        facts |= NodeFact.BARRIER
    return facts | _direction(tags) if facts & _DIRECTED else facts


def _of_highway(tags: Tags) -> NodeFact:
    facts = _NOTHING
    for part in tags.get("highway", "").split(";"):
        facts |= _BY_HIGHWAY.get(part.strip(), _NOTHING)
    if tags.get("traffic_signals") in _SELDOM_RED:
        facts &= ~NodeFact.SIGNALS
    return facts


def _of_crossing(tags: Tags) -> NodeFact:
    """Return the facts of a place where people walk across, with lights or without."""
    kind = tags.get("crossing", "")
    facts = NodeFact.CROSSING if kind not in _NOT else _NOTHING
    if kind == _SIGNALS_FOR_WALKERS or tags.get("crossing:signals") == "yes":
        facts |= NodeFact.CROSSING | NodeFact.SIGNALS
    return facts


def _direction(tags: Tags) -> NodeFact:
    for key in _DIRECTION_KEYS:
        if key in tags:
            return _BY_DIRECTION.get(tags[key], _NOTHING)
    return _NOTHING
