"""What roads and nodes do not bear, case by case; the table is in ``limit_cases``."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.roadnet.road_rules import LimitKind
from desktop_app.roadnet.sources.tagging.keys import is_rule_key
from desktop_app.roadnet.sources.tagging.limits import node_limits, way_limits
from desktop_app.roadnet.sources.tagging.quantities import HEAVIEST_T, LONGEST_M, length_m, weight_t
from desktop_app.roadnet.sources.tagging.readings import Limit
from tests.roadnet.sources.tagging.case_rows import Row, rows

ROWS = rows("limit_cases", 3)
KINDS = {
    "height": LimitKind.HEIGHT_M,
    "width": LimitKind.WIDTH_M,
    "length": LimitKind.LENGTH_M,
    "weight": LimitKind.WEIGHT_T,
    "axle": LimitKind.AXLE_LOAD_T,
    "hazmat": LimitKind.HAZMAT,
}


def limit(text: str) -> Limit:
    kind, value, *direction = text.split()
    return Limit(KINDS[kind], float(value), direction != ["b"], direction != ["f"])


def rounded(limits: tuple[Limit, ...]) -> list[Limit]:
    return [Limit(each.kind, round(each.value, 4), each.forward, each.backward) for each in limits]


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_limit_is_read_as_the_wiki_defines_it(row: Row) -> None:
    item, expected, notes = row.columns
    limits, read_notes = (way_limits if item == "way" else node_limits)(row.tags)
    assert rounded(limits) == [limit(text) for text in expected.strip("-").split(",") if text]
    assert read_notes == tuple(notes.split())


@pytest.mark.parametrize("row", [row for row in ROWS if row.columns[0] == "way" and row.columns[1]], ids=str)
def test_what_decides_is_known_to_do_so(row: Row) -> None:
    assert all(is_rule_key(key) for key in row.tags if key != "width")


@pytest.mark.parametrize(
    "value", ["(" * 10_000, "9" * 10_000, "1e400", "\u0661\u0662", "3.5" * 3_000, "';" * 5_000, "inf", "\0"]
)
@pytest.mark.parametrize("key", ["maxheight", "maxweight:forward"])
def test_hostile_values_are_harmless(key: str, value: str) -> None:
    assert way_limits({key: value}) == ((), ("limit_unreadable",))


@given(
    st.text(max_size=20)
    | st.from_regex(r"[0-9.,]{1,9} ?('|ft|m|cm|t|kg|st|lbs)?[0-9]{0,3}\"?", fullmatch=True)
)
def test_no_value_is_a_size_that_nothing_has(value: str) -> None:
    for amount, most in ((length_m(value), LONGEST_M), (weight_t(value), HEAVIEST_T)):
        assert amount is None or (math.isfinite(amount) and 0 < amount <= most)
