import threading
from contextlib import ExitStack

import pytest

from desktop_app.clock import SystemClock
from desktop_app.errors import BadArgumentError
from desktop_app.feed.messages import Delta, Snapshot
from desktop_app.feed.reading import read_message
from desktop_app.hub.client_session import ServerLimits
from desktop_app.hub.simulator import run_simulator
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.traffic.words import ClearWord
from tests.hub.feed_clients import (
    DEADLINE_S,
    Message,
    connected,
    greet,
    hear,
    hear_snapshot,
    hear_until,
    running_simulator,
    say,
)
from tests.hub.towns import town


@pytest.fixture(scope="module")
def network() -> RoadNetwork:
    return town()


def states_by_number(url: str, deltas: int) -> dict[int, dict[str, object]]:
    """Follow a feed from its beginning; return what holds at each number, without the times."""
    states = {}
    with connected(url) as client:
        assert greet(client)["seq"] == 0
        holds: dict[str, object] = {}
        for message in (hear(client) for _ in range(deltas + 1)):
            for update in message["updates"]:
                _take(holds, update)
            states[message.get("to", 0)] = dict(holds)
    return states


def _take(holds: dict[str, object], update: Message) -> None:
    if update["kind"] == "speeds":
        ends = [f"{tail}-{head}" for tail, head in batched_pairs(update["nodes"])]
        holds |= dict(zip(ends, update["speed_kph"], strict=True))
    elif update["kind"] == "clear":
        holds.pop(update["id"], None)
    else:
        holds[update["id"]] = [update["kind"], update["nodes"], update.get("text")]


def batched_pairs(nodes: list[int]) -> list[tuple[int, int]]:
    return list(zip(nodes[::2], nodes[1::2], strict=True))


def test_welcome_then_snapshot_then_deltas_in_sequence(network: RoadNetwork) -> None:
    with running_simulator(network) as url, connected(url) as client:
        welcome = greet(client)
        assert welcome["type"] == "welcome"
        assert welcome["v"] == 1
        assert welcome["heartbeat_s"] == 5
        assert welcome["network"]["name"] == network.facts.name
        parts = hear_snapshot(client)
        assert [part["part"] for part in parts] == list(range(1, len(parts) + 1))
        assert {(part["epoch"], part["seq"]) for part in parts} == {(welcome["epoch"], welcome["seq"])}
        seq = welcome["seq"]
        for _ in range(4):
            delta = hear(client)
            assert delta["type"] == "delta"
            assert delta["epoch"] == welcome["epoch"]
            assert delta["from"] == seq
            seq = delta["to"]
            assert seq > delta["from"]


def test_everything_said_is_read_without_refusal(network: RoadNetwork) -> None:
    with running_simulator(network, speed=2_000) as url, connected(url) as client:
        greet(client)
        frames = [client.recv(timeout=DEADLINE_S) for _ in range(8)]
    messages = [read_message(str(frame).encode()) for frame in frames]
    assert isinstance(messages[0], Snapshot)
    assert any(isinstance(message, Delta) for message in messages)
    for message in messages:
        assert isinstance(message, Snapshot | Delta)
        assert message.words
        assert not message.refused


def test_words_are_said_now_and_expire_later(network: RoadNetwork) -> None:
    with running_simulator(network) as url, connected(url) as client:
        greet(client)
        hear_snapshot(client)
        message = read_message(str(client.recv(timeout=DEADLINE_S)).encode())
    assert isinstance(message, Delta)
    for word in message.words:
        assert abs(word.ts_ms - SystemClock().now_ms()) < 30_000
        assert isinstance(word, ClearWord) or (word.expires_ms or 0) > word.ts_ms


def test_same_seed_has_the_same_content_at_each_number_whatever_the_speed(network: RoadNetwork) -> None:
    told = []
    for speed in (15.0, 40.0):
        with running_simulator(network, seed=4, speed=speed) as url:
            told.append(states_by_number(url, 6))
    both = told[0].keys() & told[1].keys()
    assert len(both) >= 2
    assert all(told[0][seq] == told[1][seq] for seq in both)


