"""Profiles read from TOML: those that ship, a person's own, and what is refused."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.errors import BadInputError, ProfileFileError
from desktop_app.resource_files import resource_path
from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.profile import Profile, RoadRule, profiles_key
from desktop_app.roadnet.profile_file import (
    BUILT_IN,
    MOST_PROFILES,
    built_in_profiles,
    profiles_with,
    read_profile,
)
from desktop_app.roadnet.road_rules import Access, LimitKind, Mode, TurnCosts, VehicleSize

SMALL = """
name = "cart"
title = "Cart"
keys = ["access", "vehicle"]
top_kph = 25
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "own.toml"
    path.write_text(text, "utf-8")
    return path


def test_three_profiles_ship_and_the_cars_is_the_first() -> None:
    profiles = built_in_profiles()
    assert tuple(profile.name for profile in profiles) == BUILT_IN == ("car", "truck", "emergency")
    assert [profile.title for profile in profiles] == ["Car", "Truck", "Emergency vehicle"]


def test_every_class_has_a_rule_in_each_profile_that_ships() -> None:
    for profile in built_in_profiles():
        assert set(profile.roads) == set(RoadClass)
        assert all(rule.access is not Access.OPEN or rule.cap_kph > 0 for rule in profile.roads.values())


def test_a_truck_has_a_size_and_is_slower() -> None:
    car, truck, _ = built_in_profiles()
    assert car.dimensions == {}
    assert truck.dimensions == {
        LimitKind.HEIGHT_M: 4.0,
        LimitKind.WIDTH_M: 2.55,
        LimitKind.LENGTH_M: 16.5,
        LimitKind.WEIGHT_T: 40.0,
        LimitKind.AXLE_LOAD_T: 11.5,
    }
    assert car.size == VehicleSize()
    assert truck.size == VehicleSize(4.0, 2.55, 16.5, 40.0, 11.5, hazmat=False)
    for road_class in RoadClass:
        assert truck.cap_kph(road_class) <= car.cap_kph(road_class)
    assert (truck.cap_kph(RoadClass.MOTORWAY), truck.cap_kph(RoadClass.PRIMARY)) == (90, 80)


def test_modes_are_those_of_the_keys() -> None:
    car, truck, emergency = built_in_profiles()
    both = Mode.VEHICLE | Mode.MOTOR_VEHICLE
    assert (car.modes, truck.modes) == (both | Mode.MOTORCAR, both | Mode.HGV)
    assert emergency.modes == both | Mode.EMERGENCY


def test_an_emergency_vehicle_ignores_signs_on_turns_only() -> None:
    car, truck, emergency = built_in_profiles()
    assert car.ignored_restrictions == truck.ignored_restrictions == ()
    assert {"no_left_turn", "no_u_turn", "only_straight_on"} <= set(emergency.ignored_restrictions)
    assert not {"no_entry", "no_exit"} & set(emergency.ignored_restrictions)


def test_a_small_profile_closes_what_it_does_not_name(tmp_path: Path) -> None:
    profile = read_profile(written(tmp_path, SMALL))
    assert (profile.name, profile.keys, profile.top_kph) == ("cart", ("access", "vehicle"), 25)
    assert profile.road(RoadClass.PRIMARY) == RoadRule(Access.CLOSED)
    assert profile.dimensions == {}


def test_turns_cost_what_the_profile_says_and_nothing_where_it_says_nothing(tmp_path: Path) -> None:
    assert read_profile(written(tmp_path, SMALL)).turn_costs == TurnCosts()
    own = read_profile(written(tmp_path, SMALL + "[turns]\nangle_s = 3\nbias = 1.5\nsignal_s = 9.5"))
    assert own.turn_costs == TurnCosts(angle_s=3.0, bias=1.5, signal_s=9.5)
    for profile in built_in_profiles():
        assert profile.turn_costs != TurnCosts()


