"""One order of texts, conditions and limits, in which every arc still says what it said."""

from dataclasses import replace

import numpy as np

from desktop_app.roadnet.canonical import canonical
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.road_rules import LimitKind, Limits, TurnBans
from desktop_app.roadnet.texts import TextTable
from tests.networks import grid

WEEKDAYS, SATURDAY = "2 @ (Mo-Fr)", "1 @ (Sa)"


def ruled(texts: TextTable, conditions: TextTable, limit_order: list[int]) -> RoadNetwork:
    """A grid with exits, hours, a ban and limits, numbered as these tables have them."""
    plain = grid(3, 2)
    names, numbers = list(texts), list(conditions)
    car = replace(plain.profiles[0], arc_condition=np.zeros(plain.arc_count, np.int32))
    car.arc_condition[3] = numbers.index(WEEKDAYS)
    destination = np.full(plain.arc_count, names.index("Harbour"), np.int32)
    destination[1] = names.index("Bridge")
    return replace(
        plain,
        arc_name=np.array([names.index(plain.texts[name]) for name in plain.arc_name.tolist()], np.int32),
        arc_destination=destination,
        junction_ref=np.full(plain.junction_count, names.index("12a"), np.int32),
        texts=texts,
        conditions=conditions,
        turn_bans=TurnBans(
            first=np.array([0, 2], np.int32),
            arcs=np.array([0, 2], np.int32),
            condition=np.array([numbers.index(SATURDAY)], np.int32),
            only_modes=np.zeros(1, np.uint32),
            except_modes=np.zeros(1, np.uint32),
            mandatory=np.zeros(1, np.bool_),
            relation=np.zeros(1, np.int64),
        ),
        limits=replace(
            Limits.none(),
            arc=np.array([1, 4], np.int32)[limit_order],
            arc_kind=np.array([LimitKind.HEIGHT_M, LimitKind.WEIGHT_T], np.uint8)[limit_order],
            arc_value=np.array([3.8, 7.5], np.float32)[limit_order],
        ),
        profiles=(car,),
    )


def words(network: RoadNetwork) -> list[object]:
    """Return what the network says of its arcs and junctions, whatever the numbers."""
    texts, hours, limits = network.texts, network.conditions, network.limits
    columns = (network.arc_name, network.arc_destination, network.junction_ref)
    return [
        *([texts[number] for number in column.tolist()] for column in columns),
        [hours[number] for number in network.profiles[0].arc_condition.tolist()],
        [hours[number] for number in network.turn_bans.condition.tolist()],
        sorted(zip(limits.arc.tolist(), limits.arc_kind.tolist(), limits.arc_value.tolist(), strict=True)),
    ]


def one_and_other() -> tuple[RoadNetwork, RoadNetwork]:
    """Return one network twice, numbered in two ways; the other has texts that nothing uses."""
    names = [text for text in grid(3, 2).texts if text]
    one = ruled(
        TextTable.of(["", *names, "Bridge", "Harbour", "12a"]), TextTable.of(["", WEEKDAYS, SATURDAY]), [0, 1]
    )
    other = ruled(
        TextTable.of(["", "12a", "Nowhere", *reversed(names), "Harbour", "Bridge"]),
        TextTable.of(["", "0 @ (Su)", SATURDAY, WEEKDAYS]),
        [1, 0],
    )
    return one, other


def test_everything_says_what_it_said() -> None:
    for network in one_and_other():
        assert words(canonical(network)) == words(network)


def test_texts_stand_in_the_order_of_their_first_use() -> None:
    network = canonical(one_and_other()[1])
    used = [*network.arc_name.tolist(), *network.arc_destination.tolist(), *network.junction_ref.tolist()]
    assert list(dict.fromkeys([0, *used])) == list(range(len(network.texts)))


def test_however_it_was_numbered_the_numbers_are_the_same() -> None:
    one, other = map(canonical, one_and_other())
    assert list(one.texts) == list(other.texts)
    assert "Nowhere" not in list(other.texts)
    assert list(one.conditions) == list(other.conditions) == ["", WEEKDAYS, SATURDAY]
    np.testing.assert_array_equal(one.arc_name, other.arc_name)
    np.testing.assert_array_equal(one.limits.arc, other.limits.arc)
    np.testing.assert_array_equal(one.limits.arc_value, other.limits.arc_value)
