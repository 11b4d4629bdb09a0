"""The planner as its callers see it: commands in, one change out."""

from dataclasses import replace
from datetime import UTC, datetime

import msgspec
import numpy as np
import pytest

from desktop_app.clock import ManualClock
from desktop_app.dispatch.change import CLOSED, HAS_WORD, MANUAL, AlertView, PlannerChange, RouteView
from desktop_app.dispatch.commands import (
    AcknowledgeAlert,
    AddEdit,
    AddRoute,
    ApplyFeed,
    AskRoute,
    ChangeRoute,
    Command,
    EditDraft,
    FeedStatus,
    Redo,
    RemoveRoute,
    ReplaceFeed,
    RestoreEdit,
    Tick,
    Undo,
)
from desktop_app.dispatch.planner import Planner
from desktop_app.dispatch.route_views import RouteViews
from desktop_app.dispatch.settings import DelayRule, PlannerSettings, SwitchRule
from desktop_app.roadnet.texts import TextTable
from desktop_app.routing.request import LonLat, RouteRequest
from desktop_app.traffic.words import ClearWord, ClosureWord, IncidentWord, NodesPlace, SpeedWord, Word
from tests.networks import Road, network_of

# Two ways from 1 to 6: a straight road over 2 and 3, and a longer one over 4 and 5; 7 is a dead end.
PLACES = {
    1: (0.00, 45.00), 2: (0.01, 45.00), 3: (0.02, 45.00), 6: (0.03, 45.00),
    4: (0.01, 45.01), 5: (0.02, 45.01), 7: (0.04, 45.00),
}  # fmt: skip
NETWORK = network_of(
    PLACES, [Road((1, 2, 3, 6), "Straight Street"), Road((1, 4, 5, 6), "Bow Street"), Road((6, 7), "Stub")]
)
REQUEST = RouteRequest(start=LonLat(0.0005, 45.0), end=LonLat(0.0395, 45.0))
STRAIGHT = (1, 2, 3, 6, 7)
BOW = (2, 1, 4, 5, 6, 7)  # the start lies behind 1, on the way to 2
EVERY_GAIN = PlannerSettings(switch=SwitchRule(least_minutes=0, least_percent=0))


class Desk:
    """A planner with one route under watch and a clock that stands still."""

    def __init__(self, settings: PlannerSettings) -> None:
        self.clock = ManualClock()
        self.planner = Planner(NETWORK, self.clock, settings)
        self._views = RouteViews()
        self.first = self.tell(AddRoute(id="1", name="Depot", request=REQUEST))

    def tell(self, *commands: Command) -> PlannerChange:
        self.clock.advance(1)
        change = self.planner.handle(commands)
        return msgspec.structs.replace(change, routes=self._views.take(change))

    def hear(self, *words: Word) -> PlannerChange:
        return self.tell(ApplyFeed(words=words))

    def speed(self, kph: float, nodes: tuple[int, ...] = (1, 2, 3, 6)) -> SpeedWord:
        return SpeedWord(
            source="sim", id="j", ts_ms=self.clock.now_ms(), place=NodesPlace(nodes), speed_kph=kph
        )

    def closure(self, nodes: tuple[int, ...] = (2, 3)) -> ClosureWord:
        return ClosureWord(
            source="city", id="c", ts_ms=self.clock.now_ms(), place=NodesPlace(nodes), text="Bridge works"
        )


@pytest.fixture
def desk() -> Desk:
    return Desk(PlannerSettings())


def only_route(change: PlannerChange) -> RouteView:
    (route,) = change.routes
    return route


def kinds(change: PlannerChange) -> list[tuple[str, str]]:
    return [(alert.kind, alert.state) for alert in change.alerts]


def alert_of(change: PlannerChange, kind: str) -> AlertView:
    return next(alert for alert in change.alerts if alert.kind == kind)


def test_new_route_is_told_with_its_way(desk: Desk) -> None:
    route = only_route(desk.first)
    assert route.nodes == STRAIGHT
    assert route.streets == ("Straight Street", "Stub")
    assert route.duration_ms == route.free_flow_ms
    assert not route.rerouted
    line = np.frombuffer(route.line, "<f8").reshape(-1, 2)
    assert line[0] == pytest.approx((0.0005, 45.0))
    assert line[-1] == pytest.approx((0.0395, 45.0))


