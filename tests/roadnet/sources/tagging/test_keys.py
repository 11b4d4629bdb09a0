"""Which tags matter: without the others a way reads the same."""

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.roadnet.sources.tagging.country import CountryRules
from desktop_app.roadnet.sources.tagging.keys import NODE_KEYS, WAY_KEYS, is_rule_key
from desktop_app.roadnet.sources.tagging.nodes import read_node
from desktop_app.roadnet.sources.tagging.ways import read_way
from tests.roadnet.sources.tagging.case_files import cases
from tests.roadnet.sources.tagging.readers import PROFILES

KEYS = sorted(
    {key for case in cases("way_cases") for key in case.tags}
    | {"name", "ref", "source", "note", "lit", "access:conditional", "oneway:conditional", "maxspeed:forward"}
    | {"motor_vehicle:conditional:forward", "hgv:backward:conditional", "maxheight", "maxweight:hgv", "layer"}
    | {"surface", "smoothness", "lanes", "lanes:forward", "lanes:both_ways", "bridge", "tunnel", "toll:hgv"}
    | {
        "maxspeed",
        "maxspeed:type",
        "maxspeed:hgv",
        "source:maxspeed",
        "zone:traffic",
        "maxaxleload",
        "hazmat",
    }
)
VALUES = sorted(
    {value for case in cases("way_cases") for value in case.tags.values()}
    | {"no @ (08:00-10:00)", "-1 @ (Sa,Su)", "50", "30 mph", "DE:urban", "3.5", "gravel", "2", "grade2"}
)
TAGS = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(VALUES), max_size=8)
ROADS = st.sampled_from(["residential", "motorway", "track", "pedestrian", "service", "living_street"])


@given(ROADS, TAGS)
def test_other_tags_have_no_influence(highway: str, tags: dict[str, str]) -> None:
    whole = {"highway": highway, **tags}
    needed = {key: value for key, value in whole.items() if is_rule_key(key)}
    assert read_way(whole, PROFILES, CountryRules()) == read_way(needed, PROFILES, CountryRules())


@given(ROADS, TAGS)
def test_a_way_that_is_read_keeps_the_promises_of_a_reading(highway: str, tags: dict[str, str]) -> None:
    reading = read_way({"highway": highway, **tags}, PROFILES, CountryRules())
    if reading is None:
        return
    assert len(reading.passages) == len(PROFILES)
    assert len(set(reading.notes)) == len(reading.notes)
    assert all(note.replace("_", "").isalpha() and note.islower() for note in reading.notes)
    assert -128 <= reading.layer <= 127
    assert 0 <= reading.forward_lanes <= 255
    for passage in (passage for pair in reading.passages for passage in pair):
        if passage.access.name != "CLOSED" or passage.condition:
            assert 1 <= passage.kph <= 250
        else:
            assert passage.kph == 0


@given(st.dictionaries(st.text(max_size=12), st.text(max_size=20), max_size=5), st.text(max_size=20))
def test_any_text_is_taken(tags: dict[str, str], value: str) -> None:
    read_way({"highway": "residential", "access": value, "oneway": value, **tags}, PROFILES, CountryRules())
    read_way(
        {"highway": "service", "layer": value, "lanes": value, "service": value}, PROFILES, CountryRules()
    )
    read_way({"highway": value, "route": value, "access:conditional": value}, PROFILES, CountryRules())
    read_node({"barrier": value, "kerb": value, "access": value, **tags}, PROFILES)


def test_what_has_no_wanted_key_is_nothing() -> None:
    assert set(WAY_KEYS) == {"highway", "route"}
    assert all(is_rule_key(key) for key in WAY_KEYS)
    assert {"barrier", "highway"} <= set(NODE_KEYS)


def test_names_and_notes_do_not_matter() -> None:
    others = [
        "name",
        "ref",
        "source",
        "note",
        "maxspeed:source:note",
        "access:lanes",
        "",
        ":",
        "x" * 500,
    ]
    assert not any(map(is_rule_key, others))
