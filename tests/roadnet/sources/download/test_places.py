"""Finding a place by its name."""

import json

import pytest

from desktop_app import __version__
from desktop_app.errors import BadArgumentError, DownloadError
from tests.roadnet.sources.download.client import Client
from tests.roadnet.sources.download.map_server import PLACES, MapServer, answer


def test_places_come_with_their_boxes_the_most_important_first(client: Client) -> None:
    first, second = client.places("Monaco")

    assert (first.label, first.kind) == ("Monaco", "country")
    assert (first.box.south, first.box.west) == (43.5165358, 7.4090279)
    assert (first.box.north, first.box.east) == (43.7519311, 7.5329917)
    assert second.label == "Monaco, Elsewhere"


def test_a_place_that_is_a_point_gets_room_around_it(client: Client) -> None:
    _, point = client.places("Monaco")

    assert point.box.area_km2 == pytest.approx(4.0, rel=0.01)
    assert (point.box.south + point.box.north) / 2 == pytest.approx(43.73)
    assert (point.box.west + point.box.east) / 2 == pytest.approx(7.42)


def test_no_place_is_an_answer(client: Client) -> None:
    assert client.places("Nowhere at all") == []


def test_the_question_names_the_program(server: MapServer, client: Client) -> None:
    client.places("  Monaco &\tco=1 ")

    (asked,) = server.asked
    assert (asked.method, asked.path) == ("GET", "/search")
    assert asked.fields["q"] == "Monaco & co=1"
    assert asked.fields["format"] == "jsonv2"
    assert asked.headers["User-Agent"] == f"greenwave/{__version__}"


def test_searches_are_a_second_apart(client: Client) -> None:
    client.places("Monaco")
    assert client.waits.waited_s == 0
    client.places("Monaco")
    client.places("Monaco")
    assert 1.5 < client.waits.waited_s <= 2.0


@pytest.mark.parametrize("name", ["", "  ", "x" * 201, "a\x00b"])
def test_what_is_no_name_is_not_asked_for(server: MapServer, client: Client, name: str) -> None:
    with pytest.raises(BadArgumentError, match="name of a place"):
        client.places(name)
    assert not server.asked


@pytest.mark.parametrize(
    "body", [b"", b"<html></html>", b"{}", b'[{"display_name": 1}]', b"[" * 100_000, b'{"error": "down"}']
)
def test_what_is_no_list_of_places_is_refused(server: MapServer, client: Client, body: bytes) -> None:
    server.replies = [answer(body, "application/json")]
    with pytest.raises(DownloadError, match="list of places"):
        client.places("Monaco")


@pytest.mark.parametrize(
    "sides",
    [
        [],
        ["1", "2", "3"],
        ["a", "b", "c", "d"],
        ["nan", "2", "3", "4"],
        ["2", "1", "3", "4"],
        ["1", "95", "3", "4"],
    ],
)
def test_a_place_without_a_box_is_left_out(server: MapServer, client: Client, sides: list[str]) -> None:
    places = [{"display_name": "Lost", "boundingbox": sides}, PLACES[0]]
    server.replies = [answer(json.dumps(places).encode(), "application/json")]
    assert [place.label for place in client.places("Monaco")] == ["Monaco"]


def test_names_cannot_steer_a_terminal(server: MapServer, client: Client) -> None:
    place = {**PLACES[0], "display_name": "Mon\x1b[2Jaco\n" + "x" * 1_000}
    server.replies = [answer(json.dumps([place]).encode(), "application/json")]
    (found,) = client.places("Monaco")
    assert found.label.isprintable()
    assert len(found.label) == 200