def test_marks_and_causes_over_the_antimeridian_lie_on_their_road() -> None:
    network = network_of({1: (179.99, 65.0), 2: (-179.99, 65.0)}, [Road((1, 2), "Date Line")])
    planner = Planner(network, ManualClock(), PlannerSettings())
    request = RouteRequest(start=LonLat(179.995, 65.0), end=LonLat(-179.995, 65.0))
    planner.handle([AddRoute(id="1", name="Depot", request=request)])
    closure = ClosureWord(source="city", id="c", ts_ms=ManualClock().now_ms(), place=NodesPlace((1, 2)))
    change = planner.handle([ApplyFeed(words=(closure,))])
    (mark,) = change.incidents or ()
    place = alert_of(change, "closed").cause[0].at
    assert place is not None
    assert (abs(mark.at.lon), abs(place.lon)) == pytest.approx((180.0, 180.0))


def test_nothing_new_is_told_when_only_time_passes(desk: Desk) -> None:
    change = desk.tell(Tick())
    assert not change.routes
    assert not change.alerts
    assert not change.segments
    assert change.version == desk.first.version


def test_slow_road_changes_time_and_keeps_the_way_below_the_threshold(desk: Desk) -> None:
    change = desk.hear(desk.speed(30))
    route = only_route(change)
    assert route.nodes == STRAIGHT
    assert not route.rerouted
    assert route.delay_ms > 0
    assert change.version == desk.first.version + 1
    states = change.segment_states()
    assert len(states) == 3
    assert (states["flags"] == HAS_WORD).all()
    assert change.sources == ("sim",)


def test_jam_that_another_way_saves_enough_of_reroutes(desk: Desk) -> None:
    route = only_route(desk.hear(desk.speed(5)))
    assert route.nodes == BOW
    assert route.rerouted


def test_zero_zero_always_drives_the_best_way() -> None:
    desk = Desk(EVERY_GAIN)
    assert only_route(desk.hear(desk.speed(25))).nodes == BOW
    back = only_route(desk.hear(ClearWord(source="sim", id="j", ts_ms=desk.clock.now_ms())))
    assert back.nodes == STRAIGHT


def test_way_is_kept_when_the_old_one_is_better_by_too_little(desk: Desk) -> None:
    desk.hear(desk.speed(5))
    change = desk.hear(ClearWord(source="sim", id="j", ts_ms=desk.clock.now_ms()))
    assert not change.routes, "the bow saves less than three minutes, so the way stays and nothing moved"


def test_closure_leads_round_and_is_raised_and_cleared_at_once(desk: Desk) -> None:
    change = desk.hear(desk.closure())
    assert only_route(change).nodes == BOW
    assert kinds(change) == [("closed", "raised"), ("closed", "cleared")]
    alert = change.alerts[0]
    assert alert.routes == ("1",)
    assert (alert.cause[0].street, alert.cause[0].source, alert.cause[0].what) == (
        "Straight Street", "city", "closure",
    )  # fmt: skip
    assert "Bridge works" in alert.text
    assert (change.segment_states()["flags"] & CLOSED).all()
    assert change.incidents is not None
    assert [mark.id for mark in change.incidents] == ["c"]


def test_closure_without_a_way_round_says_no_way_until_it_ends(desk: Desk) -> None:
    change = desk.hear(desk.closure((6, 7, 6)))
    # The stop itself lies on the closed stub; it is moved to the nearest open road.
    assert only_route(change).nodes[-1] != 7
    both = desk.hear(
        desk.closure((2, 3)),
        ClosureWord(source="city", id="d", ts_ms=desk.clock.now_ms(), place=NodesPlace((4, 5))),
        ClearWord(source="city", id="x", ts_ms=desk.clock.now_ms()),
    )
    route = only_route(both)
    assert route.duration_ms is None
    assert route.nodes == ()
    assert route.state == "no_way"
    assert ("no_way", "raised") in kinds(both)
    assert alert_of(both, "no_way").cause[0].what == "closure"
    assert "goes round" not in alert_of(both, "closed").text
    after = desk.hear(ClearWord(source="city", id="d", ts_ms=desk.clock.now_ms()))
    assert only_route(after).nodes
    assert kinds(after) == [("no_way", "cleared")]


def test_one_cause_is_one_alert_for_all_routes_on_it() -> None:
    desk = Desk(PlannerSettings(switch=SwitchRule(least_minutes=999)))
    more = [AddRoute(id=str(n), name=f"Route {n}", request=REQUEST) for n in range(2, 12)]
    desk.tell(*more)
    change = desk.hear(desk.speed(10))
    assert kinds(change) == [("delay", "raised")]
    alert = change.alerts[0]
    assert len(alert.routes) == 11
    assert alert.cause[0].street == "Straight Street"
    assert alert.cause[0].source == "sim"
    assert alert.cause[0].minutes == pytest.approx(only_route_minutes(change), abs=0.2)
    assert "Straight Street" in alert.text
    assert {route.state for route in change.routes} == {"delayed"}


def only_route_minutes(change: PlannerChange) -> float:
    return change.routes[0].delay_ms / 60_000


