"""House numbers are taken apart."""

import pytest

from desktop_app.roadnet.search.house_numbers import HouseNumber, house_number, listed_numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", HouseNumber(12, 12, "")),
        ("12a", HouseNumber(12, 12, "a")),
        ("12 A", HouseNumber(12, 12, "a")),
        ("12-16", HouseNumber(12, 16, "")),
        ("12\u201316", HouseNumber(12, 16, "")),
        ("12-3", HouseNumber(12, 12, "-3")),
        ("4/2", HouseNumber(4, 4, "/2")),
        ("s/n", None),
        ("", None),
        ("123456", None),
    ],
)
def test_number_range_and_suffix(text: str, number: HouseNumber | None) -> None:
    assert house_number(text) == number


def test_an_object_may_list_several() -> None:
    assert listed_numbers("12; 14,16;") == ["12", "14", "16"]
    assert len(listed_numbers(";".join(map(str, range(1000))))) == 20
