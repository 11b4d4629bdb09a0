"""The protocol's core: what each message means, without sockets, threads or waiting.

The client tells it what happened (`opened`, `receive`, `refuse`, `tick`, `closed`) and then takes
what follows: commands for the planner, frames for the server, and whether the connection has to end.
"""

from dataclasses import dataclass, replace

from desktop_app.clock import Clock
from desktop_app.dispatch.commands import ApplyFeed, Command, FeedHeartbeat, ReplaceFeed
from desktop_app.feed.admission import Admission
from desktop_app.feed.messages import (
    USUAL_HEARTBEAT_S,
    VERSION,
    Delta,
    Heartbeat,
    Resume,
    ServerError,
    ServerMessage,
    Snapshot,
    Welcome,
)
from desktop_app.feed.reading import read_message
from desktop_app.feed.refusals import Reason, Refusal
from desktop_app.feed.resync import ResyncAsker
from desktop_app.feed.server_clock import ServerClock
from desktop_app.feed.snapshot_parts import SnapshotParts
from desktop_app.feed.status import State, StatusBoard
from desktop_app.feed.timings import FeedTimings
from desktop_app.feed.wire import encode_hello, encode_resync
from desktop_app.traffic.words import SourceHealth, Word


@dataclass(frozen=True, slots=True)
class Ending:
    """Why the connection has to end: the close code of RFC 6455, and a sentence."""

    code: int
    message: str


