"""Turn restrictions for cars, by the text of OSM's wiki (Relation:restriction).

Relations that break its rules, or can be read in several ways, are no signs; nor are those that have hours.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.legality.car_law import Passage, passage
from tests.legality.raw_map import RawMap, RawRestriction

_SAID_TO_CARS = ("restriction:motorcar", "restriction:motor_vehicle", "restriction:vehicle", "restriction")
_KINDS = frozenset(
    {
        *("no_left_turn", "no_right_turn", "no_straight_on", "no_u_turn", "no_entry", "no_exit"),
        *("only_left_turn", "only_right_turn", "only_straight_on", "only_u_turn"),
    }
)


@dataclass(frozen=True)
class TurnSign:
    """What one sign says to those who come along a way.

    Attributes
    ----------
    at
        The node where `from_way` ends and the turn, or the first via way, begins.
    via_ways
        Empty where the turn is over the node alone.
    is_command
        ``only_*``.
    """

    relation: int
    is_command: bool
    from_way: int
    at: int
    via_ways: frozenset[int]
    to_way: int


def turn_signs(raw: RawMap) -> Iterator[TurnSign]:
    """Yield the signs of a map that bind cars."""
    for restriction in raw.restrictions:
        for kind in _kinds_for_cars(restriction):
            yield from _signs(raw, restriction, kind)


def _kinds_for_cars(restriction: RawRestriction) -> list[str]:
    tags = restriction.tags
    freed = {word.strip() for word in tags.get("except", "").replace(",", ";").split(";")}
    if freed & {"motorcar", "motor_vehicle", "vehicle"} or any(
        key.startswith(("day_", "hour_")) for key in tags
    ):
        return []
    if any(key.startswith("restriction") and key.endswith(":conditional") for key in tags):
        return []
    if tags["type"] not in {"restriction", *_SAID_TO_CARS}:
        return []
    said = next((tags[key] for key in _SAID_TO_CARS if key in tags), "")
    return [word.strip() for word in said.split(";") if word.strip() in _KINDS]


def _signs(raw: RawMap, restriction: RawRestriction, kind: str) -> Iterator[TurnSign]:
    starts, ends = restriction.ids("from", "w"), restriction.ids("to", "w")
    via_nodes, via_ways = restriction.ids("via", "n"), restriction.ids("via", "w")
    is_counted_right = (
        bool(starts and ends)
        and (len(starts) == 1 or kind == "no_entry")
        and (len(ends) == 1 or kind == "no_exit")
        and (len(via_nodes) == 1) != bool(via_ways)
        and len(via_nodes) < 2
    )
    of_right_types = all(
        type_ == "w" or (role, type_) == ("via", "n")
        for role, type_, _ in restriction.members
        if role in {"from", "via", "to"}
    )
    if not is_counted_right or not of_right_types:
        return
    for start in starts:
        for end in ends:
            if all(way in raw.ways for way in (start, end, *via_ways)):
                turns_back = start == end and kind.endswith("u_turn")
                at = _meeting(raw, (start, end), via_nodes, via_ways, turns_back=turns_back)
                sign = TurnSign(restriction.relation, "only" in kind, start, at, frozenset(via_ways), end)
                if at >= 0 and not (sign.is_command and not _can_be_obeyed(raw, sign)):
                    yield sign


def _meeting(
    raw: RawMap, ways: tuple[int, int], via_nodes: list[int], via_ways: list[int], *, turns_back: bool
) -> int:
    """Return the node at which a sign begins to count, -1 where that is not clear."""
    start, end = ways
    if via_nodes:
        (node,) = via_nodes
        if turns_back:
            return node if node in raw.ways[start].nodes else -1
        is_clear = start != end and _arrives_once(raw, start, node) and _leaves_once(raw, end, node)
        return node if is_clear else -1
    over = {node for way in via_ways for node in raw.ways[way].nodes}
    entries = [node for node in dict.fromkeys(raw.ways[start].nodes) if node in over]
    exits = [node for node in dict.fromkeys(raw.ways[end].nodes) if node in over]
    if len(entries) != 1 or len(exits) != 1 or entries == exits:
        return -1
    is_clear = _arrives_once(raw, start, entries[0]) and _leaves_once(raw, end, exits[0])
    return entries[0] if is_clear else -1


def _arrives_once(raw: RawMap, way: int, node: int) -> bool:
    """Say whether there is just one step of a way by which a car can come to a node."""
    return sum(head == node for _, head in legal_steps(raw, way)) == 1


def _leaves_once(raw: RawMap, way: int, node: int) -> bool:
    return sum(tail == node for tail, _ in legal_steps(raw, way)) == 1


def _can_be_obeyed(raw: RawMap, sign: TurnSign) -> bool:
    """Say whether a car can drive from the sign over the via ways onto the last way."""
    steps = [step for way in sign.via_ways for step in legal_steps(raw, way)]
    reached, grows = {sign.at}, True
    while grows:
        more = {head for tail, head in steps if tail in reached} - reached
        reached |= more
        grows = bool(more)
    return any(tail in reached for tail, _ in legal_steps(raw, sign.to_way))


def legal_steps(raw: RawMap, way: int) -> Iterator[tuple[int, int]]:
    """Yield the steps from node to node that a car may drive along a way."""
    for forward in (True, False):
        if passage(raw.ways[way].tags, forward=forward) < Passage.CLOSED:
            for tail, head in raw.ways[way].steps:
                yield (tail, head) if forward else (head, tail)
