"""``greenwave watch`` as scripts run it: a process of its own, real sockets, real signals."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from desktop_app.clock import SystemClock
from desktop_app.feed.wire import encode_delta, encode_heartbeat, encode_snapshot, encode_welcome
from desktop_app.traffic.words import ClearWord, ClosureWord, NodesPlace, SpeedWord
from tests.feed.fault_server import Caller, FaultServer, sound

LONGEST_S = 30.0
HOUR_MS = 3_600_000
SOUTH, NORTH = 45.0, 45.004
LINES_OF = {"route", "alert", "feed"}

Line = dict[str, Any]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are sent as POSIX has them")


def ladder() -> str:
    """Return a map of two streets, South (nodes 1 to 3) and North (11 to 13), with rungs between."""
    nodes = [
        f'<node id="{row + column}" lat="{lat}" lon="{0.1 + column * 0.01:.2f}"/>'
        for row, lat in ((0, SOUTH), (10, NORTH))
        for column in (1, 2, 3)
    ]
    streets = {"South": (1, 2, 3), "North": (11, 12, 13), "A": (1, 11), "B": (2, 12), "C": (3, 13)}
    ways = [
        f'<way id="{number}">'
        + "".join(f'<nd ref="{node}"/>' for node in refs)
        + f'<tag k="highway" v="residential"/><tag k="name" v="{name}"/></way>'
        for number, (name, refs) in enumerate(streets.items(), start=100)
    ]
    return '<osm version="0.6">' + "".join(nodes + ways) + "</osm>"


class Watch:
    """A running ``watch``; its lines as they come."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: list[Line] = []
        self._coming: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def wait_for(self, met: Callable[[Line], bool]) -> Line:
        """Return the next line that is met."""
        ends_s = time.monotonic() + LONGEST_S
        while True:
            line: Line = json.loads(
                self._coming.get(timeout=ends_s - time.monotonic()), parse_constant=pytest.fail
            )
            self.lines.append(line)
            if met(line):
                return line

    def wait_for_state(self, state: str) -> Line:
        """Return the next line that says that the feed is in `state`."""
        return self.wait_for(lambda line: line.get("state") == state and line["type"] == "feed")

    def end(self, number: signal.Signals) -> tuple[int, str, float]:
        """Send a signal; return the exit code, what stands on stderr, and the seconds that it took."""
        sent_s = time.monotonic()
        self.process.send_signal(number)
        code = self.process.wait(LONGEST_S)
        took_s = time.monotonic() - sent_s
        assert self.process.stderr is not None
        return code, self.process.stderr.read(), took_s

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._coming.put(line)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the map, a request file, and a home for all processes."""
    folder = tmp_path_factory.mktemp("watch")
    (folder / "ladder.osm").write_text(ladder())
    request = {"id": "s", "name": "Depot to harbour", "from": [SOUTH, 0.115], "to": [SOUTH, 0.125]}
    (folder / "routes.jsonl").write_text(json.dumps(request) + "\n")
    return folder


@contextmanager
def watching(place: Path, url: str, *more: str, requests: str = "routes.jsonl") -> Iterator[Watch]:
    """Run ``watch`` on the ladder."""
    homes = {name: str(place / "home") for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    command = [sys.executable, "-m", "desktop_app", "watch", str(place / "ladder.osm"), "--json"]
    with subprocess.Popen(  # noqa: S603 - our own program
        [*command, "--requests", str(place / requests), "--feed", url, *more],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **homes},
        cwd=Path(__file__).resolve().parents[2],
    ) as process:  # fmt: skip
        watch = Watch(process)
        try:
            yield watch
        finally:
            process.kill()
            watch.reader.join(LONGEST_S)


def closure(caller: Caller) -> None:
    """Close South between the nodes 2 and 3 with a delta, and open it again once a ping is answered."""
    caller.welcome()
    now_ms, place = SystemClock().now_ms(), NodesPlace((2, 3))
    word = ClosureWord(source="city", id="c", ts_ms=now_ms, place=place, text="Bridge works")
    caller.say(encode_delta("e7", 1, 2, [word]))
    caller.beat(2, until=lambda: bool(caller.pongs))
    caller.say(encode_delta("e7", 2, 3, [ClearWord(source="city", id="c", ts_ms=now_ms)]))
    caller.beat(3)


def test_routes_come_first_and_follow_the_feed_until_a_signal(place: Path) -> None:
    with FaultServer(closure) as server, watching(place, server.url, "--switch-min", "0,0") as watch:
        first = watch.wait_for(lambda _: True)
        assert (first["type"], first["id"], first["nodes"], first["rerouted"]) == (
            "route",
            "s",
            [1, 2, 3],
            False,
        )
        raised = watch.wait_for(lambda line: line["type"] == "alert")
        cleared = watch.wait_for(lambda line: line["type"] == "alert")
        assert [(alert["kind"], alert["state"]) for alert in (raised, cleared)] == [
            ("closed", "raised"),
            ("closed", "cleared"),
        ]
        assert raised["id"] == cleared["id"]
        round_it = [line for line in watch.lines if line["type"] == "route"][-1]
        assert (round_it["rerouted"], round_it["nodes"]) == (True, [1, 2, 12, 13, 3, 2])
        server.callers[0].frame(9)
        back = watch.wait_for(lambda line: line["type"] == "route")
        assert (back["nodes"], back["duration_s"]) == (first["nodes"], first["duration_s"])
        assert {line["type"] for line in watch.lines} == LINES_OF
        code, errors, took_s = watch.end(signal.SIGTERM)
        assert (code, errors) == (0, "")
        assert took_s < 3


def test_it_ends_after_its_seconds_though_the_server_hangs(place: Path) -> None:
    def hang(caller: Caller) -> None:
        caller.read_request()
        caller.wait_for_close()

    with FaultServer(hang) as server, watching(place, server.url, "--seconds", "1") as watch:
        assert watch.process.wait(LONGEST_S) == 0
        assert len(server.callers) == 1


def test_another_version_is_said_in_one_line_and_tried_again(place: Path) -> None:
    def newer(caller: Caller) -> None:
        caller.shake_hands()
        caller.wait_for_text()
        caller.say(encode_welcome("e7", 1, 1.0).replace('"v":1', '"v":2'))
        caller.wait_for_close()

    with FaultServer(newer, newer, sound) as server, watching(place, server.url) as watch:
        live = watch.wait_for_state("live")
        assert live["rejected"] == {"bad_version": 2}
        assert server.callers[0].texts[0]["resume"] is None
        code, errors, _ = watch.end(signal.SIGINT)
        assert code == 0
        assert errors.count("\n") == 1
        assert "version 2" in errors
        assert "version 1" in errors


def test_a_lost_feed_is_told_and_comes_back(place: Path) -> None:
    def gone(caller: Caller) -> None:
        caller.welcome("first")

    with FaultServer(gone, sound) as server, watching(place, server.url) as watch:
        watch.wait_for_state("lost")
        watch.wait_for_state("live")
        alerts = [(line["kind"], line["state"]) for line in watch.lines if line["type"] == "alert"]
        assert alerts == [("feed_lost", "raised"), ("feed_lost", "cleared")]
        assert server.callers[1].texts[0]["resume"] == {"epoch": "e7", "seq": 1}
        feeds = [line for line in watch.lines if line["type"] == "feed"]
        assert all(isinstance(line["age_s"], float) and isinstance(line["seq"], int) for line in feeds)


def test_words_of_a_server_whose_clock_is_an_hour_ahead_count_and_expire_by_it(place: Path) -> None:
    def ahead(caller: Caller) -> None:
        caller.shake_hands()
        caller.wait_for_text()
        now_ms = SystemClock().now_ms() + HOUR_MS
        word = SpeedWord(
            source="sim",
            id="s",
            ts_ms=now_ms,
            expires_ms=now_ms + 4_000,
            place=NodesPlace((2, 3)),
            speed_kph=1.0,
        )
        caller.say(encode_welcome("e7", 1, 1.0))
        caller.say(encode_snapshot("e7", 1, 1, 1, [word]))
        while True:
            caller.say(encode_heartbeat(1, SystemClock().now_ms() + HOUR_MS, []))
            caller.listen(0.3)

    with FaultServer(ahead) as server, watching(place, server.url, "--switch-min", "999,0") as watch:
        free = watch.wait_for(lambda line: line["type"] == "route")
        slow = watch.wait_for(lambda line: line["type"] == "route")
        assert slow["nodes"] == free["nodes"]
        assert slow["delay_s"] > 100
        after = watch.wait_for(lambda line: line["type"] == "route")
        assert after["duration_s"] == free["duration_s"]
        feeds = [line for line in watch.lines if line["type"] == "feed"]
        assert feeds[-1]["rejected"] == {}
        assert {"type": "resync"} not in server.callers[0].texts


def test_a_signal_before_the_map_is_open_ends_it_too(place: Path) -> None:
    os.mkfifo(place / "pipe")
    with watching(place, "ws://127.0.0.1:9", requests="pipe") as watch, (place / "pipe").open("w"):
        # The pipe opens once `watch` reads it, and it reads on until the pipe is closed.
        code, errors, _ = watch.end(signal.SIGTERM)
        assert (code, errors) == (0, "")
