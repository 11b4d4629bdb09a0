"""What the bridge asks of the way to the planner; `backend` has the real one, tests have another."""

from collections.abc import Callable, Sequence
from typing import Protocol

from desktop_app.backend.messages import PlannerMessage
from desktop_app.dispatch.commands import Command


class PlannerLink(Protocol):
    """The two ends of the pipe to the planner process."""

    def start(self, on_message: Callable[[PlannerMessage], None]) -> None:
        """Start the planner; `on_message` is called for all that it says, on a thread of the link's own."""

    def send(self, commands: Sequence[Command]) -> None:
        """Put `commands` into the planner's inbox, in order; returns at once."""

    def stop(self) -> None:
        """End the planner; `on_message` is not called after this has returned."""
