"""The questions for Overpass: all that an import reads, and nothing that a box could smuggle in."""

import re

from desktop_app.roadnet.sources.backdrop_tags import BACKDROP_KEYS, area_kind, line_kind
from desktop_app.roadnet.sources.download.overpass_query import count_query, map_query
from tests.roadnet.sources.download.client import BOX

QUERY = map_query(BOX)


def test_the_settings_bound_time_memory_and_place() -> None:
    assert re.match(
        r"\[out:xml\]\[timeout:\d+\]\[maxsize:\d+\]\[bbox:43\.72\d*,7\.41\d*,43\.75\d*,7\.44\d*\];", QUERY
    )
    assert count_query(BOX).startswith("[out:json][timeout:")


def test_the_count_is_of_what_would_be_downloaded() -> None:
    wanted, _, borders = QUERY.split("];", 1)[1].partition("out body;\n")
    assert count_query(BOX).endswith(f"{wanted}out count;\n")
    assert borders.endswith("out tags;\n")


def test_everything_that_is_referred_to_comes_along_without_names_of_mappers() -> None:
    assert "(._; >;);" in QUERY
    assert "out body;" in QUERY
    assert "meta" not in QUERY


def test_roads_restrictions_and_addresses_are_asked_for() -> None:
    for words in (
        'way["highway"]',
        'relation["type"~"^restriction',
        'nwr["addr:housenumber"]',
        'nw["place"]["name"]',
        'way["addr:interpolation"]',
        "ferry|shuttle_train",
    ):
        assert words in QUERY


def test_every_kind_of_backdrop_is_asked_for() -> None:
    asked = {
        key: values.split("|")
        for key, values in re.findall(r'(?:way|node)\["(\w+)"~"\^\((.*?)\)\$"\]', QUERY)
    }
    for key in set(BACKDROP_KEYS) - {"place"}:
        for value in asked[key]:
            tags = {key: value}
            kinds = (area_kind(tags.get), line_kind(tags.get))
            assert any(kind is not None for kind in kinds), tags
    assert {"water", "coastline"} <= set(asked["natural"])
    assert "tram" in asked["railway"]


def test_only_a_large_map_asks_for_much_of_the_server() -> None:
    small, large = (re.search(r"maxsize:(\d+)", map_query(BOX, size)) for size in (10**7, 10**9))
    assert small is not None
    assert large is not None
    assert int(small[1]) < int(large[1])
    assert map_query(BOX, 10**9).split("];", 1)[1] == QUERY.split("];", 1)[1]
