"""Road numbers in one spelling, and the roads that have them."""

from dataclasses import replace

import pytest

from desktop_app.roadnet.search.road_numbers import listed_numbers, numbered_roads, other_numbers, spelling_of
from tests.networks import Road, network_of


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("A 28", "a28"),
        ("a28", "a28"),
        ("EN 109-2", "en109x2"),
        ("EN 1092", "en1092"),
        ("BR-163", "br163"),
        ("US 40 Truck", "us40truck"),
        ("16", "16"),
        ("Afonso Pena, Campo Grande", ""),
        ("", ""),
    ],
)
def test_one_spelling(text: str, spelling: str) -> None:
    assert spelling_of(text) == spelling


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("IC 1;IC 23", ["IC 1", "IC 23"]),
        ("BR-163/262", ["BR-163", "BR-262"]),
        ("A 1;A 1", ["A 1"]),
        ("Afonso Pena, Campo Grande", []),
    ],
)
def test_a_tag_may_list_several(text: str, numbers: list[str]) -> None:
    assert listed_numbers(text) == numbers


def test_national_roads_have_two_names() -> None:
    assert other_numbers("en14") == ["n14"]
    assert other_numbers("n14") == ["en14"]
    assert other_numbers("a28") == []


def test_a_stretch_belongs_to_each_of_its_roads() -> None:
    places = {node: (10.0 + node / 100, 48.0) for node in range(1, 5)}
    named = network_of(places, [Road((1, 2), "A 1"), Road((2, 3), "A1;B 2"), Road((3, 4), "B 2")])
    roads = numbered_roads(replace(named, arc_ref=named.arc_name))
    lengths = dict(zip([roads.spellings[key] for key in roads.table.key], roads.table.length_m, strict=True))
    assert roads.labels == ["A 1", "B 2"]
    assert lengths["a1"] == pytest.approx(lengths["b2"], rel=1e-6)
    assert sum(lengths.values()) == pytest.approx(4 * named.segment_length_m[0], rel=1e-3)
