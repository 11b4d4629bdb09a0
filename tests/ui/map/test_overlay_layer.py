import pytest

from desktop_app.ui.map.overlay_layer import length_text, round_length_m


@pytest.mark.parametrize(
    ("longest", "expected"), [(1.0, 1), (4.9, 2), (5.0, 5), (99, 50), (1234, 1000), (0.03, 0.02)]
)
def test_the_scale_bar_has_a_round_length(longest: float, expected: float) -> None:
    assert round_length_m(longest) == pytest.approx(expected)


@pytest.mark.parametrize(("length", "expected"), [(2000, "2 km"), (500, "500 m"), (1, "1 m"), (0.2, "20 cm")])
def test_lengths_read_as_people_write_them(length: float, expected: str) -> None:
    assert length_text(length) == expected
