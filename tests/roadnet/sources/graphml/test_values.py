"""Numbers, lists and lines as texts."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.roadnet.sources.graphml.values import decimal, first_of, items_of, whole
from desktop_app.roadnet.sources.graphml.wkt_line import line_points, line_text

scalars = st.one_of(st.text(max_size=20), st.integers(-(10**6), 10**6), st.booleans(), st.none())
degrees = st.floats(-180, 180)


@given(st.lists(scalars, min_size=1, max_size=20))
def test_a_list_that_python_writes_is_read(values: list[object]) -> None:
    assert items_of(repr(values)) == tuple(
        value if isinstance(value, str) else repr(value) for value in values
    )


@given(st.text(max_size=60))
def test_any_text_is_a_list_or_is_not_and_nothing_is_raised(text: str) -> None:
    for form in (text, f"[{text}]", f"['{text}']"):
        items_of(form)
        first_of(form)
        decimal(form)
        line_points(form)


@pytest.mark.parametrize(
    "text",
    ["[" * 50_000 + "]" * 50_000, f"[{'1,' * 2_000}1]", "[open('x')]", "[1 2]", "['a]", "[[1], 2]", "[1]]"],
)
def test_what_is_no_flat_list_is_none(text: str) -> None:
    assert items_of(text) is None


@pytest.mark.parametrize(
    ("text", "items"), [("[]", ()), ("", ("",)), ("7", ("7",)), (" [7 , 'b'] ", ("7", "b"))]
)
def test_a_value_alone_is_a_list_of_one(text: str, items: tuple[str, ...]) -> None:
    assert items_of(text) == items


@pytest.mark.parametrize(
    "text",
    ["", "nan", "inf", "-inf", "1e400", "0x10", "1,5", "1_000", "\u0661", "1" * 100, "1e99999", "--1", "1 2"],
)
def test_what_is_no_decimal_number_is_nan(text: str) -> None:
    assert math.isnan(decimal(text))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_comes_back_to_the_last_bit(number: float) -> None:
    assert decimal(repr(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("7", 7), ("-7", -7), ("7.0", None), (str(2**62), None), ("9" * 23, None), ("\u0667", None), ("", None)],
)
def test_an_id_is_a_whole_number_that_fits(text: str, number: int | None) -> None:
    assert whole(text) == number


@given(st.lists(st.tuples(degrees, degrees), min_size=2, max_size=9))
def test_a_line_comes_back_to_the_last_bit(points: list[tuple[float, float]]) -> None:
    assert line_points(line_text(points)) == [number for point in points for number in point]
