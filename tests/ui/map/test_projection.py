import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.ui.map.projection import View, box_of, to_lon_lat, to_world, world_y

LON = st.floats(-180, 180)
LAT = st.floats(-85, 85)


@given(LON, LAT)
def test_a_place_comes_back_from_the_world_to_a_tenth_of_a_millimetre(lon: float, lat: float) -> None:
    back = to_lon_lat(*to_world(lon, lat))
    assert back == pytest.approx((lon, lat), abs=1e-9)


def test_the_poles_are_held_at_the_worlds_edge() -> None:
    assert float(world_y(90.0)) == pytest.approx(0.0, abs=1e-9)
    assert float(world_y(-90.0)) == pytest.approx(1.0, abs=1e-9)


@given(LON, LAT, st.floats(0.2, 5), st.floats(0, 800), st.floats(0, 600))
def test_zooming_keeps_the_point_under_the_pointer(
    lon: float, lat: float, factor: float, x: float, y: float
) -> None:
    view = View(0.5 + lon / 1000, 0.5 + lat / 1000, 256.0 * 2**14, 800, 600)
    before = view.to_world(x, y)
    assert view.zoomed(factor, x, y).to_screen(*before) == pytest.approx((x, y), abs=1e-3)


def test_panning_moves_the_content_by_as_many_pixels() -> None:
    view = View(0.5, 0.4, 1e6, 800, 600)
    spot = view.to_world(100, 100)
    assert view.panned(30, -20).to_screen(*spot) == pytest.approx((130, 80))


def test_a_fitted_box_is_inside_the_margin() -> None:
    box = box_of(7.40, 43.72, 7.45, 43.75)
    view = View(0.5, 0.5, 1e3, 800, 600).fitted(box, margin_px=40)
    left, top = view.to_screen(box[0], box[1])
    right, bottom = view.to_screen(box[2], box[3])
    assert left >= 39.9
    assert top >= 39.9
    assert right <= 760.1
    assert bottom <= 560.1
    assert left == pytest.approx(40) or top == pytest.approx(40)


def test_metres_per_pixel_holds_at_the_middle_latitude() -> None:
    view = View(*to_world(0.0, 60.0), 256.0, 800, 600).at_metres_per_pixel(2.0)
    assert view.metres_per_pixel == pytest.approx(2.0)
