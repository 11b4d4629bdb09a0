from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from desktop_app.errors import StorageError
from desktop_app.roadnet.network import ArcFlag, RoadClass, RoadNetwork
from desktop_app.roadnet.sources.generator.palette import Palette, make_palette
from desktop_app.roadnet.sources.generator.plan import CountryPlan, CountryPlanError
from desktop_app.roadnet.sources.generator.writing import write_country
from tests.roadnet.sources.generator.countries import (
    FileContent,
    content_of,
    country_file,
    crossings_without_node,
)
from tests.roadnet.sources.map_files import read

SEED, ARCS = 4, 16_000


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return country_file(tmp_path_factory.mktemp("country"), SEED, ARCS)


@pytest.fixture(scope="module")
def read_map(path: Path) -> tuple[RoadNetwork, dict[str, int]]:
    """Return the network, and what was dropped."""
    found = read(path)
    return found.network, found.report.dropped


@pytest.fixture(scope="module")
def network(read_map: tuple[RoadNetwork, dict[str, int]]) -> RoadNetwork:
    return read_map[0]


@pytest.fixture(scope="module")
def palette() -> Palette:
    return make_palette(np.random.default_rng(11))


@pytest.fixture(scope="module")
def content(path: Path) -> FileContent:
    return content_of(path)


def test_it_has_about_as_many_arcs_as_were_asked_for(network: RoadNetwork) -> None:
    assert abs(network.arc_count / ARCS - 1) < 0.15


def test_nothing_of_it_is_dropped_and_all_of_it_is_joined(
    read_map: tuple[RoadNetwork, dict[str, int]],
) -> None:
    network, dropped = read_map
    assert np.mean(network.junction_component == 0) >= 0.99
    assert set(dropped) <= {"turn_restriction_not_read"}
    assert "invented" in network.facts.attribution


def test_an_arc_has_as_many_segments_as_on_real_maps(network: RoadNetwork) -> None:
    assert 3.0 < network.segment_count / network.arc_count < 4.2


def test_kinds_of_road_are_mixed_as_in_a_country(network: RoadNetwork) -> None:
    share = np.bincount(network.arc_class, minlength=len(RoadClass)) / network.arc_count
    assert 0.5 < share[RoadClass.RESIDENTIAL] < 0.8
    assert 0.05 < share[RoadClass.UNCLASSIFIED] < 0.25
    assert 0.05 < share[RoadClass.TERTIARY] < 0.25
    wanted = ("MOTORWAY", "MOTORWAY_LINK", "PRIMARY", "SECONDARY", "SERVICE")
    assert all(share[RoadClass[name]] > 0 for name in wanted)


def test_bridges_tunnels_one_ways_and_roundabouts_are_there(network: RoadNetwork) -> None:
    for flag in (ArcFlag.BRIDGE, ArcFlag.TUNNEL, ArcFlag.ONE_WAY, ArcFlag.ROUNDABOUT):
        assert np.any(network.arc_flags & flag), flag


def test_ids_stand_in_order(content: FileContent) -> None:
    rank = {"n": 0, "w": 1, "r": 2}
    keys = [(rank[kind], number) for kind, number in content.order]
    assert keys == sorted(set(keys))
    assert all(ref in content.places for refs in content.way_refs.values() for ref in refs)


def test_a_motorway_has_two_carriageways_and_ramps(content: FileContent) -> None:
    motorway = [way for way, tags in content.way_tags.items() if tags.get("highway") == "motorway"]
    assert all(content.way_tags[way]["oneway"] == "yes" for way in motorway)
    assert all(content.way_tags[way]["ref"].startswith("A ") for way in motorway)
    links = {pair for way in motorway for pair in pairwise(content.way_refs[way])}
    assert not links & {(head, tail) for tail, head in links}
    ramps = [way for way, tags in content.way_tags.items() if tags.get("highway") == "motorway_link"]
    on_motorway = {ref for way in motorway for ref in content.way_refs[way]}
    ends = Counter(
        (content.way_refs[way][0] in on_motorway, content.way_refs[way][-1] in on_motorway) for way in ramps
    )
    assert set(ends) == {(True, False), (False, True)}
    assert ends[True, False] == ends[False, True] > 0


