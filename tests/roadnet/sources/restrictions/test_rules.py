"""Kinds, vehicles, exceptions and hours: what the tags of a restriction come to."""

from dataclasses import replace

import pytest

from desktop_app.roadnet.profile import Profile
from desktop_app.roadnet.profile_file import built_in_profiles
from desktop_app.roadnet.road_rules import LimitKind, Mode
from desktop_app.roadnet.sources.restrictions.rules import Rule, read_rules

CAR, TRUCK, EMERGENCY = built_in_profiles()
EVERYONE = Mode(0)
RUSH_HOUR = "Mo-Fr 07:00-09:00"


def rules_of(*profiles: Profile, **tags: str) -> tuple[Rule, ...]:
    """Return the rules of tags in which two underscores stand for a colon; all are understood."""
    read = read_rules(with_colons(tags), profiles)
    assert read.notes == ()
    return read.rules


def with_colons(tags: dict[str, str]) -> dict[str, str]:
    return {"type": "restriction", **{key.replace("__", ":"): value for key, value in tags.items()}}


def binds(rule: Rule, profile: Profile) -> bool:
    """Say as the router does whether a rule counts for a profile."""
    is_named = not rule.only_modes or bool(rule.only_modes & profile.modes)
    return is_named and not rule.except_modes & profile.modes


@pytest.mark.parametrize("value", ["no_left_turn", " No_Left_Turn "])
def test_a_plain_restriction_binds_everyone_always(value: str) -> None:
    assert rules_of(restriction=value) == (Rule("no_left_turn", EVERYONE, EVERYONE, ""),)


def test_several_kinds_make_several_rules() -> None:
    rules = rules_of(restriction="no_left_turn;no_u_turn")
    assert [rule.kind for rule in rules] == ["no_left_turn", "no_u_turn"]


def test_none_lifts_a_restriction() -> None:
    assert rules_of(restriction="none") == ()


@pytest.mark.parametrize(
    ("key", "bound"),
    [
        ("restriction", [CAR, TRUCK, EMERGENCY]),
        ("restriction__vehicle", [CAR, TRUCK, EMERGENCY]),
        ("restriction__motor_vehicle", [CAR, TRUCK, EMERGENCY]),
        ("restriction__motorcar", [CAR]),
        ("restriction__hgv", [TRUCK]),
        ("restriction__emergency", [EMERGENCY]),
        ("restriction__psv", []),
        ("restriction__bus", []),
        ("restriction__bicycle", []),
    ],
)
def test_a_vehicle_in_the_key_narrows_whom_it_binds(key: str, bound: list[Profile]) -> None:
    (rule,) = rules_of(**{key: "no_entry"})
    assert [profile for profile in (CAR, TRUCK, EMERGENCY) if binds(rule, profile)] == bound


def test_a_vehicle_in_the_type_narrows_whom_it_binds() -> None:
    assert rules_of(type="restriction:hgv", restriction="no_entry") == (
        Rule("no_entry", Mode.HGV, EVERYONE, ""),
    )


@pytest.mark.parametrize("value", ["hgv;psv", "hgv, psv", "HGV; psv"])
def test_exceptions_free_their_vehicles(value: str) -> None:
    (rule,) = rules_of(**{"restriction": "no_entry", "except": value})
    assert rule.except_modes == Mode.HGV | Mode.PSV
    assert (binds(rule, CAR), binds(rule, TRUCK)) == (True, False)


def test_an_unknown_exception_frees_nobody_and_is_counted() -> None:
    read = read_rules({"type": "restriction", "restriction": "no_entry", "except": "residents"}, ())
    assert read.rules == (Rule("no_entry", EVERYONE, EVERYONE, ""),)
    assert read.notes == ("turn_restriction_exception_not_understood",)


def test_a_narrower_vehicle_overrides_a_broader_one() -> None:
    for_all, for_trucks = rules_of(restriction="only_straight_on", restriction__hgv="no_left_turn")
    assert (binds(for_all, CAR), binds(for_all, TRUCK)) == (True, False)
    assert (binds(for_trucks, CAR), binds(for_trucks, TRUCK)) == (False, True)


def test_a_restriction_may_be_lifted_for_one_vehicle() -> None:
    (rule,) = rules_of(restriction="only_straight_on", restriction__hgv="none")
    assert (binds(rule, CAR), binds(rule, TRUCK)) == (True, False)


def test_vehicles_that_no_profile_can_have_are_counted() -> None:
    read = read_rules(with_colons({"restriction__foot": "no_entry"}), ())
    assert (read.rules, read.notes) == ((), ("turn_restriction_for_other_vehicles",))


def test_hours_become_a_condition() -> None:
    (rule,) = rules_of(restriction__conditional=f"no_left_turn @ ({RUSH_HOUR})")
    assert rule == Rule("no_left_turn", EVERYONE, EVERYONE, f"1 @ ({RUSH_HOUR})")