def test_resume_gets_the_missed_deltas_only(network: RoadNetwork) -> None:
    with running_simulator(network) as url:
        with connected(url) as client:
            welcome = greet(client)
            hear_snapshot(client)
            seq = hear(client)["to"]
        with connected(url) as other:
            greet(other)
            while hear_until(other, "delta")[-1]["to"] < seq + 2:
                pass
        with connected(url) as client:
            again = greet(client, {"epoch": welcome["epoch"], "seq": seq})
            assert again["epoch"] == welcome["epoch"]
            while seq < again["seq"]:
                delta = hear(client)
                assert (delta["type"], delta["from"]) == ("delta", seq)
                seq = delta["to"]
            assert seq == again["seq"]


@pytest.mark.parametrize("resume", [{"epoch": "another", "seq": 0}, {"epoch": None, "seq": 10**9}])
def test_resume_that_is_not_known_gets_a_snapshot(network: RoadNetwork, resume: Message) -> None:
    with running_simulator(network) as url:
        with connected(url) as client:
            epoch = greet(client)["epoch"]
        with connected(url) as client:
            greet(client, {"epoch": resume["epoch"] or epoch, "seq": resume["seq"]})
            assert hear(client)["type"] == "snapshot"


def test_resync_gets_a_snapshot_of_that_moment(network: RoadNetwork) -> None:
    with running_simulator(network) as url, connected(url) as client:
        greet(client)
        hear_snapshot(client)
        seq = hear(client)["to"]
        say(client, type="resync")
        messages = hear_until(client, "snapshot")
        seq = max([seq, *(message["to"] for message in messages[:-1])])
        assert messages[-1]["seq"] == seq


def test_heartbeats_tell_number_and_ages(network: RoadNetwork) -> None:
    limits = ServerLimits(heartbeat_s=0.2)
    with running_simulator(network, limits=limits) as url, connected(url) as client:
        assert greet(client)["heartbeat_s"] == 0.2
        messages = hear_until(client, "heartbeat")
        seq = max(
            message["to"] if message["type"] == "delta" else message["seq"] for message in messages[:-1]
        )
        beat = messages[-1]
        assert beat["seq"] == seq
        sources = {source["source"]: source for source in beat["sources"]}
        assert sources.keys() == {"sim", "city"}
        assert all(source["state"] == "ok" and source["age_s"] >= 0 for source in sources.values())


def test_clients_hear_the_same(network: RoadNetwork) -> None:
    with running_simulator(network) as url, connected(url) as one, connected(url) as two:
        greet(one)
        greet(two)
        at_one = {delta["to"]: delta for delta in (hear_until(one, "delta")[-1] for _ in range(4))}
        at_two = {delta["to"]: delta for delta in (hear_until(two, "delta")[-1] for _ in range(4))}
    both = at_one.keys() & at_two.keys()
    assert both
    assert all(at_one[seq] == at_two[seq] for seq in both)


def test_port_in_use_is_a_sentence(network: RoadNetwork) -> None:
    with running_simulator(network) as url:
        port = int(url.rsplit(":", 1)[1])
        with pytest.raises(BadArgumentError, match=rf"another program uses port {port}"):
            run_simulator(
                network,
                host="127.0.0.1",
                port=port,
                seed=1,
                speed=1.0,
                announce=lambda _: None,
                stop=threading.Event(),
            )


@pytest.mark.parametrize("speed", [0.0, -1.0, float("nan"), float("inf")])
def test_speed_that_is_none_is_refused(network: RoadNetwork, speed: float) -> None:
    with pytest.raises(BadArgumentError, match="speed"):
        run_simulator(
            network,
            host="127.0.0.1",
            port=0,
            seed=1,
            speed=speed,
            announce=lambda _: None,
            stop=threading.Event(),
        )


def test_stop_closes_the_connections(network: RoadNetwork) -> None:
    with ExitStack() as stack:
        with running_simulator(network) as url:
            client = stack.enter_context(connected(url))
            greet(client)
        for _ in client:
            pass
        assert client.close_code == 1001