def test_a_profile_is_laid_over_the_one_it_is_based_on(tmp_path: Path) -> None:
    own = read_profile(
        written(
            tmp_path,
            """
            based_on = "car"
            name = "camper"
            title = "Camper van"
            [dimensions]
            height_m = 3
            hazmat = true
            [words]
            private = "closed"
            [roads]
            residential = { access = "open", speed_factor = 0.5, cap_kph = 30 }
            """,
        )
    )
    car = built_in_profiles()[0]
    assert own.dimensions == {LimitKind.HEIGHT_M: 3.0, LimitKind.HAZMAT: 1.0}
    assert own.modes == car.modes | Mode.HAZMAT
    assert own.size == VehicleSize(height_m=3.0, hazmat=True)
    assert own.words == {**car.words, "private": Access.CLOSED}
    assert own.roads == {**car.roads, RoadClass.RESIDENTIAL: RoadRule(Access.OPEN, 0.5, 30.0)}
    assert own.speed_factor(RoadClass.RESIDENTIAL) == 0.5
    assert own.cap_kph(RoadClass.RESIDENTIAL) == 30
    assert own.barriers == car.barriers


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (SMALL + "speed = 3", ["'speed'", "not known"]),
        (SMALL + "[barriers]\ngate = 'ajar'", ["'barriers.gate'", "open, zone or closed"]),
        (SMALL + "[barriers]\ngate = 1", ["'barriers.gate'"]),
        (SMALL + "[barriers]\n'two words' = 'open'", ["'barriers.two words'"]),
        (SMALL + "[words]\nYES = 'open'", ["'words.YES'"]),
        (SMALL + "[roads]\nfootway = 'open'", ["'roads.footway'", "not known"]),
        (SMALL + "[roads]\nprimary = { speed_factor = 1 }", ["'roads.primary.access'", "missing"]),
        (SMALL + "[roads]\nprimary = { access = 'open', kph = 1 }", ["'roads.primary.kph'"]),
        (SMALL + "[roads]\nprimary = { access = 'open', speed_factor = 0 }", ["speed_factor", "0.01 to 1"]),
        (SMALL + "[roads]\nprimary = { access = 'open', cap_kph = nan }", ["cap_kph", "1 to 250"]),
        (SMALL + "[roads]\nprimary = { access = 'open', cap_kph = inf }", ["cap_kph"]),
        (SMALL + "[roads]\nprimary = true", ["'roads.primary'", "table"]),
        (SMALL + "[services]\nalley = 3", ["'services.alley'"]),
        (SMALL + "[dimensions]\nheight_m = 11", ["'dimensions.height_m'", "0.1 to 10"]),
        (SMALL + "[dimensions]\nheight_m = -1", ["'dimensions.height_m'"]),
        (SMALL + "[dimensions]\nheight_m = true", ["'dimensions.height_m'", "number"]),
        (SMALL + "[dimensions]\nheight_m = '4'", ["'dimensions.height_m'"]),
        (SMALL + "[dimensions]\nhazmat = 1", ["'dimensions.hazmat'", "true or false"]),
        (SMALL + "[dimensions]\ndepth_m = 1", ["'dimensions.depth_m'"]),
        (SMALL + "[turns]\nangle_s = -1", ["'turns.angle_s'", "0 to 120"]),
        (SMALL + "[turns]\nsignal_s = nan", ["'turns.signal_s'"]),
        (SMALL + "[turns]\nbias = 0", ["'turns.bias'", "1 to 2"]),
        (SMALL + "[turns]\ncrossing_s = '3'", ["'turns.crossing_s'"]),
        (SMALL + "[turns]\nu_turn_s = 3", ["'turns.u_turn_s'", "not known"]),
        (SMALL + "turns = 3", ["'turns'", "table"]),
        (SMALL + "[kerbs]\nraised = []", ["'kerbs.raised'"]),
        (SMALL + "barriers = 3", ["'barriers'", "table"]),
        (SMALL + "opening_keys = 'psv'", ["'opening_keys'", "list"]),
        (SMALL + "opening_keys = ['psv', 'psv']", ["'opening_keys'", "twice"]),
        (SMALL + "opening_keys = [1]", ["'opening_keys'"]),
        (SMALL + "opening_keys = ['psw']", ["'opening_keys'", "psw"]),
        (SMALL + "ignored_restrictions = ['left_turn']", ["'ignored_restrictions'", "no_left_turn"]),
        (SMALL + "based_on = 'bus'", ["based_on", "car, truck, emergency"]),
        (SMALL + "based_on = ['car']", ["based_on"]),
        (SMALL + "based_on = '../car'", ["based_on"]),
        (SMALL.replace("25", "251"), ["'top_kph'"]),
        (SMALL.replace("25", "fast"), ["no TOML"]),
        (SMALL.replace("top_kph = 25", ""), ["'top_kph'", "missing"]),
        (SMALL.replace('["access", "vehicle"]', "[]"), ["'keys'", "access"]),
        (SMALL.replace('["access", "vehicle"]', '["vehicle"]'), ["'keys'", "access"]),
        (SMALL.replace('["access", "vehicle"]', '["access", "sledge"]'), ["'keys'", "sledge"]),
        (SMALL.replace('"Cart"', '"two\\nlines"'), ["'title'", "one line"]),
        (SMALL.replace('"Cart"', '" "'), ["'title'"]),
        (SMALL.replace('"Cart"', f'"{"x" * 81}"'), ["'title'", "80"]),
        (SMALL.replace('"cart"', '"The Cart"'), ["'name'", "word"]),
        (SMALL.replace('"cart"', f'"{"x" * 61}"'), ["'name'"]),
        (SMALL + "[words]\n" + "\n".join(f"w{n} = 'open'" for n in range(257)), ["[words]", "256"]),
        (SMALL + "#" * 70_000, ["64 KiB"]),
        (SMALL + "x = " + "[" * 5000, ["no TOML"]),
        (SMALL + SMALL, ["no TOML"]),
        ("", ["'keys'"]),
    ],
)
def test_a_bad_file_is_refused_in_a_sentence(tmp_path: Path, text: str, words: list[str]) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ProfileFileError) as refusal:
        read_profile(path)
    message = str(refusal.value)
    assert message.startswith(str(path))
    assert message.endswith(".")
    assert message.isprintable()
    assert len(message) < 600
    assert all(word in message for word in words)


