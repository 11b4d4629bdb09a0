"""``greenwave route --requests``: the steps of every drawn case, from a map file to a line of JSON."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Greenwave
from tests.routing.directions.case_files import Case, drawn_maps, families, read_cases
from tests.routing.directions.drawing import map_text
from tests.routing.directions.test_cases import said


def line(case: Case) -> str:
    start, *via, end = (drawn_maps(case.family)[case.map_name].lat_lon(stop) for stop in case.stops)
    return json.dumps({"from": start, "via": via, "to": end})


def cases_of(family: str) -> list[Case]:
    """Return the cases but those whose signs have hours: what they say depends on when this runs."""
    maps = drawn_maps(family)
    timeless = {name for name, drawing in maps.items() if "conditional" not in map_text([drawing])}
    return [case for case in read_cases(family) if case.map_name in timeless]


@pytest.mark.parametrize("family", families())
def test_a_file_of_requests_is_told_step_by_step(greenwave: Greenwave, tmp_path: Path, family: str) -> None:
    cases = cases_of(family)
    drawn = tmp_path / f"{family}.osm"
    drawn.write_text(map_text(drawn_maps(family).values()), encoding="utf-8")
    requests = tmp_path / "requests.jsonl"
    requests.write_text("".join(f"{line(case)}\n" for case in cases), encoding="utf-8")

    ended = greenwave("route", drawn, "--requests", requests, "--json")

    told = []
    for text in ended.out.splitlines():
        answer = json.loads(text)
        error = answer["error"]
        steps = [error["code"]] if error else [said(step) for step in answer["routes"][0]["steps"]]
        told.append("; ".join(steps))
    assert dict(zip(map(str, cases), told, strict=True)) == {
        str(case): "; ".join(case.steps) for case in cases
    }


def test_there_are_enough_cases() -> None:
    assert sum(len(cases_of(family)) for family in families()) >= 150
