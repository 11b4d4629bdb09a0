"""The simulator: a story of traffic, played in real time to whoever connects."""

import math
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass

from desktop_app.clock import Clock, SystemClock
from desktop_app.errors import BadArgumentError
from desktop_app.feed.wire import NetworkMark
from desktop_app.hub.client_session import ServerLimits
from desktop_app.hub.day import TrafficDay
from desktop_app.hub.feed_state import FeedState
from desktop_app.hub.merging import merged
from desktop_app.hub.server import FeedServer
from desktop_app.hub.story import Story, on_clock
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.traffic.words import SpeedBlock, Word

SLOWEST, FASTEST = 0.01, 10_000.0
"""The speed factors that can be asked for."""

_LEAST_TICK_S = 0.25
_MOST_STEPS_A_TICK = 500
_MOST_PAIRS_A_DELTA = 6_000
_CATCH_UP_S = 5.0


def run_simulator(  # noqa: PLR0913 - the command line's choices, and what a test puts in their place
    network: RoadNetwork,
    *,
    host: str,
    port: int,
    seed: int,
    speed: float,
    announce: Callable[[str], None],
    stop: threading.Event,
    scene: Story | None = None,
    clock: Clock | None = None,
    limits: ServerLimits | None = None,
) -> None:
    """Serve a day of traffic on `network` until `stop` is set.

    Parameters
    ----------
    host, port
        Where to listen; port 0 takes a free one.
    seed
        Names the day. The content of sequence number n is the same for the same network and seed,
        whatever the speed.
    speed
        How much faster than real time the story goes. Beyond what the machine can do it goes slower.
    announce
        Is told the address, ``ws://HOST:PORT``, once clients can connect.
    scene
        Is played instead of the day of `seed`.

    Raises
    ------
    BadArgumentError
        The address cannot be listened on, or the speed is no speed.
    """
    check_speed(speed)
    clock = clock or SystemClock()
    story = scene if scene is not None else TrafficDay(network, seed)
    mark = NetworkMark(network.facts.name, network.facts.source_hash)
    state = FeedState(secrets.token_hex(6), mark)
    now_ms = clock.now_ms()
    state.load(on_clock(word, now_ms, speed) for word in story.opening())
    server = FeedServer(state, clock, limits)
    address = server.start(host, port)
    try:
        announce(address)
        _Player(story, server, clock, speed).play(stop)
    finally:
        server.stop()


def check_speed(speed: float) -> None:
    """Raise BadArgumentError unless `speed` is a factor that the simulator can play at."""
    if not SLOWEST <= speed <= FASTEST:
        raise BadArgumentError(f"{speed:g} is no speed; give a factor from {SLOWEST:g} to {FASTEST:g}")


@dataclass(slots=True)
class _Player:
    """Plays a story at a pace: each step at its time, several at once where they are short."""

    story: Story
    server: FeedServer
    clock: Clock
    speed: float

    def play(self, stop: threading.Event) -> None:
        """Play until `stop` is set."""
        step_s = self.story.step_s / self.speed
        tick_steps = max(math.ceil(_LEAST_TICK_S / step_s), 1)
        begun_s, played = self.clock.monotonic_s(), 0
        wait_s = tick_steps * step_s
        while not stop.wait(wait_s):
            due = int((self.clock.monotonic_s() - begun_s) / step_s) - played
            steps = min(due, _MOST_STEPS_A_TICK)
            self._go(steps)
            played += steps
            behind_s = self.clock.monotonic_s() - begun_s - played * step_s
            if behind_s > _CATCH_UP_S:
                # The machine slept, or is too slow: the story goes on from here.
                begun_s += behind_s
            wait_s = max(begun_s + (played + tick_steps) * step_s - self.clock.monotonic_s(), 0.0)

    def _go(self, steps: int) -> None:
        """Play `steps` steps, in as few deltas as their size allows."""
        words: list[Word] = []
        gathered = pairs = 0
        for _ in range(steps):
            said = self.story.advance()
            words += said
            gathered += 1
            pairs += sum(len(word.pairs) for word in said if isinstance(word, SpeedBlock))
            if pairs >= _MOST_PAIRS_A_DELTA:
                self._publish(words, gathered)
                words, gathered, pairs = [], 0, 0
        if gathered:
            self._publish(words, gathered)

    def _publish(self, words: list[Word], steps: int) -> None:
        now_ms = self.clock.now_ms()
        said = merged(words) if steps > 1 else tuple(words)
        self.server.publish([on_clock(word, now_ms, self.speed) for word in said], steps)
