"""Boxes: their text, their size."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.errors import BadArgumentError
from desktop_app.roadnet.sources.download.box import Box, parse_box

LAT = st.floats(-89, 89)
LON = st.floats(-179, 179)


@settings(deadline=None)
@given(south=LAT, lat_deg=st.floats(1e-5, 1), west=LON, lon_deg=st.floats(1e-5, 1))
def test_a_box_is_read_as_it_is_written(south: float, lat_deg: float, west: float, lon_deg: float) -> None:
    box = Box(south, west, south + lat_deg, west + lon_deg)
    assert "e" not in str(box)
    read = parse_box(str(box))
    assert read is not None
    sides = (read.south, read.west, read.north, read.east)
    assert sides == pytest.approx((box.south, box.west, box.north, box.east), abs=1e-7)


@pytest.mark.parametrize("text", ["Monaco", "Porto, Portugal", "1,2,3", "1,2,3,4,5", "a,b,c,d", ""])
def test_what_is_no_list_of_four_numbers_is_a_name(text: str) -> None:
    assert parse_box(text) is None


@pytest.mark.parametrize(
    "text",
    ["2,1,1,2", "1,2,2,1", "1,1,1,2", "-91,1,1,2", "1,1,2,181", "nan,1,2,3", "0,0,inf,1", "1,179,2,-179"],
)
def test_what_is_no_box_is_refused(text: str) -> None:
    with pytest.raises(BadArgumentError, match=f"'{text}' cannot be used"):
        parse_box(text)


def test_the_area_is_that_of_the_ground() -> None:
    assert Box(-0.5, 10, 0.5, 11).area_km2 == pytest.approx(111.32 * 110.57, rel=0.001)
    assert Box(59.5, 10, 60.5, 11).area_km2 == pytest.approx(55.8 * 111.41, rel=0.001)


@settings(deadline=None)
@given(south=LAT, lat_deg=st.floats(0, 1), west=LON, lon_deg=st.floats(0, 1), side_m=st.floats(1, 10_000))
def test_a_box_made_larger_holds_the_old_one(
    south: float, lat_deg: float, west: float, lon_deg: float, side_m: float
) -> None:
    old = Box(south, west, south + lat_deg, west + lon_deg)
    new = old.at_least(side_m)
    assert new.south <= old.south
    assert new.west <= old.west
    assert new.north >= old.north
    assert new.east >= old.east
