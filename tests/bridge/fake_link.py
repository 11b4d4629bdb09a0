"""A planner that says what the test tells it to, on a thread of its own as the real one does."""

import threading
from collections.abc import Callable, Sequence

from desktop_app.backend.messages import PlannerMessage
from desktop_app.dispatch.commands import Command


class FakeLink:
    """Keeps what it is sent; `say` speaks from another thread and returns when that is done."""

    def __init__(self) -> None:
        self.sent: list[Command] = []
        self.started = False
        self.stopped = False
        self._on_message: Callable[[PlannerMessage], None] | None = None

    def start(self, on_message: Callable[[PlannerMessage], None]) -> None:
        self.started = True
        self._on_message = on_message

    def send(self, commands: Sequence[Command]) -> None:
        self.sent.extend(commands)

    def stop(self) -> None:
        self.stopped = True
        self._on_message = None

    def say(self, *messages: PlannerMessage) -> None:
        on_message = self._on_message
        assert on_message is not None, "the link is not started"

        def speak() -> None:
            for message in messages:
                on_message(message)

        thread = threading.Thread(target=speak)
        thread.start()
        thread.join()
