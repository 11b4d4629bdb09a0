"""``--deadline``: what it takes, and what the answer then tells."""

import argparse
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.cli.deadline_argument import deadline
from desktop_app.errors import BadArgumentError
from desktop_app.routing.request_check import LONGEST_DEADLINE_S
from tests.cli.conftest import Greenwave, is_refused
from tests.shared_data import SHARED, needs_shared

MONACO = SHARED / "maps/monaco.osm.gz"
SMALL = SHARED / "hostile/map/good_small.osm"
PLACES = ("--from", "43.730729,7.42135", "--to", "43.727697,7.419199")
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
NOON_MS = round(NOON.timestamp() * 1000)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1500", 1500),
        ("90.5", 90.5),
        ("25m", 1500),
        ("25min", 1500),
        ("1h30m", 5400),
        ("90s", 90),
        ("1h", 3600),
        ("2026-05-01T12:30Z", 1800),
        ("2026-05-01T14:30:00+02:00", 1800),
    ],
)
def test_a_deadline_is_so_far_off(text: str, seconds: float) -> None:
    assert deadline(text).seconds_from(NOON_MS) == pytest.approx(seconds)


@pytest.mark.parametrize(("minutes", "days"), [(1, 0), (90, 0), (-1, 1), (0, 1)])
def test_an_hour_is_the_next_one_of_that_name(minutes: int, days: int) -> None:
    hour = (NOON.astimezone() + timedelta(minutes=minutes)).strftime("%H:%M")
    assert deadline(hour).seconds_from(NOON_MS) == minutes * 60 + days * 86_400


@pytest.mark.parametrize(
    "text",
    ["", " ", "soon", "nan", "inf", "1e5", "-5", "h", "25x", "25:00", "12:60", "1:2", "2026-05-01", "T",
     "2026-13-01T12:00Z", "0001-01-01T00:00", "9999-12-31T23:59", "١٢:٣٠", "9" * 5000, "9" * 5000 + "h"],
)  # fmt: skip
def test_rubbish_is_no_deadline(text: str) -> None:
    with pytest.raises((argparse.ArgumentTypeError, BadArgumentError)) as refused:
        deadline(text).seconds_from(NOON_MS)
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 300


@pytest.mark.parametrize("text", ["0", "0m", "2026-05-01T11:59Z", str(LONGEST_DEADLINE_S + 1), "577h"])
def test_a_deadline_in_the_past_or_far_off_is_refused(text: str) -> None:
    with pytest.raises(BadArgumentError, match=text):
        deadline(text).seconds_from(NOON_MS)


def test_a_deadline_that_has_passed_is_refused_before_the_map_is_opened(greenwave: Greenwave) -> None:
    ended = greenwave("route", "/nowhere/map.osm", *PLACES, "--deadline", "2020-01-01T00:00Z")
    assert is_refused(ended, "--deadline", "2020-01-01T00:00Z"), ended


def test_rubbish_is_refused_in_one_line(greenwave: Greenwave) -> None:
    ended = greenwave("route", "/nowhere/map.osm", *PLACES, "--deadline", "soon")
    assert is_refused(ended, "--deadline", "soon"), ended


@needs_shared
def test_the_answer_tells_the_chance_and_the_frontier(greenwave: Greenwave) -> None:
    plain = json.loads(greenwave("route", MONACO, *PLACES, "--json").out)["routes"][0]
    chances = []
    for seconds in (200, 270, 300, 400):
        ended = greenwave("route", MONACO, *PLACES, "--deadline", seconds, "--json")
        route = json.loads(ended.out)["routes"][0]
        assert route["deadline_s"] == seconds
        assert route["mean_s"] == route["duration_s"]
        assert {"mean_s": route["mean_s"], "std_s": route["std_s"], "chance": route["on_time_chance"]} in (
            route["frontier"]
        )
        assert route["frontier"][0]["mean_s"] == plain["duration_s"]
        assert route["frontier_complete"]
        chances.append(route["on_time_chance"])
    assert chances == sorted(chances)
    assert chances[0] < 0.1
    assert chances[-1] > 0.9


@needs_shared
def test_without_a_deadline_nothing_of_it_is_told(greenwave: Greenwave) -> None:
    route = json.loads(greenwave("route", MONACO, *PLACES, "--json").out)["routes"][0]
    assert not {"deadline_s", "mean_s", "std_s", "on_time_chance", "frontier"} & set(route)


@needs_shared
def test_words_tell_the_chance(greenwave: Greenwave) -> None:
    assert "chance of" in greenwave("route", MONACO, *PLACES, "--deadline", "5m").out


@needs_shared
def test_slow_roads_and_closures_count(greenwave: Greenwave, tmp_path: Path) -> None:
    free = json.loads(greenwave("route", MONACO, *PLACES, "--deadline", "300", "--json").out)["routes"][0]
    pairs = list(zip(free["nodes"], free["nodes"][1:], strict=False))
    speeds = tmp_path / "speeds.csv"
    speeds.write_text("".join(f"{tail},{head},20\n" for tail, head in pairs))
    slow = json.loads(
        greenwave("route", MONACO, *PLACES, "--deadline", "300", "--speeds", speeds, "--json").out
    )["routes"][0]
    assert slow["on_time_chance"] < free["on_time_chance"]
    lon, lat = free["geometry"][len(free["geometry"]) // 2]
    closed = json.loads(
        greenwave("route", MONACO, *PLACES, "--deadline", "300", "--close", f"{lat},{lon},10", "--json").out
    )["routes"][0]
    assert closed["nodes"] != free["nodes"]
    assert closed["on_time_chance"] < free["on_time_chance"]


@needs_shared
def test_a_request_line_brings_its_own_deadline(greenwave: Greenwave, tmp_path: Path) -> None:
    places = '"from": [43.730729, 7.42135], "to": [43.727697, 7.419199]'
    deadlines = ["330", "-5", "0", "1e400", '"soon"', "true", "1e9", "null"]
    requests = tmp_path / "requests.jsonl"
    requests.write_text("".join(f'{{{places}, "deadline_s": {each}}}\n' for each in deadlines))
    ended = greenwave("route", MONACO, "--requests", requests, "--json")
    assert ended.code == 0
    answers = [json.loads(line) for line in ended.out.splitlines()]
    assert [answer["error"] and answer["error"]["code"] for answer in answers] == [
        None, *["InvalidRequest"] * 6, None
    ]  # fmt: skip
    assert answers[0]["routes"][0]["on_time_chance"] > 0.5
    assert "on_time_chance" not in answers[-1]["routes"][0]


@needs_shared
def test_where_no_way_leads_there_is_no_chance_to_tell(greenwave: Greenwave) -> None:
    ended = greenwave(
        "route", MONACO, "--from", "-43.7,7.42", "--to", "43.7,7.4", "--deadline", "9", "--json"
    )
    assert ended.code == 3
    assert json.loads(ended.out)["routes"] == []
