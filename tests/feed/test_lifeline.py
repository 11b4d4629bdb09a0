import socket
import threading
from collections.abc import Iterator

import pytest

from desktop_app.clock import ManualClock
from desktop_app.feed.lifeline import Lifeline


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.settimeout(10)
        yield ours, theirs


def test_a_thread_that_waits_is_freed_when_it_is_overdue(pair: tuple[socket.socket, socket.socket]) -> None:
    clock = ManualClock()
    lifeline = Lifeline(clock)
    lifeline.hold(pair[0])
    lifeline.expect(5)
    heard: list[bytes] = []
    waiting = threading.Thread(target=lambda: heard.append(pair[0].recv(1)))
    waiting.start()
    clock.advance(5)
    lifeline.shut_if_overdue()
    assert heard == []
    clock.advance(0.1)
    lifeline.shut_if_overdue()
    waiting.join(10)
    assert heard == [b""]


def test_a_socket_held_after_the_cut_is_shut_at_once(pair: tuple[socket.socket, socket.socket]) -> None:
    lifeline = Lifeline(ManualClock())
    lifeline.shut()
    lifeline.hold(pair[0])
    assert pair[0].recv(1) == b""


def test_a_closed_socket_is_no_matter(pair: tuple[socket.socket, socket.socket]) -> None:
    lifeline = Lifeline(ManualClock())
    lifeline.hold(pair[0])
    pair[0].close()
    lifeline.shut()
