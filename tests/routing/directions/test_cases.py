"""From a map file and a request line to the steps: what OSRM's car profile says on the same map.

The steps in ``cases/*.txt`` are those of osrm-bindings 26.10. Its ``roundabout turn`` is written as the
contract has it: ``roundabout`` and ``exit roundabout``. Where ours differ on purpose the line says why.
"""

import json
from typing import Any

import msgspec
import pytest

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.routing.answer_document import answer_document
from desktop_app.routing.directions.guide import Guides
from desktop_app.routing.request_line import parse_request_line
from desktop_app.routing.router import Router
from tests.roadnet.sources.map_files import read
from tests.routing.directions.case_files import Case, drawn_maps, families, read_cases
from tests.routing.directions.drawing import map_text

NOON_MS = 1_785_578_400_000
"""2026-08-01, 10:00 UTC: signs with hours count as they do on the command line."""

CASES = [case for family in families() for case in read_cases(family)]


@pytest.fixture(scope="module")
def routers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[RoadNetwork, Router, Guides]]:
    """The router of each family, on the one OSM file that holds its drawings side by side."""
    folder = tmp_path_factory.mktemp("drawn")
    made = {}
    for family in families():
        path = folder / f"{family}.osm"
        path.write_text(map_text(drawn_maps(family).values()), encoding="utf-8")
        network = read(path).network
        router = Router(network)
        router.keep_time(NOON_MS)
        made[family] = network, router, Guides(network)
    return made


def answered(network: RoadNetwork, router: Router, guides: Guides, case: Case) -> dict[str, Any]:
    """Return the answer to a case's request line, as a script reads it."""
    start, *via, end = (drawn_maps(case.family)[case.map_name].lat_lon(stop) for stop in case.stops)
    line = json.dumps({"from": start, "via": via, "to": end})
    answer = router.answer(parse_request_line(line, 1).request)
    document: dict[str, Any] = json.loads(
        msgspec.json.encode(answer_document(answer, network, router.weights_of(answer.request), guides))
    )
    return document


def said(step: dict[str, Any]) -> str:
    """Return a step in the words of the cases."""
    words = [step["type"], step["modifier"] or ""]
    words += [
        f"exit {step['exit']}" if step["exit"] else "",
        f"into {step['street']}" if step["street"] else "",
    ]
    return " ".join(word for word in words if word)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_steps_are_as_expected(routers: dict[str, tuple[RoadNetwork, Router, Guides]], case: Case) -> None:
    answer = answered(*routers[case.family], case)
    error = answer["error"]
    steps = [error["code"]] if error else [said(step) for step in answer["routes"][0]["steps"]]
    assert "; ".join(steps) == "; ".join(case.steps)


def test_there_are_enough_cases_and_few_differ_from_osrm() -> None:
    assert len(CASES) >= 150
    assert len([case for case in CASES if case.differs]) < len(CASES) / 20