class FeedSession:
    """One feed over all its connections."""

    def __init__(self, clock: Clock, timings: FeedTimings, client_name: str) -> None:
        """Start without a connection and with nothing known."""
        self._clock = clock
        self._timings = timings
        self._client_name = client_name
        self._board = StatusBoard(clock, timings.status_s)
        self._server_clock = ServerClock(clock)
        self._admission = Admission(clock, self._server_clock)
        self._asker = ResyncAsker(timings)
        self._parts = SnapshotParts()
        self._epoch = ""
        self._seq: int | None = None
        self._commands: list[Command] = []
        self._frames: list[str] = []
        self._ending: Ending | None = None
        self._is_welcomed = False
        self._is_proven = False
        self._heartbeat_s = USUAL_HEARTBEAT_S
        self._heard_s = self._welcome_by_s = 0.0
        self._live_since_s: float | None = None

    @property
    def state(self) -> State:
        """``connecting``, ``live``, ``stale`` or ``lost``."""
        return self._board.state

    @property
    def ending(self) -> Ending | None:
        """Why the connection has to end, or None."""
        return self._ending

    @property
    def is_proven(self) -> bool:
        """Whether this connection was live long enough for the waits to begin anew."""
        return self._is_proven

    def opened(self, began_s: float, server_ms: int | None) -> None:
        """Begin a connection.

        Parameters
        ----------
        began_s
            Monotonic instant at which connecting began.
        server_ms
            The server's time as the handshake's ``Date`` gave it, or None.
        """
        now_s = self._clock.monotonic_s()
        self._ending = None
        self._is_welcomed = self._is_proven = False
        self._heard_s = now_s
        self._welcome_by_s = max(began_s + self._timings.connect_s, now_s + self._timings.least_welcome_s)
        if server_ms is not None:
            self._server_clock.estimate(server_ms)
            self._tell_clock(sources=None)
        resume = None if self._seq is None else Resume(self._epoch, self._seq)
        self._frames.append(encode_hello(self._client_name, resume))

    def receive(self, frame: bytes) -> None:
        """Take in one whole text frame."""
        message = read_message(frame)
        if isinstance(message, Refusal):
            self._refuse_message(message)
            return
        self._hear()
        if isinstance(message, Welcome):
            self._welcome(message)
        elif isinstance(message, ServerError):
            self._board.message = f"The feed says: {message.message or message.code}."
        elif not self._is_welcomed:
            self._board.message = "The feed spoke before its welcome; what it said is left out."
        else:
            self._follow(message)
        self.tick()

    def refuse(self, reason: Reason) -> None:
        """Count what the connection refused to hand over."""
        self._board.reject(reason)

    def tick(self) -> None:
        """Let time pass."""
        now_s = self._clock.monotonic_s()
        if not self._is_welcomed:
            if now_s > self._welcome_by_s:
                self._end(1002, "The feed opened a connection, but did not say welcome.")
            return
        if self._parts.is_stuck(now_s, self._timings.part_s):
            self._parts.drop()
            self._asker.want()
        if self._live_since_s is not None and now_s - self._live_since_s >= self._timings.proven_s:
            self._is_proven = True
        self._watch_silence(now_s - self._heard_s)
        self._admission.refuse_overdue(self._heartbeat_s)
        self._board.reject(*self._admission.take_refused())
        if self._asker.is_due(now_s):
            self._frames.append(encode_resync())

    def closed(self, message: str) -> None:
        """End a connection, or a try at one; `message` is a sentence that says why."""
        self._parts.drop()
        self._asker.answered()
        self._frames.clear()
        self._is_welcomed = False
        self._board.message = message
        self._turn("lost")

    def take_commands(self) -> list[Command]:
        """Return what the planner has to hear, in order, and forget it."""
        status = self._board.take()
        commands, self._commands = self._commands, []
        return commands if status is None else [*commands, status]

    def take_frames(self) -> list[str]:
        """Return the text frames to send, in order, and forget them."""
        frames, self._frames = self._frames, []
        return frames

    def _refuse_message(self, refusal: Refusal) -> None:
        self._board.reject(refusal.reason)
        if refusal.reason == "bad_version":
            other = refusal.said or "no version"
            sentence = (
                f"The feed speaks version {other} of the feed protocol, this program version {VERSION}; "
                "update the older of the two."
            )
            self._board.message = sentence
            if not self._is_welcomed:
                self._end(1002, sentence)
        elif refusal.reason == "too_large":
            self._end(1009, "The feed sent a message above the protocol's limits.")

    def _follow(self, message: ServerMessage) -> None:
        if isinstance(message, Snapshot):
            self._take_part(message)
        elif isinstance(message, Delta):
            self._take_delta(message)
        elif isinstance(message, Heartbeat):
            self._take_heartbeat(message)

    def _welcome(self, welcome: Welcome) -> None:
        self._is_welcomed = True
        self._heartbeat_s = min(welcome.heartbeat_s, self._timings.longest_heartbeat_s)
        self._board.message = ""
        self._parts.drop()
        if welcome.epoch != self._epoch or self._seq is None:
            if self._seq is not None:
                self._admission.forget_doubtful()
                self._commands.append(ReplaceFeed(words=()))
            self._epoch, self._seq = welcome.epoch, None
        elif welcome.seq < self._seq:
            self._asker.want()
        self._turn("connecting" if self._seq is None else "live")

    def _take_part(self, part: Snapshot) -> None:
        self._board.reject(*part.refused)
        fits = self._parts.add(part, self._clock.monotonic_s())
        if self._parts.is_too_large:
            self._parts.drop()
            self._board.reject("too_large")
            self._end(1009, "The feed sent a snapshot that is larger than this program holds.")
        elif not fits:
            self._asker.want()
        elif self._parts.is_whole:
            self._take_snapshot()
        else:
            self._asker.begun()

    def _take_snapshot(self) -> None:
        parts = self._parts
        self._admission.forget_doubtful()
        self._commands.append(ReplaceFeed(words=self._admission.admitted(parts.words)))
        self._epoch, self._seq = parts.epoch, parts.seq
        self._asker.answered()
        for delta in parts.deltas:
            self._apply(self._admission.admitted(delta.words), delta.to_seq)
        parts.drop()
        self._turn("live")
        self._board.seq = self._seq
        self._board.refresh()

    def _take_delta(self, delta: Delta) -> None:
        known_seq = self._seq if delta.epoch == self._epoch else None
        if known_seq is not None and delta.to_seq <= known_seq:
            return
        follows_us = delta.from_seq == known_seq
        follows_parts = self._parts.is_followed_by(delta)
        if not (follows_us or follows_parts):
            if not self._parts.is_past(delta):
                self._asker.want()
            return
        self._board.reject(*delta.refused)
        words = self._admission.admitted(delta.words) if follows_us else delta.words
        if follows_parts:
            # What is refused now is not to be counted again; what is in doubt has to be judged again.
            self._parts.hold(replace(delta, words=words) if self._server_clock.is_known else delta)
        if follows_us:
            self._apply(words, delta.to_seq)

    def _apply(self, words: tuple[Word, ...], seq: int) -> None:
        self._seq = self._board.seq = seq
        last = self._commands[-1] if self._commands else None
        if isinstance(last, ApplyFeed):
            self._commands.pop()
            words = last.words + words
        if words:
            self._commands.append(ApplyFeed(words=words))

    def _take_heartbeat(self, heartbeat: Heartbeat) -> None:
        self._board.reject(*heartbeat.refused)
        if not self._parts.is_under_way:
            if heartbeat.seq == self._seq:
                self._asker.answered()
            else:
                self._asker.want()
        if heartbeat.ts_ms is not None and self._server_clock.measure(heartbeat.ts_ms):
            self._asker.want()
        self._tell_clock(heartbeat.sources)
        if self._seq is not None:
            self._apply(self._admission.decided(), self._seq)
        self._board.refresh()

    def _tell_clock(self, sources: tuple[SourceHealth, ...] | None) -> None:
        clock = self._server_clock
        self._commands.append(
            FeedHeartbeat(sources=sources, server_ahead_ms=clock.ahead_ms, is_estimate=not clock.is_known)
        )

    def _hear(self) -> None:
        self._heard_s = self._clock.monotonic_s()
        self._board.heard_ms = self._clock.now_ms()
        if self.state == "stale":
            self._board.message = ""
            self._turn("connecting" if self._seq is None else "live")

    def _watch_silence(self, silent_s: float) -> None:
        stale_s = self._timings.silent_heartbeats * self._heartbeat_s
        if silent_s < stale_s:
            return
        if self.state != "stale":
            self._board.message = f"The feed has been silent for {stale_s:g} s."
            self._turn("stale")
        if silent_s >= stale_s + self._timings.stale_hold_s:
            self._end(1001, self._board.message)

    def _turn(self, state: State) -> None:
        if state == self.state:
            return
        self._board.state = state
        self._board.refresh()
        self._live_since_s = self._clock.monotonic_s() if state == "live" else None

    def _end(self, code: int, message: str) -> None:
        if self._ending is None:
            self._ending = Ending(code, message)
