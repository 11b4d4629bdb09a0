"""A spawned child, from its start to its end."""

import os
import signal
import sys
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

import pytest

from desktop_app.child_process import ChildProcess


def answers(connection: Connection, setup: bytes) -> None:
    """Say what it was started with, once it has loaded."""
    connection.send_bytes(setup)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no process groups with signals")
def test_ctrl_c_does_not_reach_a_child_that_still_loads(capfd: pytest.CaptureFixture[str]) -> None:
    child = ChildProcess.start(answers, b"ready", "loading")
    os.kill(child.pid, signal.SIGINT)
    assert child.connection.recv_bytes() == b"ready"
    assert child.end(grace_s=5.0) == "exit code 0"
    child.close()
    assert capfd.readouterr().err == ""


def test_ctrl_c_during_the_start_is_heard_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[SpawnProcess] = []
    start = SpawnProcess.start

    def interrupted(process: SpawnProcess) -> None:
        signal.raise_signal(signal.SIGINT)
        start(process)
        begun.append(process)

    monkeypatch.setattr(SpawnProcess, "start", interrupted)
    with pytest.raises(KeyboardInterrupt):
        ChildProcess.start(answers, b"", "loading")
    assert len(begun) == 1, "the start was cut in two"
    begun[0].join(5.0)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no signal masks")
def test_the_parent_hears_ctrl_c_as_before() -> None:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    child = ChildProcess.start(answers, b"", "loading")
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == before
    child.end(grace_s=5.0)
    child.close()