def test_what_is_no_text_or_no_file_is_refused(tmp_path: Path) -> None:
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    for path in (binary, tmp_path / "absent.toml", tmp_path):
        with pytest.raises(ProfileFileError, match=r"toml|cannot be read"):
            read_profile(path)
    assert issubclass(ProfileFileError, BadInputError)


@given(
    st.dictionaries(
        st.text(max_size=8), st.one_of(st.text(max_size=8), st.integers(), st.booleans()), max_size=4
    )
)
def test_no_table_is_read_that_is_not_as_described(
    tmp_path_factory: pytest.TempPathFactory, table: dict[str, object]
) -> None:
    rows = "\n".join(f"{_quoted(key)} = {_quoted(value)}" for key, value in table.items())
    path = written(tmp_path_factory.mktemp("profile"), f"{SMALL}\n[tracktypes]\n{rows}\n")
    try:
        profile = read_profile(path)
    except ProfileFileError:
        return
    assert {key: access.name.lower() for key, access in profile.tracktypes.items()} == table


def _quoted(value: object) -> str:
    if isinstance(value, str):
        return '"' + "".join(f"\\U{ord(letter):08X}" for letter in value) + '"'
    return str(value).lower()


def test_the_key_of_a_set_changes_with_anything_it_says() -> None:
    car, truck, emergency = built_in_profiles()
    key = profiles_key((car, truck, emergency))
    assert key == profiles_key(built_in_profiles())
    assert len(key) == 64
    changed: list[Profile] = [
        replace(truck, dimensions={**truck.dimensions, LimitKind.HEIGHT_M: 3.9}),
        replace(truck, roads={**truck.roads, RoadClass.PRIMARY: RoadRule(Access.OPEN, 0.9, 79.0)}),
        replace(truck, words={**truck.words, "private": Access.OPEN}),
        replace(truck, top_kph=89.0),
        replace(truck, ignored_restrictions=("no_u_turn",)),
    ]
    keys = {profiles_key((car, other, emergency)) for other in changed}
    assert len(keys | {key, profiles_key((truck, car, emergency)), profiles_key((car,))}) == len(changed) + 3


def test_the_page_names_every_key() -> None:
    page = resource_path("profiles", "README.md").read_text("utf-8")
    named = [
        "height_m",
        "hazmat",
        "speed_factor",
        "cap_kph",
        "based_on",
        "ignored_restrictions",
        "opening_keys",
    ]
    tables = ["dimensions", "words", "roads", "services", "tracktypes", "barriers", "bollards", "kerbs"]
    assert all(f"`{key}`" in page or f" {key} =" in page for key in named)
    assert all(f"`[{table}]`" in page for table in tables)


def test_profiles_of_ones_own_come_after_those_that_ship(tmp_path: Path) -> None:
    own = written(tmp_path, SMALL)
    assert [profile.name for profile in profiles_with([own])] == [*BUILT_IN, "cart"]
    assert profiles_with([]) == built_in_profiles()


def test_a_file_may_stand_in_the_place_of_a_profile_that_ships(tmp_path: Path) -> None:
    low = written(tmp_path, 'name = "truck"\ntitle = "Van"\nbased_on = "car"\ntop_kph = 90\n')
    profiles = profiles_with([low])
    assert [profile.name for profile in profiles] == list(BUILT_IN)
    assert profiles[1].title == "Van"


def test_two_files_of_one_name_and_too_many_are_refused(tmp_path: Path) -> None:
    own = written(tmp_path, SMALL)
    with pytest.raises(ProfileFileError, match="both named 'cart'"):
        profiles_with([own, own])
    with pytest.raises(ProfileFileError, match="at most"):
        profiles_with([own] * (MOST_PROFILES + 1))
