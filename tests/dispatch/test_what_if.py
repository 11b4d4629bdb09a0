"""What-if: what would come true if the edits were made, and nothing of the live planner moves."""

import msgspec
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.clock import ManualClock
from desktop_app.dispatch.change import PlannerChange, RouteView
from desktop_app.dispatch.commands import AddEdit, AddRoute, AskWhatIf, Command, EditDraft, Tick
from desktop_app.dispatch.planner import Planner
from desktop_app.dispatch.replies import WhatIfReply
from desktop_app.dispatch.route_views import RouteViews
from desktop_app.dispatch.settings import PlannerSettings, SwitchRule
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.routing.request import LonLat, RouteRequest
from tests.networks import Road, grid, network_of

ALWAYS_BEST = PlannerSettings(switch=SwitchRule(least_minutes=0, least_percent=0))
NETWORK = grid(6, 5)
PLACES = [LonLat(0.1 + 0.0021 * x, 45.0 + 0.0013 * y) for x in range(5) for y in range(3)]


def routes(ends: list[tuple[int, int]]) -> list[Command]:
    return [
        AddRoute(id=str(n), name=f"Route {n}", request=RouteRequest(start=PLACES[a], end=PLACES[b]))
        for n, (a, b) in enumerate(ends)
    ]


def drafts_on(network: RoadNetwork, segments: list[tuple[int, str, float]]) -> tuple[EditDraft, ...]:
    node = network.node_osm_id
    return tuple(
        EditDraft(
            chains=((int(node[network.segment_tail[n]]), int(node[network.segment_head[n]])),),
            action=action,
            speed_kph=kph if action == "speed" else None,
        )
        for n, action, kph in segments
    )


def asked(planner: Planner, drafts: tuple[EditDraft, ...]) -> WhatIfReply:
    (reply,) = planner.handle([AskWhatIf(query_id="q", drafts=drafts)]).what_ifs
    assert reply.query_id == "q"
    return reply


def whole_views(planner: Planner, commands: list[Command], views: RouteViews) -> dict[str, RouteView]:
    change = planner.handle(commands)
    found = {view.id: view for view in views.take(change)}
    while change.pending:
        change = planner.handle([])
        found |= {view.id: view for view in views.take(change)}
    return found


some_ends = st.lists(
    st.tuples(st.integers(0, len(PLACES) - 1), st.integers(0, len(PLACES) - 1)), min_size=1, max_size=5
)
some_edits = st.lists(
    st.tuples(
        st.integers(0, NETWORK.segment_count - 1),
        st.sampled_from(["close", "speed"]),
        st.sampled_from([5.0, 30.0, 200.0]),
    ),
    min_size=1,
    max_size=6,
)


@settings(deadline=None, max_examples=60)
@given(some_ends, some_edits, some_edits, st.sampled_from([ALWAYS_BEST, PlannerSettings()]))
def test_the_rows_are_what_really_comes(
    ends: list[tuple[int, int]],
    before: list[tuple[int, str, float]],
    tried: list[tuple[int, str, float]],
    rules: PlannerSettings,
) -> None:
    clock, views = ManualClock(), RouteViews()
    planner = Planner(NETWORK, clock, rules)
    made = [AddEdit(draft=draft) for draft in drafts_on(NETWORK, before)]
    live = whole_views(planner, [*routes(ends), *made], views)
    drafts = drafts_on(NETWORK, tried)
    reply = asked(planner, drafts)
    assert (reply.message, reply.routes) == ("", len(ends))
    then = live | whole_views(planner, [AddEdit(draft=draft) for draft in drafts], views)
    rows = {row.route_id: row for row in reply.rows}
    for route_id, view in then.items():
        row = rows.get(route_id)
        supposed = live[route_id].duration_ms if row is None else row.then_ms
        # A route is told again only when its time moved by a tenth of a second.
        if supposed is None or view.duration_ms is None:
            assert supposed is view.duration_ms
        else:
            assert abs(supposed - view.duration_ms) < 100
        if row is not None:
            assert row.now_ms == live[route_id].duration_ms
    harms = [
        float("inf") if r.then_ms is None else r.then_ms - (r.now_ms or 0) for r in reply.rows if r.now_ms
    ]
    assert harms == sorted(harms, reverse=True)


def bare(change: PlannerChange) -> bytes:
    return msgspec.msgpack.encode(msgspec.structs.replace(change, what_ifs=()))


def test_nothing_of_the_live_planner_moves() -> None:
    drafts = drafts_on(NETWORK, [(4, "close", 0.0), (9, "speed", 5.0), (30, "close", 0.0)])
    said = []
    for asks in (False, True):
        clock = ManualClock()
        planner = Planner(NETWORK, clock, PlannerSettings())
        planner.handle(routes([(0, 14), (3, 11)]))
        told = [planner.handle([AskWhatIf(query_id="q", drafts=drafts)] if asks else [Tick()])]
        clock.advance(5)
        told += [planner.handle([AddEdit(draft=drafts[0])]), planner.handle([Tick()])]
        said.append([bare(change) for change in told])
    assert said[0] == said[1]


def bridge() -> RoadNetwork:
    places = {1: (0.0, 45.0), 2: (0.002, 45.0), 3: (0.004, 45.0), 4: (0.002, 45.02)}
    return network_of(places, [Road((1, 2), "Quay"), Road((2, 3), "Bridge"), Road((1, 4, 3), "Round")])


def test_a_closed_bridge_says_who_suffers_and_which_way_they_would_go() -> None:
    planner = Planner(bridge(), ManualClock(), PlannerSettings())
    over = RouteRequest(start=LonLat(0.0005, 45.0), end=LonLat(0.0035, 45.0))
    away = RouteRequest(start=LonLat(0.0002, 45.0), end=LonLat(0.0015, 45.0))
    planner.handle(
        [AddRoute(id="over", name="Over", request=over), AddRoute(id="away", name="Away", request=away)]
    )
    closed = EditDraft(chains=((2, 3), (3, 2)), action="close")
    (row,) = asked(planner, (closed,)).rows
    assert (row.route_id, row.name, row.leaves_way) == ("over", "Over", True)
    assert row.now_ms is not None
    assert row.then_ms is None or row.then_ms > row.now_ms
    all_closed = EditDraft(chains=((1, 2), (2, 1), (2, 3), (3, 2), (1, 4), (4, 1)), action="close")
    rows = asked(planner, (all_closed,)).rows
    assert rows
    assert np.isin([row.route_id for row in rows], ["over", "away"]).all()


def test_what_cannot_be_tried_is_a_sentence() -> None:
    planner = Planner(NETWORK, ManualClock(), PlannerSettings())
    planner.handle(routes([(0, 14)]))
    for drafts in (
        (),
        (EditDraft(chains=((1, 10**9),), action="close"),),
        (EditDraft(chains=((1, 2),), action="paint"),),
        (EditDraft(chains=(), action="close"),),
        drafts_on(NETWORK, [(1, "close", 0.0)]) * 101,
    ):
        reply = asked(planner, drafts)
        assert reply.rows == ()
        assert reply.message.endswith(".")
    assert planner.handle([Tick()]).routes == ()
