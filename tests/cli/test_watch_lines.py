"""What ``watch`` prints for a change, and when."""

import json

import pytest

from desktop_app.cli.watch_lines import WatchPrinter
from desktop_app.clock import ManualClock
from desktop_app.dispatch.change import AlertView, Cause, FeedView, PlannerChange, RouteView

Line = dict[str, object]


class Printed:
    """A printer whose lines are kept, and its clock."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.texts: list[str] = []
        self.printer = WatchPrinter(self.texts.append, self.clock)

    def take(self) -> list[Line]:
        lines = [json.loads(text) for text in self.texts]
        self.texts.clear()
        return lines

    def feed(self, state: str, **rejected: int) -> list[Line]:
        view = FeedView(state=state, seq=4, heard_ms=self.clock.now_ms() - 1500, rejected=rejected)
        self.printer.change(PlannerChange(version=1, at_ms=0, feed=view))
        return self.take()


@pytest.fixture
def printed() -> Printed:
    return Printed()


def route(duration_ms: int | None) -> RouteView:
    return RouteView(
        id="1", name="Depot", colour="", watching=True, stops=(), duration_ms=duration_ms,
        free_flow_ms=60_000, delay_ms=1_500, distance_m=1.0, rerouted=True, weights_version=7,
        nodes=(1, 2), streets=("Rua A",),
        line=b"", segments=b"", state="ok",
    )  # fmt: skip


def test_routes_come_before_alerts_and_the_feed(printed: Printed) -> None:
    alert = AlertView(
        id="a1", kind="delay", state="raised", priority="low", routes=("1",),
        cause=(Cause(street="Rua A", minutes=5.2, source="sim", age_s=3.0, what="speed"),),
        text="Depot: +7 min", at_ms=1_000, raised_ms=1_000,
    )  # fmt: skip
    feed = FeedView(state="live", seq=4, heard_ms=None, rejected={})
    printed.printer.change(
        PlannerChange(version=7, at_ms=1_000, routes=(route(61_500),), alerts=(alert,), feed=feed)
    )
    lines = printed.take()
    assert [line["type"] for line in lines] == ["route", "alert", "feed"]
    assert lines[0]["duration_s"] == 61.5
    assert lines[0]["delay_s"] == 1.5
    assert lines[0]["at"] == "1970-01-01T00:00:01.000Z"
    assert lines[1]["cause"] == [
        {"street": "Rua A", "minutes": 5.2, "source": "sim", "age_s": 3.0, "what": "speed", "text": ""}
    ]


def test_route_without_a_way_has_no_duration(printed: Printed) -> None:
    printed.printer.change(PlannerChange(version=1, at_ms=0, routes=(route(None),)))
    assert printed.take()[0]["duration_s"] is None


def test_feed_line_comes_when_state_or_refusals_change(printed: Printed) -> None:
    (line,) = printed.feed("live")
    assert (line["state"], line["seq"], line["age_s"], line["rejected"]) == ("live", 4, 1.5, {})
    printed.clock.advance(2)
    assert printed.feed("live") == []
    (line,) = printed.feed("live", bad_speed=2)
    assert line["rejected"] == {"bad_speed": 2}


def test_feed_lines_are_a_second_apart_and_the_last_is_not_lost(printed: Printed) -> None:
    assert printed.feed("connecting")
    assert printed.feed("live") == []
    assert printed.feed("stale") == []
    printed.clock.advance(1)
    printed.printer.flush()
    assert [line["state"] for line in printed.take()] == ["stale"]
    printed.printer.flush()
    assert printed.take() == []


def test_a_short_break_is_told_though_it_is_over(printed: Printed) -> None:
    assert len(printed.feed("live")) == 1
    for state in ("connecting", "lost", "connecting", "live"):
        assert printed.feed(state) == []
    states = []
    for _ in range(4):
        printed.clock.advance(1)
        printed.printer.flush()
        states.append([line["state"] for line in printed.take()])
    assert states == [["lost"], ["live"], [], []]


def test_a_feed_that_was_never_heard_has_an_age(printed: Printed) -> None:
    printed.clock.advance(3)
    view = FeedView(state="lost", seq=0, heard_ms=None, rejected={})
    printed.printer.change(PlannerChange(version=1, at_ms=0, feed=view))
    assert [line["age_s"] for line in printed.take()] == [3.0]
