"""What the planner must be told again after its process died; the same is saved in the session."""

from collections.abc import Sequence

import msgspec

from desktop_app.dispatch.change import EditView, PlannerChange
from desktop_app.dispatch.commands import (
    AddRoute,
    ChangeRoute,
    Command,
    EditDraft,
    RemoveEdit,
    RemoveRoute,
    RestoreEdit,
    changed_request,
)


class PlannerState(msgspec.Struct, frozen=True):
    """Watched routes and manual edits, in the order in which they were made."""

    routes: tuple[AddRoute, ...] = ()
    edits: tuple[RestoreEdit, ...] = ()

    def commands(self) -> tuple[Command, ...]:
        """Return what brings a fresh planner to this state; edits first, so that routes heed them."""
        return (*self.edits, *self.routes)

    def after_commands(self, commands: Sequence[Command]) -> "PlannerState":
        """Return the state once the planner has had `commands`.

        Edits that the dispatcher adds are not in it before the planner has named them in a change.
        """
        routes = {route.id: route for route in self.routes}
        edits = {edit.id: edit for edit in self.edits}
        for command in commands:
            match command:
                case AddRoute():
                    routes[command.id] = command
                case RemoveRoute():
                    routes.pop(command.id, None)
                case ChangeRoute() if command.id in routes:
                    routes[command.id] = _changed(routes[command.id], command)
                case RestoreEdit():
                    edits[command.id] = command
                case RemoveEdit():
                    edits.pop(command.id, None)
                case _:
                    pass
        return PlannerState(tuple(routes.values()), tuple(edits.values()))

    def after_change(self, change: PlannerChange) -> "PlannerState":
        """Return the state once the planner has said `change`: its list of edits is the true one."""
        if change.edits is None:
            return self
        return PlannerState(self.routes, tuple(_restoring(edit) for edit in change.edits.edits))


def _changed(route: AddRoute, change: ChangeRoute) -> AddRoute:
    return AddRoute(
        id=route.id,
        name=route.name if change.name is None else change.name,
        request=changed_request(route.request, change),
        colour=route.colour if change.colour is None else change.colour,
        watching=route.watching if change.watching is None else change.watching,
    )


def _restoring(edit: EditView) -> RestoreEdit:
    draft = EditDraft(
        chains=edit.chains,
        action=edit.action,
        speed_kph=edit.speed_kph,
        reason=edit.reason,
        until_ms=edit.until_ms,
    )
    return RestoreEdit(id=edit.id, draft=draft, made_ms=edit.made_ms)
