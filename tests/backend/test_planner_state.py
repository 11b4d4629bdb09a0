"""What a planner must be told again, kept from commands and changes."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.backend.planner_state import PlannerState
from desktop_app.dispatch.change import EditList, PlannerChange
from desktop_app.dispatch.commands import AddRoute, ChangeRoute, Command, RemoveEdit, RemoveRoute
from tests.backend.fake_planner import FakePlanner
from tests.backend.samples import edit, new_edit, question, route

IDS = st.sampled_from(["1", "2", "3"])
COMMANDS = st.one_of(
    IDS.map(route),
    IDS.map(lambda route_id: RemoveRoute(id=route_id)),
    IDS.map(edit),
    IDS.map(question),
    st.just(new_edit()),
)


def test_routes_follow_the_commands() -> None:
    state = PlannerState().after_commands(
        [route("1"), route("2"), ChangeRoute(id="1", name="New", watching=False)]
    )
    assert state.routes[0] == msgspec.structs.replace(route("1"), name="New", watching=False)
    state = state.after_commands([RemoveRoute(id="1"), RemoveRoute(id="unknown"), ChangeRoute(id="unknown")])
    assert state.routes == (route("2"),)


def test_a_change_of_nothing_leaves_a_route_as_it_is() -> None:
    state = PlannerState((route("1"),))
    assert state.after_commands([ChangeRoute(id="1")]) == state


def test_the_planners_list_of_edits_is_the_true_one() -> None:
    state = PlannerState((), (edit("e1"), edit("e2")))
    planner = FakePlanner()
    change = planner.handle([edit("e2"), edit("e3")])
    assert state.after_change(change).edits == (edit("e2"), edit("e3"))
    assert state.after_change(PlannerChange(version=1, at_ms=0)) == state
    none = PlannerChange(version=1, at_ms=0, edits=EditList(edits=(), undo_text="", redo_text=""))
    assert state.after_change(none).edits == ()


def test_an_edit_is_gone_as_soon_as_it_is_removed() -> None:
    assert PlannerState((), (edit("e1"),)).after_commands([RemoveEdit(id="e1")]).edits == ()


@given(st.lists(COMMANDS, max_size=30))
def test_a_fresh_planner_that_is_told_the_state_is_where_the_old_one_was(commands: list[Command]) -> None:
    old, fresh = FakePlanner(), FakePlanner()
    change = old.handle(commands)
    state = PlannerState().after_commands(commands).after_change(change)
    again = fresh.handle(state.commands())
    assert [view.id for view in again.routes] == [view.id for view in change.routes]
    assert again.edits == change.edits


def test_the_state_goes_through_the_wire() -> None:
    state = PlannerState((route("1"), AddRoute(id="2", name="", request=route("1").request)), (edit("e1"),))
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(state), type=PlannerState) == state
