"""Addresses belong to the nearest street of their street's name."""

import numpy as np

from desktop_app.roadnet.search.address_streets import same_street, streets_of_points
from desktop_app.roadnet.search.streets import named_streets
from tests.roadnet.search.towns import EAST, WEST, two_villages


def test_spellings_of_one_name() -> None:
    assert same_street("Hauptstr.") == same_street("Hauptstraße") == "hauptstrasse"
    assert same_street("Äulestr.") == same_street("Aeulestrasse")
    assert same_street("R. Nova") == same_street("Rua Nova")
    assert same_street("Rua Nova") != same_street("Rua Velha")


def test_the_nearest_street_of_the_name_else_one_of_the_points_alone() -> None:
    network = two_villages()
    streets = named_streets(network)
    texts = [*network.texts, "HAUPTSTR.", "Am Anger"]
    name = np.array([texts.index("HAUPTSTR.")] * 2 + [texts.index("Am Anger")] * 3, np.int32)
    lon = np.array([WEST[0], EAST[0], 10.1, 10.1001, 10.4])
    found = streets_of_points(name, lon, np.full(5, 48.0001), texts, streets)
    assert [texts[streets.key[row]] for row in found.street[:2].tolist()] == ["Hauptstraße", "Hauptstraße"]
    assert np.abs(streets.lon[found.street[:2]] - lon[:2]).max() < 0.01
    assert found.street[2] == found.street[3] != found.street[4]
    assert [texts[number] for number in found.other_name.tolist()] == ["Am Anger", "Am Anger"]
    assert sorted(found.other_lon.round(5).tolist()) == [10.10005, 10.4]


def test_a_street_of_the_name_far_away_is_not_meant() -> None:
    network = two_villages()
    streets = named_streets(network)
    texts = list(network.texts)
    name = np.array([texts.index("Hauptstraße")], np.int32)
    found = streets_of_points(name, np.array([10.1]), np.array([48.0]), texts, streets)
    assert found.street.tolist() == [len(streets.key)]
