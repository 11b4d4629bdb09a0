"""The tables of cases once more, from a map file to the arrays of the network."""

from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import numpy as np
import pytest

from desktop_app.roadnet.conditions import Condition
from desktop_app.roadnet.network import ArcFlag, NodeFact, RoadNetwork
from desktop_app.roadnet.road_rules import Access
from tests.roadnet.sources.map_files import node, osm, read
from tests.roadnet.sources.tagging.case_files import PROFILES, Case, cases

WAYS, NODES = cases("way_cases"), cases("node_cases")
CLOSED = Access.CLOSED.name.lower()
MAIN = '<way id="9000"><nd ref="90001"/><nd ref="90002"/><tag k="highway" v="primary"/></way>'
MAIN_NODES = (node(90001, 42.9, 7.0), node(90002, 42.9, 7.001))
"""A road that every profile drives, so that no map is without one."""


def test_every_way_becomes_the_arcs_of_its_table(tmp_path: Path) -> None:
    network = load(tmp_path, way_items(WAYS))
    found = {str(case): arcs_of(network, number + 1) for number, case in enumerate(WAYS)}
    expected = {str(case): expected_arcs(case) for case in WAYS}
    assert found == expected


@pytest.mark.parametrize("name", PROFILES)
def test_every_barrier_becomes_a_junction_of_its_table(tmp_path: Path, name: str) -> None:
    network = load(tmp_path, barrier_items(NODES))
    access = network.profile(name).junction_access
    place_of = {
        int(network.node_osm_id[at]): place for place, at in enumerate(network.junction_node.tolist())
    }
    barriers = {
        network.node_osm_id[at] for at in np.flatnonzero(network.node_facts & NodeFact.BARRIER).tolist()
    }
    for number, case in enumerate(NODES):
        middle = 3 * number + 2
        if case.expected is None:
            assert middle not in barriers, str(case)
            continue
        assert middle in barriers, str(case)
        expected, _ = case.expected[name]
        read_as = Access(int(access[place_of[middle]])) if middle in place_of else Access.OPEN
        assert read_as.name.lower() == expected, str(case)


def test_hours_arrive_at_the_arcs_of_their_direction(tmp_path: Path) -> None:
    tags = {"highway": "residential", "oneway": "yes", "oneway:conditional": "no @ (Mo-Fr 08:00-18:00)"}
    network = load(tmp_path, way_items([Case("Conditional restrictions", tags, None, ())]))
    car = network.profile("car")
    arcs = np.flatnonzero(network.arc_way == 1)
    hours = {bool(network.arc_flags[arc] & ArcFlag.AGAINST_WAY): car.arc_condition[arc] for arc in arcs}
    closed = {bool(network.arc_flags[arc] & ArcFlag.AGAINST_WAY): car.arc_access[arc] for arc in arcs}
    assert closed == {False: Access.OPEN, True: Access.CLOSED}
    assert hours[False] == 0
    (clause,) = Condition.parse(network.conditions[int(hours[True])]).clauses
    assert clause.value == Access.OPEN


def load(folder: Path, items: list[str]) -> RoadNetwork:
    path = folder / "cases.osm"
    path.write_text(osm(*MAIN_NODES, *items, MAIN), "utf-8")
    return read(path).network


def way_items(table: list[Case]) -> list[str]:
    items = []
    for number, case in enumerate(table):
        first, last = 2 * number + 1, 2 * number + 2
        lat = 43 + number / 1000
        items += [node(first, lat, 7.0), node(last, lat, 7.001)]
        items.append(way(number + 1, (first, last), case.tags))
    return sorted(items, key=lambda item: item.startswith("<way"))


def barrier_items(table: list[Case]) -> list[str]:
    items = []
    for number, case in enumerate(table):
        first, lat = 3 * number + 1, 43 + number / 1000
        items += [node(first, lat, 7.0), node(first + 2, lat, 7.002)]
        items.append(f'<node id="{first + 1}" lat="{lat}" lon="7.001">{tags_of(case.tags)}</node>')
        items.append(way(number + 1, (first, first + 1, first + 2), {"highway": "residential"}))
    return sorted(items, key=lambda item: item.startswith("<way"))


def way(way_id: int, refs: tuple[int, ...], tags: dict[str, str]) -> str:
    nodes = "".join(f'<nd ref="{ref}"/>' for ref in refs)
    return f'<way id="{way_id}">{nodes}{tags_of(tags)}</way>'


def tags_of(tags: dict[str, str]) -> str:
    return "".join(f'<tag k="{escape(key)}" v={quoteattr(value)}/>' for key, value in tags.items())


def arcs_of(network: RoadNetwork, way_id: int) -> dict[str, tuple[str, str]]:
    """Return how each profile drives a way, both directions, as the network's arrays say."""
    arcs = np.flatnonzero(network.arc_way == way_id)
    is_against = (network.arc_flags[arcs] & ArcFlag.AGAINST_WAY) > 0
    forward, backward = arcs[~is_against].tolist(), arcs[is_against].tolist()
    return {name: (word(network, name, forward), word(network, name, backward)) for name in PROFILES}


def word(network: RoadNetwork, name: str, arcs: list[int]) -> str:
    """Return the access of the one arc in a direction; a direction that nobody drives has none."""
    if not arcs:
        return CLOSED
    (arc,) = arcs
    profile = network.profile(name)
    access = Access(int(profile.arc_access[arc]))
    assert bool(profile.arc_kph[arc] > 0) is (access is not Access.CLOSED)
    return access.name.lower()


def expected_arcs(case: Case) -> dict[str, tuple[str, str]]:
    return case.expected or dict.fromkeys(PROFILES, (CLOSED, CLOSED))
