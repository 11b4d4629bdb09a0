"""A planner of a few lines: keeps routes and edits, and dies when told to."""

import os
import signal
from collections.abc import Sequence

from desktop_app.dispatch.change import EditList, EditView, PlannerChange, RouteView
from desktop_app.dispatch.commands import (
    AddEdit,
    AddRoute,
    AskRoute,
    Command,
    FeedStatus,
    RemoveRoute,
    ReplaceFeed,
    RestoreEdit,
)

RAISE = "raise"
"""A question with this id makes the planner raise."""
KILL = "kill"
"""A question with this id makes the planner process kill itself."""


class FakePlanner:
    """Answers every batch with what it holds, and a notice for all else that it was told."""

    def __init__(self) -> None:
        self.batches: list[tuple[Command, ...]] = []
        self._routes: dict[str, AddRoute] = {}
        self._edits: dict[str, RestoreEdit] = {}
        self._version = 0

    def handle(self, commands: Sequence[Command]) -> PlannerChange:
        self.batches.append(tuple(commands))
        notices: list[str] = []
        changed = [self._apply(command, notices) for command in commands]
        whole = self._version == 0
        if not any(changed) and not whole:
            return PlannerChange(version=self._version, at_ms=0)
        self._version += 1
        return PlannerChange(
            version=self._version,
            at_ms=0,
            whole=whole,
            routes=tuple(_route_view(route) for route in self._routes.values()),
            edits=EditList(edits=tuple(map(_edit_view, self._edits.values())), undo_text="", redo_text=""),
            notices=tuple(notices),
        )

    def _apply(self, command: Command, notices: list[str]) -> bool:
        match command:
            case AddRoute():
                self._routes[command.id] = command
            case RemoveRoute():
                self._routes.pop(command.id, None)
            case AddEdit():
                edit_id = f"e{len(self._edits) + 1}"
                self._edits[edit_id] = RestoreEdit(id=edit_id, draft=command.draft, made_ms=1)
            case RestoreEdit():
                self._edits[command.id] = command
            case AskRoute():
                _obey(command.query_id)
            case ReplaceFeed():
                notices.append(f"feed of {len(command.words)}")
            case FeedStatus():
                notices.append(f"feed {command.state} {command.message}")
            case _:
                return False
        return True


def _obey(query_id: str) -> None:
    if query_id == RAISE:
        raise RuntimeError("told to")
    if query_id == KILL:
        os.kill(os.getpid(), signal.SIGKILL)


def _route_view(route: AddRoute) -> RouteView:
    return RouteView(
        id=route.id,
        name=route.name,
        colour=route.colour,
        watching=route.watching,
        stops=route.request.stops,
        duration_ms=None,
        free_flow_ms=0,
        delay_ms=0,
        distance_m=0.0,
        rerouted=False,
        weights_version=0,
        nodes=(),
        streets=(),
        line=b"",
        segments=b"",
        state="no_way",
    )


def _edit_view(edit: RestoreEdit) -> EditView:
    return EditView(
        id=edit.id,
        action=edit.draft.action,
        speed_kph=edit.draft.speed_kph,
        reason=edit.draft.reason,
        until_ms=edit.draft.until_ms,
        made_ms=edit.made_ms,
        chains=edit.draft.chains,
        segments=b"",
        streets=(),
    )
