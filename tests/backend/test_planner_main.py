"""The planner process as it ships: a real map, a real planner, a real log."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.backend.messages import PlannerGone, PlannerReady, PlannerRestarted
from desktop_app.backend.planner_process import PlannerProcess
from desktop_app.backend.planner_state import PlannerState
from desktop_app.dispatch.change import PlannerChange
from desktop_app.dispatch.commands import AddEdit, AddRoute, EditDraft
from desktop_app.dispatch.settings import PlannerSettings
from desktop_app.roadnet.folder import write_map_folder
from desktop_app.roadnet.progress import ImportProgress
from desktop_app.roadnet.sources.osm import read_osm
from desktop_app.routing.request import LonLat, RouteRequest
from tests.backend.test_planner_process import started
from tests.backend.towns import TOWN

ALONG = RouteRequest(start=LonLat(7.410, 43.730), end=LonLat(7.412, 43.732))
CLOSED = EditDraft(chains=((2, 3), (3, 2)), action="close", reason="Burst main")


def _ignore(_progress: ImportProgress) -> None:
    pass


@pytest.fixture
def planner(tmp_path: Path) -> Iterator[PlannerProcess]:
    source = tmp_path / "town.osm"
    source.write_text(TOWN)
    write_map_folder(tmp_path / "map", read_osm(source, _ignore))
    planner = planner_on(tmp_path)
    yield planner
    planner.stop()


def planner_on(folder: Path) -> PlannerProcess:
    return PlannerProcess(
        folder / "map",
        feed_url=None,
        settings=PlannerSettings(),
        state=PlannerState(),
        log_file=folder / "planner.log",
    )


def test_routes_and_edits_outlive_the_process(planner: PlannerProcess) -> None:
    with started(planner) as heard:
        planner.send([AddRoute(id="1", name="Depot to harbour", request=ALONG)])
        [open_route] = heard.next(PlannerChange, lambda change: bool(change.routes)).routes
        assert open_route.duration_ms is not None
        planner.send([AddEdit(draft=CLOSED)])
        edits = heard.next(PlannerChange, lambda change: change.edits is not None).edits
        assert edits is not None
        pid = planner.pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        assert "1 route and 1 manual edit" in heard.next(PlannerRestarted).sentence
        heard.next(PlannerReady)
        again = heard.next(PlannerChange)
    assert again.whole
    assert again.edits is not None
    assert [view.id for view in again.edits.edits] == [edit.id for edit in edits.edits]
    assert [view.id for view in again.routes] == ["1"]


def test_a_feed_that_is_not_there_is_said_until_it_is_switched_off(planner: PlannerProcess) -> None:
    with started(planner) as heard:
        planner.connect_feed("ws://127.0.0.1:9")
        heard.next(PlannerChange, lambda change: change.feed is not None and change.feed.state == "lost")
        planner.connect_feed(None)
        heard.next(PlannerChange, lambda change: change.feed is not None and change.feed.state == "off")


def test_a_map_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    with started(planner_on(tmp_path)) as heard:
        sentence = heard.next(PlannerGone).sentence
    assert str(tmp_path / "map") in sentence
    assert str(tmp_path / "map") in (tmp_path / "planner.log").read_text(encoding="utf-8")
