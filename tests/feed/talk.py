"""A session with a server that the test plays by hand; time stands still unless told to pass."""

import json

from desktop_app.clock import ManualClock, instant_text
from desktop_app.dispatch.commands import ApplyFeed, Command, FeedHeartbeat, FeedStatus, ReplaceFeed
from desktop_app.feed.session import FeedSession
from desktop_app.feed.timings import FeedTimings
from tests.feed.updates_json import TS_MS, Json, speed

EPOCH = "e7"


class Talk:
    """Feeds a session what a server says, and keeps what it answered."""

    def __init__(self, now_ms: int = TS_MS) -> None:
        """Start with a clock that stands at `now_ms`, and no connection."""
        self.clock = ManualClock(now_ms)
        self.session = FeedSession(self.clock, FeedTimings(), "greenwave/0")
        self.sent: list[Json] = []
        self.commands: list[Command] = []

    def open(self, server_ms: int | None = None) -> None:
        """Connect, and take the hello."""
        self.session.opened(self.clock.monotonic_s(), server_ms)
        self._collect()

    def say(self, **message: object) -> None:
        """Have the server say `message`."""
        self.say_bytes(json.dumps(message).encode())

    def say_bytes(self, frame: bytes) -> None:
        """Have the server send `frame` as text."""
        self.session.receive(frame)
        self._collect()

    def welcome(self, seq: int = 1, epoch: str = EPOCH, **more: object) -> None:
        """Have the server say welcome."""
        self.say(type="welcome", v=1, epoch=epoch, seq=seq, heartbeat_s=5, **more)

    def snapshot(self, *ids: str, seq: int = 1, part: int = 1, parts: int = 1, epoch: str = EPOCH) -> None:
        """Have the server send a part of a snapshot with a speed for each of `ids`."""
        updates = [speed(id=name) for name in ids]
        self.say(type="snapshot", epoch=epoch, seq=seq, part=part, parts=parts, updates=updates)

    def delta(self, from_seq: int, to_seq: int, *ids: str, epoch: str = EPOCH) -> None:
        """Have the server send a delta with a speed for each of `ids`."""
        self.delta_of(from_seq, to_seq, *(speed(id=name) for name in ids), epoch=epoch)

    def delta_of(self, from_seq: int, to_seq: int, *updates: object, epoch: str = EPOCH) -> None:
        """Have the server send a delta of `updates`."""
        self.say(**{"type": "delta", "epoch": epoch, "from": from_seq, "to": to_seq, "updates": updates})

    def heartbeat(self, seq: int, ahead_ms: int = 0) -> None:
        """Have the server send a heartbeat; its clock is ahead of ours by `ahead_ms`."""
        ts = instant_text(self.clock.now_ms() + ahead_ms)
        self.say(type="heartbeat", seq=seq, ts=ts, sources=[{"source": "sim", "state": "ok", "age_s": 1}])

    def live(self, *ids: str, seq: int = 1) -> None:
        """Connect, and send welcome and a whole snapshot."""
        self.open()
        self.welcome(seq=seq)
        self.snapshot(*ids, seq=seq)
        self.sent.clear()

    def wait(self, seconds: float) -> None:
        """Let time pass in steps of a quarter of a second, as the client does."""
        for _ in range(round(seconds * 4)):
            self.clock.advance(0.25)
            self.session.tick()
            self._collect()

    def lose(self, message: str = "gone") -> None:
        """End the connection."""
        self.session.closed(message)
        self._collect()

    @property
    def held(self) -> list[str]:
        """The ids that a planner holds which heeds the commands."""
        ids: dict[str, None] = {}
        for command in self.commands:
            if isinstance(command, ReplaceFeed):
                ids.clear()
            if isinstance(command, ReplaceFeed | ApplyFeed):
                ids.update({getattr(word, "id", "block"): None for word in command.words})
        return list(ids)

    @property
    def status(self) -> FeedStatus:
        """The newest status."""
        return [command for command in self.commands if isinstance(command, FeedStatus)][-1]

    @property
    def states(self) -> list[str]:
        """The states in order, repeats merged."""
        states: list[str] = []
        for command in self.commands:
            if isinstance(command, FeedStatus) and states[-1:] != [command.state]:
                states.append(command.state)
        return states

    @property
    def heartbeats(self) -> list[FeedHeartbeat]:
        """What was told of sources and clocks."""
        return [command for command in self.commands if isinstance(command, FeedHeartbeat)]

    @property
    def resyncs(self) -> int:
        """How often a snapshot was asked for."""
        return sum(message == {"type": "resync"} for message in self.sent)

    def _collect(self) -> None:
        self.sent += [json.loads(frame) for frame in self.session.take_frames()]
        self.commands += self.session.take_commands()
