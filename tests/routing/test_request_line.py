"""Requests as lines of JSON."""

import pytest

from desktop_app.errors import RequestError
from desktop_app.routing.request import EngineName, LonLat, RouteRequest
from desktop_app.routing.request_line import LONGEST_LINE, parse_request_line


def test_places_in_a_line_are_latitude_first() -> None:
    line = '{"from": [43.73, 7.42], "to": [43.72, 7.41], "via": [[43.0, 7]], "engine": "dijkstra", "new": 1}'
    read = parse_request_line(line, 4)
    assert read.request == RouteRequest(
        start=LonLat(7.42, 43.73),
        end=LonLat(7.41, 43.72),
        via=(LonLat(7.0, 43.0),),
        engine=EngineName.DIJKSTRA,
    )
    assert (read.id, read.name) == ("4", "4")


def test_a_line_may_name_itself() -> None:
    read = parse_request_line(b'{"from":[1,2],"to":[3,4],"id":"7","name":"Depot","alternatives":0}', 1)
    assert (read.id, read.name) == ("7", "Depot")
    assert read.request.engine is EngineName.CCH


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        (b"\xff{}", "not JSON"),
        ('{"from":[1,2],"to":[3,4],"x":' + "[" * 100_000, "not JSON"),
        ('"\ud800"', "not JSON"),
        ("[1]", "'object'"),
        ('{"to":[3,4]}', "'from'"),
        ('{"from":[1],"to":[3,4]}', "length 2 - at 'from'"),
        ('{"from":[1,2],"to":[3,"4"]}', "'to[1]'"),
        ('{"from":[1,2],"to":[3,NaN]}', "not JSON"),
        ('{"from":[1,2],"to":[3,1e999]}', "out of range"),
        ('{"from":[91,2],"to":[3,4]}', "latitude of the start is 91.0"),
        ('{"from":[1,2],"to":[3,-181]}', "longitude of the end is -181.0"),
        ('{"from":[1,2],"to":[3,4],"alternatives":1.5}', "'alternatives'"),
        ('{"from":[1,2],"to":[3,4],"alternatives":-1}', "'alternatives'"),
        ('{"from":[1,2],"to":[3,4],"engine":"a\\nb"}', r"no engine 'a\nb'"),
        ('{"from":[1,2],"to":[3,4],"x":"' + "x" * LONGEST_LINE + '"}', "longer than"),
    ],
)
def test_what_is_no_request_is_refused_in_one_sentence(line: str | bytes, says: str) -> None:
    with pytest.raises(RequestError) as refused:
        parse_request_line(line, 12)
    message = str(refused.value)
    assert message.startswith("Line 12")
    assert says in message
    assert "\n" not in message
