"""How fast roads are driven, case by case; the tables are in ``speed_cases``."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.profile_file import built_in_profiles
from desktop_app.roadnet.sources.tagging.country import CountryRules
from desktop_app.roadnet.sources.tagging.country_table import CountryTable
from desktop_app.roadnet.sources.tagging.keys import is_rule_key
from desktop_app.roadnet.sources.tagging.speeds import free_flow_kph
from desktop_app.roadnet.sources.tagging.usual_speeds import DEFAULT_KPH, HIGHEST_KPH, LOWEST_KPH
from tests.roadnet.sources.tagging.case_rows import Row, rows

ROWS = rows("speed_cases", 4)
PROFILES = {profile.name: profile for profile in built_in_profiles()}
TABLE = CountryTable.load()
CLASSES = {road_class.tag: road_class for road_class in RoadClass}


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_road_is_as_fast_as_the_wiki_says(row: Row) -> None:
    profile, code, speeds, notes = row.columns
    road_class = CLASSES[row.tags.get("highway") or row.tags["route"]]
    country = TABLE.rules(code.strip("-"), 0.0, 0.0)
    forward, backward, read_notes = free_flow_kph(row.tags, road_class, PROFILES[profile], country)
    first, _, second = speeds.partition("/")
    expected = (float(first), float(second or first))
    assert (forward, backward) == pytest.approx(expected, abs=0.01)
    assert read_notes == tuple(notes.split())


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_what_decides_is_known_to_do_so(row: Row) -> None:
    # Ways with the same tags under such keys are read once.
    assert all(is_rule_key(key) for key in row.tags)


def test_every_class_has_a_speed() -> None:
    assert set(DEFAULT_KPH) == set(RoadClass)


KEYS = st.sampled_from(sorted({key for row in ROWS for key in row.tags} | {"maxspeed:hgv:both_ways"}))
VALUES = st.sampled_from(sorted({value for row in ROWS for value in row.tags.values()})) | st.text(
    max_size=20
)


@given(
    st.dictionaries(KEYS, VALUES, max_size=6),
    st.sampled_from(list(RoadClass)),
    st.sampled_from(sorted(PROFILES)),
    st.sampled_from(["", *sorted(TABLE.codes())]),
)
def test_no_tags_make_a_speed_that_cannot_be_driven(
    tags: dict[str, str], road_class: RoadClass, profile: str, code: str
) -> None:
    country = TABLE.rules(code, 0.0, 0.0)
    forward, backward, _ = free_flow_kph(tags, road_class, PROFILES[profile], country)
    for kph in (forward, backward):
        assert math.isfinite(kph)
        assert LOWEST_KPH <= kph <= min(HIGHEST_KPH, max(PROFILES[profile].cap_kph(road_class), LOWEST_KPH))


@pytest.mark.parametrize(
    "value",
    ["(" * 10_000, "50;" * 5_000, "9" * 10_000, "1e400", "\u0660\u0661", "DE:" + "urban" * 2_000, "\0"],
)
@pytest.mark.parametrize(
    "key", ["maxspeed", "maxspeed:conditional", "maxspeed:lanes", "surface", "zone:traffic"]
)
def test_hostile_values_are_harmless(key: str, value: str) -> None:
    forward, backward, _ = free_flow_kph({key: value}, RoadClass.PRIMARY, PROFILES["car"], CountryRules())
    assert (forward, backward) in {(65.0, 65.0), (50.0, 50.0)}
