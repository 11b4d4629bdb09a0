"""Searching two villages: each kind of thing, as people type it."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.search.index import SearchIndex
from desktop_app.roadnet.search.items import SearchItems
from desktop_app.roadnet.search.result import ResultKind, SearchResult
from tests.networks import Road, network_of
from tests.roadnet.search.towns import EAST, WEST, index_in, items_of, labels


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    opened = index_in(tmp_path_factory.mktemp("map"))
    yield opened
    opened.close()


def _first(index: SearchIndex, text: str, near: tuple[float, float] | None = None) -> SearchResult:
    return index.find(text, near=near, limit=1)[0]


def test_streets_of_one_name_are_told_apart_by_their_town(index: SearchIndex) -> None:
    assert set(labels(index, "Hauptstraße")) == {"Hauptstraße, Westdorf", "Hauptstraße, Ostdorf"}
    assert labels(index, "Müllerweg") == ["Müllerweg"]


@pytest.mark.parametrize(
    "text",
    [
        "hauptstraße",
        "Hauptstr.",
        "hauptstr",
        "haupt str",
        "HAUPTSTRASSE",
        "hau",
        "hauptsrtasse",
        "haupstrase",
    ],
)
def test_a_street_is_found_however_it_is_typed(index: SearchIndex, text: str) -> None:
    assert labels(index, text)[0].startswith("Hauptstraße, ")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("sankt georg strasse", "St.-Georg-Str."),
        ("st georg", "St.-Georg-Str."),
        ("muellerweg", "Müllerweg"),
        ("mullerweg", "Müllerweg"),
        ("cafe ohara", "Café O'Hara"),
        ("o'hara", "Café O'Hara"),
    ],
)
def test_short_and_other_spellings(index: SearchIndex, text: str, label: str) -> None:
    assert labels(index, text)[0] == label


def test_each_key_of_a_name_leads_to_it(index: SearchIndex) -> None:
    name = "klinikum westdorf"
    assert all("Klinikum Westdorf" in labels(index, name[:length]) for length in range(1, len(name) + 1))


def test_the_nearer_of_two_comes_first(index: SearchIndex) -> None:
    assert labels(index, "hauptstr", WEST)[0] == "Hauptstraße, Westdorf"
    assert labels(index, "hauptstr", EAST)[0] == "Hauptstraße, Ostdorf"


def test_a_town_beside_the_street_chooses_it(index: SearchIndex) -> None:
    assert labels(index, "hauptstr ostdorf")[0] == "Hauptstraße, Ostdorf"
    assert labels(index, "westdorf, hauptstraße", EAST)[0] == "Hauptstraße, Westdorf"


@pytest.mark.parametrize(
    "text",
    [
        "Hauptstraße & Ringstraße",
        "ringstr / hauptstr",
        "hauptstr und ringstr",
        "corner of Hauptstraße and Ringstraße",
        "Ecke Hauptstr/Ringstr",
        "hauptstraße ecke ringstraße",
        "hauptstr x ringstr",
        "esquina hauptstr com ringstr",
        "haupstrasse & ringstrase",
    ],
)
def test_a_junction_of_two_streets(index: SearchIndex, text: str) -> None:
    found = _first(index, text, WEST)
    assert found.kind is ResultKind.JUNCTION
    assert set(found.label.partition(",")[0].split(" / ")) == {"Hauptstraße", "Ringstraße"}
    assert found.label.endswith(", Westdorf")
    assert (found.lon, found.lat) == pytest.approx(WEST)


def test_a_street_in_a_town_is_not_the_street_of_its_name(tmp_path: Path) -> None:
    index = index_in(tmp_path, items=items_of(places=[("Müllerstadt", "place=town", WEST)]))
    junctions = [
        found.label for found in index.find("müller & hauptstr") if found.kind is ResultKind.JUNCTION
    ]
    index.close()
    assert junctions == ["Müllerweg / Hauptstraße"]


def test_streets_that_do_not_meet_have_no_junction(index: SearchIndex) -> None:
    assert all(found.kind is not ResultKind.JUNCTION for found in index.find("Müllerweg & St.-Georg-Str."))


@pytest.mark.parametrize("text", ["Hauptstraße 10", "hauptstr. 10 westdorf", "10 hauptstr", "Hauptstr., 10"])
def test_a_known_address(index: SearchIndex, text: str) -> None:
    found = _first(index, text)
    assert (found.kind, found.label) == (ResultKind.ADDRESS, "Hauptstraße 10, Westdorf")
    assert (found.lon, found.lat, found.interpolated) == (9.998, 48.0001, False)


def test_an_address_belongs_to_the_street_beside_it(index: SearchIndex) -> None:
    assert _first(index, "hauptstr 12a").label == "Hauptstraße 12a, Ostdorf"


def test_a_number_between_two_known_ones_of_its_side(index: SearchIndex) -> None:
    found = _first(index, "Hauptstraße 12", WEST)
    assert found.label == "Hauptstraße 12, Westdorf (interpolated between 10 and 14)"
    assert found.interpolated
    assert (found.lon, found.lat) == pytest.approx((9.999, 48.0001))
    # Of the odd side only one number is known.
    assert _first(index, "Hauptstraße 13", WEST).kind is ResultKind.STREET


def test_a_number_on_an_interpolation_line(index: SearchIndex) -> None:
    found = _first(index, "Ringstraße 4", WEST)
    assert found.label == "Ringstraße 4, Westdorf (interpolated between 2 and 10)"
    assert (found.lon, found.lat) == pytest.approx((10.0, 47.999))
    assert _first(index, "Ringstraße 5", WEST).kind is ResultKind.STREET


def test_an_address_without_a_street_of_the_map(index: SearchIndex) -> None:
    found = _first(index, "am anger 3")
    assert (found.kind, found.label, found.lon) == (ResultKind.ADDRESS, "Am Anger 3", 10.1)


def test_places_and_points_of_interest(index: SearchIndex) -> None:
    assert _first(index, "ostdorf").kind is ResultKind.PLACE
    hospital = _first(index, "hospital")
    assert (hospital.kind, hospital.label, hospital.detail) == (
        ResultKind.POI,
        "Klinikum Westdorf",
        "hospital",
    )
    assert labels(index, "fuel", EAST) == ["Fuel station, Ostdorf", "Fuel station, Westdorf"]
    assert labels(index, "tankstelle", WEST)[0] == "Fuel station, Westdorf"


def test_coordinates_and_osm_ids(index: SearchIndex) -> None:
    found = _first(index, "48.5, 10.25")
    assert (found.kind, found.lat, found.lon) == (ResultKind.COORDINATE, 48.5, 10.25)
    node = _first(index, "https://www.openstreetmap.org/node/102")
    assert (node.kind, node.lon, node.lat) == (ResultKind.COORDINATE, *WEST)
    assert _first(index, "https://osm.org/way/100").lat == pytest.approx(48.0)
    assert index.find("https://www.openstreetmap.org/node/999") == ()


@pytest.mark.parametrize(
    "text", ["", " ", "qqqzzz", "hauptstr qqqzzz wwwyyy", "💥", "\u202e", '"', "*", "NEAR("]
)
def test_what_is_not_there_is_not_found(index: SearchIndex, text: str) -> None:
    assert index.find(text) == ()


def test_scores_fall_and_the_limit_holds(index: SearchIndex) -> None:
    found = index.find("str", limit=3)
    assert len(found) == 3
    assert [result.score for result in found] == sorted((result.score for result in found), reverse=True)
    assert all(0 <= result.score <= 1 for result in found)
    assert index.find("str", limit=0) == ()


@pytest.mark.parametrize(
    "text",
    [
        "x" * 100_000,
        "haupt " * 20_000,
        "1 " * 50_000,
        "& " * 50_000,
        "\x00hauptstr\x00",
        'word : "a" AND cell : *',
        "haupt* OR {word cell}: ^a NEAR(b, 2)",
        "'; DROP TABLE entry; --",
        "\ud800 hauptstr",
        "\u0645\u064a\u062f\u0627\u0646 & \u05e8\u05d7\u05d5\u05d1",
        "👩‍🚒" * 1000,
        "9" * 5000,
        "e\u0301" * 5000,
    ],
)
def test_hostile_texts_are_only_texts(index: SearchIndex, text: str) -> None:
    assert isinstance(index.find(text, near=WEST), tuple)
    assert labels(index, "müllerweg") == ["Müllerweg"]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60) | st.text(alphabet='hauptringsße&/ 12,"*:()^+-\x00', max_size=60))
def test_no_text_is_an_error(index: SearchIndex, text: str) -> None:
    for result in index.find(text, near=EAST):
        assert abs(result.lat) <= 90
        assert abs(result.lon) <= 180


@pytest.mark.parametrize("text", ["e street", "E Street ", "e st"])
def test_a_street_with_a_name_like_an_article(tmp_path: Path, text: str) -> None:
    places = {node: (10.0 + node * 0.001, 48.0) for node in range(302)}
    roads = [Road((n, n + 1), f"{n}th Street", road_class=RoadClass.PRIMARY) for n in range(300)]
    index = index_in(
        tmp_path, network_of(places, [*roads, Road((300, 301), "E Street")]), SearchItems.empty()
    )
    found = labels(index, text)
    index.close()
    assert found[0] == "E Street"


def test_a_view_that_is_nowhere_is_none(index: SearchIndex) -> None:
    assert labels(index, "hauptstr", (float("nan"), float("inf"))) == labels(index, "hauptstr")


def test_it_may_be_used_from_several_threads(index: SearchIndex) -> None:
    found: list[list[str]] = []

    def search() -> None:
        found.extend(labels(index, "hauptstr 10 westdorf") for _ in range(20))

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 80
    assert all(answer == found[0] for answer in found)


def test_a_path_with_signs_of_an_address(tmp_path: Path) -> None:
    folder = tmp_path / "a %41?b#c"
    folder.mkdir()
    index = index_in(folder)
    assert labels(index, "müllerweg") == ["Müllerweg"]
    index.close()