def test_delay_alert_has_hysteresis() -> None:
    rule = DelayRule(raise_minutes=2, raise_percent=20, clear_minutes=1, clear_percent=12)
    desk = Desk(PlannerSettings(switch=SwitchRule(least_minutes=999), delay=rule))
    assert kinds(desk.hear(desk.speed(35))) == []
    assert kinds(desk.hear(desk.speed(25))) == [("delay", "raised")]
    assert kinds(desk.hear(desk.speed(30))) == []
    assert kinds(desk.hear(desk.speed(45))) == [("delay", "cleared")]


def test_new_way_with_a_smaller_delay_of_its_own_raises_nothing() -> None:
    rule = DelayRule(raise_minutes=2, raise_percent=20, clear_minutes=0.1, clear_percent=1)
    desk = Desk(PlannerSettings(switch=SwitchRule(least_minutes=3), delay=rule))
    bow = SpeedWord(
        source="sim", id="b", ts_ms=desk.clock.now_ms(), place=NodesPlace((1, 4, 5, 6)), speed_kph=40
    )
    assert kinds(desk.hear(desk.speed(20), bow)) == [("delay", "raised")]
    change = desk.hear(desk.speed(5))
    assert only_route(change).nodes == BOW
    assert only_route(change).delay_ms > 20_000
    assert kinds(change) == [("delay", "cleared")]


def test_incident_is_named_as_the_cause() -> None:
    desk = Desk(PlannerSettings(switch=SwitchRule(least_minutes=999)))
    word = IncidentWord(
        source="city",
        id="i",
        ts_ms=desk.clock.now_ms(),
        place=NodesPlace((2, 3)),
        delay_s=600,
        text="Two lorries",
    )
    alert = alert_of(desk.hear(word), "delay")
    assert (alert.cause[0].what, alert.cause[0].text) == ("incident", "Two lorries")
    assert alert.cause[0].minutes == pytest.approx(10)


def test_alert_stays_while_its_cause_adds_half_of_the_heaviest() -> None:
    desk = Desk(PlannerSettings(switch=SwitchRule(least_minutes=999)))

    def jam(name: str, nodes: tuple[int, ...], delay_s: float) -> IncidentWord:
        return IncidentWord(
            source="city", id=name, ts_ms=desk.clock.now_ms(), place=NodesPlace(nodes), delay_s=delay_s
        )

    assert kinds(desk.hear(jam("first", (2, 3), 600))) == [("delay", "raised")]
    grown = alert_of(desk.hear(jam("second", (6, 7), 1_100)), "delay")
    assert grown.state == "changed"
    assert [cause.street for cause in grown.cause] == ["Stub", "Straight Street"]
    assert kinds(desk.hear(jam("second", (6, 7), 1_300))) == [("delay", "cleared"), ("delay", "raised")]


def test_feed_alert_is_raised_once_and_cleared_when_live(desk: Desk) -> None:
    def status(state: str) -> FeedStatus:
        return FeedStatus(
            state=state,
            seq=3,
            heard_ms=desk.clock.now_ms(),
            rejected={"not_json": 1},
            message="It was refused.",
        )

    assert kinds(desk.tell(status("live"))) == []
    silent = alert_of(desk.tell(status("stale")), "feed_lost")
    assert silent.state == "raised"
    assert "(It was refused); speeds" in silent.text
    assert kinds(desk.tell(status("lost"))) == []
    assert kinds(desk.tell(status("connecting"))) == []
    change = desk.tell(status("live"))
    assert kinds(change) == [("feed_lost", "cleared")]
    assert change.feed is not None
    assert change.feed.rejected == {"not_json": 1}


def test_refusals_of_the_wire_and_of_the_map_are_counted_together(desk: Desk) -> None:
    desk.tell(FeedStatus(state="live", seq=1, heard_ms=None, rejected={"bad_speed": 2}))
    change = desk.hear(desk.closure((98, 99)))
    assert change.feed is not None
    assert change.feed.rejected == {"bad_speed": 2, "unknown_place": 1}


def test_manual_closure_goes_round_undo_comes_back_redo_goes_round_again() -> None:
    desk = Desk(EVERY_GAIN)
    change = desk.tell(AddEdit(draft=EditDraft(chains=((2, 3), (3, 2)), action="close", reason="Flood")))
    assert only_route(change).nodes == BOW
    assert change.edits is not None
    assert change.edits.edits[0].streets == ("Straight Street",)
    assert change.edits.undo_text
    assert (change.segment_states()["flags"] & MANUAL).all()
    assert alert_of(change, "closed").cause[0].what == "manual"
    undone = desk.tell(Undo())
    assert only_route(undone).nodes == STRAIGHT
    assert undone.edits is not None
    assert undone.edits.redo_text
    assert only_route(desk.tell(Redo())).nodes == BOW