def test_a_restriction_may_be_lifted_for_hours() -> None:
    (rule,) = rules_of(restriction="no_left_turn", restriction__conditional=f"none @ ({RUSH_HOUR})")
    assert rule.condition == f"1 @ (24/7); 0 @ ({RUSH_HOUR})"


def test_another_kind_at_some_hours_takes_the_place_of_the_first() -> None:
    rules = rules_of(restriction="no_left_turn", restriction__conditional=f"only_straight_on @ ({RUSH_HOUR})")
    assert {rule.kind: rule.condition for rule in rules} == {
        "no_left_turn": f"1 @ (24/7); 0 @ ({RUSH_HOUR})",
        "only_straight_on": f"1 @ ({RUSH_HOUR})",
    }


def test_hours_of_one_vehicle_leave_it_the_general_rule_at_all_others() -> None:
    for_all, for_trucks = rules_of(
        restriction="no_left_turn", restriction__hgv__conditional=f"none @ ({RUSH_HOUR})"
    )
    assert (for_all.condition, binds(for_all, TRUCK)) == ("", False)
    assert (for_trucks.condition, for_trucks.only_modes) == (f"1 @ (24/7); 0 @ ({RUSH_HOUR})", Mode.HGV)


@pytest.mark.parametrize(
    "value", ["no_left_turn @ (Mo-Fr 07:00-09:00", "no_left_turn @ (when it rains)", "no_left_turn @"]
)
def test_hours_that_are_not_understood_are_dropped_and_counted(value: str) -> None:
    read = read_rules(with_colons({"restriction__conditional": value}), (CAR, TRUCK))
    assert (read.rules, read.notes) == ((), ("condition_not_understood",))


def test_an_unknown_kind_at_some_hours_is_counted() -> None:
    read = read_rules(with_colons({"restriction__conditional": f"no_teleporting @ ({RUSH_HOUR})"}), ())
    assert read.rules == ()
    assert "turn_restriction_of_unknown_kind" in read.notes


def test_where_the_lifting_hours_are_not_understood_the_restriction_stays() -> None:
    tags = {"restriction": "no_left_turn", "restriction__conditional": "none @ (when it rains)"}
    read = read_rules(with_colons(tags), (CAR,))
    assert read.rules == (Rule("no_left_turn", EVERYONE, EVERYONE, ""),)
    assert read.notes == ("condition_not_understood",)


def test_weight_is_measured_for_each_profile() -> None:
    light = replace(CAR, dimensions={LimitKind.WEIGHT_T: 2.0})
    heavy = replace(TRUCK, dimensions={LimitKind.WEIGHT_T: 20.0})
    (rule,) = rules_of(light, heavy, restriction__conditional="no_left_turn @ (weight>7.5)")
    assert rule.condition == ""
    assert (binds(rule, CAR), binds(rule, TRUCK)) == (False, True)


def test_a_profile_is_free_of_the_kinds_that_it_ignores() -> None:
    (signed,) = rules_of(CAR, TRUCK, EMERGENCY, restriction="no_left_turn")
    assert [binds(signed, profile) for profile in (CAR, TRUCK, EMERGENCY)] == [True, True, False]
    (walled,) = rules_of(CAR, TRUCK, EMERGENCY, restriction="no_entry")
    assert [binds(walled, profile) for profile in (CAR, TRUCK, EMERGENCY)] == [True, True, True]


@pytest.mark.parametrize(
    ("hours", "condition"),
    [
        (("Monday", "Friday", "07:00", "09:00"), "1 @ (Mo-Fr 07:00-09:00)"),
        (("mon", "fri", "", ""), "1 @ (Mo-Fr)"),
        (("Sunday", "Sunday", "", ""), "1 @ (Su)"),
        (("", "", "07:00", "09:00"), "1 @ (07:00-09:00)"),
    ],
)
def test_old_tags_of_hours_are_read_where_they_are_clear(hours: tuple[str, ...], condition: str) -> None:
    (rule,) = rules_of(restriction="no_left_turn", **old_tags(*hours))
    assert rule.condition == condition


@pytest.mark.parametrize(
    "hours", [("Monday", "", "", ""), ("Monday", "Holiday", "", ""), ("", "", "dawn-ish", "later")]
)
def test_old_tags_of_hours_that_are_not_clear_are_counted(hours: tuple[str, ...]) -> None:
    tags = {"restriction": "no_left_turn", **old_tags(*hours)}
    read = read_rules(with_colons(tags), ())
    assert (read.rules, read.notes) == ((), ("condition_not_understood",))


def old_tags(*hours: str) -> dict[str, str]:
    keys = ("day_on", "day_off", "hour_on", "hour_off")
    return {key: value for key, value in zip(keys, hours, strict=True) if value}
