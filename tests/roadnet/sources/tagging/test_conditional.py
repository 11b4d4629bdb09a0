"""``*:conditional`` values of the map as the network keeps them (wiki: Conditional restrictions)."""

import pytest

from desktop_app.roadnet.conditions import Condition
from desktop_app.roadnet.road_rules import LimitKind
from desktop_app.roadnet.sources.tagging.conditional import NOT_UNDERSTOOD, canonical_condition
from desktop_app.roadnet.sources.tagging.vehicle_terms import vehicle_term

TRUCK = {LimitKind.WEIGHT_T: 40.0, LimitKind.LENGTH_M: 16.5, LimitKind.HEIGHT_M: 4.0}
WORDS = {"no": 2, "yes": 0, "destination": 1}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("no @ (Mo-Fr 07:00-09:00)", "2 @ (Mo-Fr 07:00-09:00)"),
        ("no @ Mo-Fr 07:00-09:00", "2 @ (Mo-Fr 07:00-09:00)"),
        ("no@(Mo-Fr 07:00-09:00);yes@(Sa,Su)", "2 @ (Mo-Fr 07:00-09:00); 0 @ (Sa,Su)"),
        ("destination @ (22:00-06:00)", "1 @ (22:00-06:00)"),
        ("no @ (weight>7.5)", "2 @ (24/7)"),
        ("no @ (weight > 7.5 t)", "2 @ (24/7)"),
        ("no @ (weight>7500 kg AND 22:00-06:00)", "2 @ (22:00-06:00)"),
        ("no @ (weight>60)", ""),
        ("no @ (weight>60 AND 22:00-06:00)", ""),
        ("no @ (weight>60 AND wet)", ""),
        ("no @ (length>=16.5)", "2 @ (24/7)"),
        ("no @ (length>16.5)", ""),
        ("yes @ (height<=4)", "0 @ (24/7)"),
        ("no @ (hazmat)", ""),
        ("no @ (Mo-Fr AND 07:00-09:00)", "2 @ (Mo-Fr AND 07:00-09:00)"),
        ("no @ (2024 May 22-2024 Oct 07)", "2 @ (2024 May 22-2024 Oct 07)"),
        ('no @ (Mo 07:00-09:00 "school")', "2 @ (Mo 07:00-09:00)"),
    ],
)
def test_what_is_understood(value: str, text: str) -> None:
    assert canonical_condition(value, WORDS.get, TRUCK) == (text, ())
    assert not text or Condition.parse(text).text == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("no @ (Mo-Fr 07:00-09:00", ""),
        ("no @ Mo-Fr 07:00-09:00)", ""),
        ("no", ""),
        ("", ""),
        ("maybe @ (Mo)", ""),
        ("no @ (wet)", ""),
        ("no @ (axles>3)", ""),
        ("no @ (weight>heavy)", ""),
        ("no @ (wet); yes @ (Sa)", "0 @ (Sa)"),
        ("no @ (Mo AND wet)", ""),
        ("(" * 10_000, ""),
        ("no @ (weight>1e400)", ""),
        ("no @ (weight>\u0667)", ""),
    ],
)
def test_what_is_not_understood_is_said(value: str, text: str) -> None:
    assert canonical_condition(value, WORDS.get, TRUCK) == (text, (NOT_UNDERSTOOD,))


def test_hazardous_goods_are_a_term_of_their_own() -> None:
    assert vehicle_term("hazmat", {LimitKind.HAZMAT: 1.0}) is True
    assert vehicle_term("Mo-Fr", TRUCK) is None


def test_signs_about_weight_do_not_mean_a_vehicle_without_one() -> None:
    assert canonical_condition("no @ (weight>7.5)", WORDS.get, {}) == ("", ())
    assert vehicle_term("length<=12 m", {}) is True