def test_manual_edit_ends_by_itself() -> None:
    desk = Desk(EVERY_GAIN)
    until = desk.clock.now_ms() + 60_000
    desk.tell(AddEdit(draft=EditDraft(chains=((2, 3),), action="close", until_ms=until)))
    desk.clock.advance(60)
    change = desk.tell(Tick())
    assert only_route(change).nodes == STRAIGHT
    assert change.edits is not None
    assert not change.edits.edits


def test_edit_off_the_map_is_refused_in_words(desk: Desk) -> None:
    change = desk.tell(RestoreEdit(id="e1", draft=EditDraft(chains=((91, 92),), action="close"), made_ms=1))
    assert change.edits is not None
    assert not change.edits.edits
    assert len(change.notices) == 1


def test_restored_edit_that_has_ended_meanwhile_goes_without_a_word(desk: Desk) -> None:
    draft = EditDraft(chains=((2, 3),), action="close", until_ms=desk.clock.now_ms())
    change = desk.tell(RestoreEdit(id="e1", draft=draft, made_ms=1))
    assert change.edits is not None
    assert not change.edits.edits
    assert not change.notices
    assert not change.routes


def test_snapshot_after_a_break_doubles_nothing() -> None:
    desk = Desk(PlannerSettings(switch=SwitchRule(least_minutes=999)))
    incident = IncidentWord(
        source="city", id="i", ts_ms=desk.clock.now_ms(), place=NodesPlace((2, 3)), delay_s=600
    )
    before = only_route(desk.hear(incident))
    again = desk.tell(ReplaceFeed(words=(incident,)))
    assert not again.routes
    assert not again.alerts
    assert before.delay_ms == pytest.approx(600_000, abs=2)


def test_route_off_watch_raises_nothing_and_comes_back_up_to_date(desk: Desk) -> None:
    desk.tell(ChangeRoute(id="1", watching=False))
    assert not desk.hear(desk.speed(5)).alerts
    route = only_route(desk.tell(ChangeRoute(id="1", watching=True)))
    assert route.nodes == BOW


def test_removing_a_route_clears_its_alert() -> None:
    desk = Desk(PlannerSettings(switch=SwitchRule(least_minutes=999)))
    desk.hear(desk.speed(5))
    change = desk.tell(RemoveRoute(id="1"))
    assert change.removed_routes == ("1",)
    assert kinds(change) == [("delay", "cleared")]


def test_acknowledging_marks_the_alert() -> None:
    desk = Desk(PlannerSettings(switch=SwitchRule(least_minutes=999)))
    alert = alert_of(desk.hear(desk.speed(5)), "delay")
    change = desk.tell(AcknowledgeAlert(id=alert.id))
    assert change.alerts[0].acknowledged
    assert not desk.tell(AcknowledgeAlert(id=alert.id)).alerts


def test_question_is_answered_by_the_same_weights(desk: Desk) -> None:
    change = desk.tell(ApplyFeed(words=(desk.closure(),)), AskRoute(query_id="q", request=REQUEST))
    reply = change.replies[0]
    assert reply.route is not None
    assert reply.route.nodes == BOW
    assert reply.document.weights_version == change.version
    far = desk.tell(AskRoute(query_id="far", request=RouteRequest(start=LonLat(9, 9), end=LonLat(0, 45))))
    assert far.replies[0].route is None
    assert far.replies[0].document.error is not None


def test_a_road_closed_by_the_hour_sends_the_route_round_at_that_hour() -> None:
    # Straight Street is closed on working days from 7 to 9; the map's clock is UTC's.
    condition = TextTable.of(["", "2 @ (Mo-Fr 07:00-09:00)"])
    # The start is on Straight Street itself: it is then put on Bow Street.
    straight = np.where(NETWORK.arc_way == 100, 1, 0).astype(np.int32)
    car = replace(NETWORK.profiles[0], arc_condition=straight)
    facts = replace(NETWORK.facts, time_zone="UTC")
    network = replace(NETWORK, profiles=(car,), conditions=condition, facts=facts)
    monday_6 = round(datetime(2026, 11, 23, 6, tzinfo=UTC).timestamp() * 1000)
    clock = ManualClock(monday_6)
    planner = Planner(network, clock, EVERY_GAIN)
    assert planner.handle([AddRoute(id="1", name="Depot", request=REQUEST)]).routes[0].nodes == STRAIGHT
    clock.advance(2 * 3600)
    at_eight = planner.handle([Tick()])
    assert [route.nodes for route in at_eight.routes] == [BOW[1:]]
    assert at_eight.routes[0].rerouted
    clock.advance(2 * 3600)
    assert [route.nodes for route in planner.handle([Tick()]).routes] == [STRAIGHT]