def test_restrictions_lead_from_way_over_via_to_way(content: FileContent) -> None:
    kinds = Counter(tags["restriction"] for tags, _ in content.relations)
    assert {"no_left_turn", "no_u_turn", "no_straight_on"} <= set(kinds)
    assert any(kind.startswith("only_") for kind in kinds)
    over_ways = 0
    for tags, members in content.relations:
        assert tags["type"] == "restriction"
        assert [role for _, _, role in members] == ["from", *["via"] * (len(members) - 2), "to"]
        at = _ends(content, members[0])
        over_ways += members[1][0] == "w"
        for member in members[1:]:
            assert at & _ends(content, member)
            at = _ends(content, member)
    assert over_ways


def test_turns_of_restrictions_are_as_they_say(content: FileContent) -> None:
    checked = 0
    for tags, members in content.relations:
        kind = tags["restriction"].split("_")[1]
        if members[1][0] != "n" or kind not in {"left", "right"}:
            continue
        via = members[1][1]
        arrive, leave = (_bearing(content, members[end][1], via) for end in (0, -1))
        turn = (leave - arrive - np.pi) % (2 * np.pi)
        assert (turn < np.pi) == (kind == "left")
        checked += 1
    assert checked >= 5


def test_nodes_say_what_stands_there(content: FileContent) -> None:
    tags = content.node_tags.values()
    highways = Counter(each.get("highway") for each in tags)
    assert highways["traffic_signals"] > 0
    assert highways["motorway_junction"] > 0
    addresses = [each for each in tags if "addr:housenumber" in each]
    streets = {each.get("name") for each in content.way_tags.values()}
    assert len(addresses) > 100
    assert all(each["addr:street"] in streets for each in addresses)
    places = Counter(each.get("place") for each in tags)
    assert places["town"] > 0
    assert places["village"] > 0


def test_roads_cross_only_at_nodes_bridges_and_tunnels(content: FileContent) -> None:
    assert crossings_without_node(content) == []


def test_the_same_plan_gives_the_same_bytes(path: Path, tmp_path: Path) -> None:
    assert country_file(tmp_path, SEED, ARCS).read_bytes() == path.read_bytes()


@settings(
    max_examples=3,
    derandomize=True,
    deadline=None,
    # A smaller failing country is no easier to understand.
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 10**6), arcs=st.integers(5_000, 12_000))
def test_every_seed_gives_a_country(palette: Palette, tmp_path: Path, seed: int, arcs: int) -> None:
    path = country_file(tmp_path, seed, arcs, palette)
    network = read(path).network
    assert abs(network.arc_count / arcs - 1) < 0.15
    assert np.mean(network.junction_component == 0) >= 0.98
    assert crossings_without_node(content_of(path)) == []


@pytest.mark.parametrize(("seed", "arcs"), [(1, 100), (1, 10**9), (-1, 10_000)])
def test_a_plan_that_cannot_be_is_refused_in_words(seed: int, arcs: int) -> None:
    with pytest.raises(CountryPlanError, match=r"ask for|give 0"):
        CountryPlan(seed, arcs)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
def test_a_full_disk_is_said_and_leaves_nothing(palette: Palette, tmp_path: Path) -> None:
    path = tmp_path / "land.osm.pbf"
    (tmp_path / "part.land.osm.pbf").symlink_to("/dev/full")
    with pytest.raises(StorageError, match="cannot be written"):
        write_country(path, CountryPlan(seed=1, arcs=3000), lambda _progress: None, palette)
    assert list(tmp_path.iterdir()) == []


def _ends(content: FileContent, member: tuple[str, int, str]) -> set[int]:
    kind, ref, _ = member
    return {ref} if kind == "n" else {content.way_refs[ref][0], content.way_refs[ref][-1]}


def _bearing(content: FileContent, way: int, via: int) -> float:
    """Return in which direction a way leads away from its end."""
    refs = content.way_refs[way]
    near = refs if refs[0] == via else refs[::-1]
    start, end = (np.array(content.places[ref]) for ref in near[:2])
    east, north = (end - start) * np.array([np.cos(np.deg2rad(48.0)), 1.0])
    return float(np.arctan2(north, east))
