"""What holds for every test: no screen is needed, and nothing is left running or open."""

import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Generator, Iterator

import pytest

# Before Qt is imported anywhere: it reads this once.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ENDING_S = 5.0
"""How long what a test started may take to end after it."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Escape lone surrogates in what a test printed or logged: pytest-xdist's pipe does not carry them."""
    report = yield
    report.sections = [
        (title, text.encode("utf-8", "backslashreplace").decode("utf-8")) for title, text in report.sections
    ]
    return report


@pytest.fixture(autouse=True)
def _nothing_left_behind() -> Iterator[None]:
    """Fail a test that leaves a thread, a child process or a window behind."""
    threads_before = set(threading.enumerate())
    children_before = {child.pid for child in multiprocessing.active_children()}
    yield
    deadline = time.monotonic() + ENDING_S
    left = _threads_left(threads_before, deadline)
    left += _children_left(children_before, deadline)
    left += _windows_left()
    if left:
        pytest.fail("left behind: " + "; ".join(left))


def _threads_left(before: set[threading.Thread], deadline: float) -> list[str]:
    """Return the threads that would keep the program from ending."""
    started = [thread for thread in threading.enumerate() if thread not in before and not thread.daemon]
    for thread in started:
        thread.join(max(0.0, deadline - time.monotonic()))
    return [f"thread {thread.name}" for thread in started if thread.is_alive()]


def _children_left(before: set[int | None], deadline: float) -> list[str]:
    """Return the child processes that still run, after ending them."""
    started = [child for child in multiprocessing.active_children() if child.pid not in before]
    for child in started:
        child.join(max(0.0, deadline - time.monotonic()))
    running = [child for child in started if child.is_alive()]
    for child in running:
        child.kill()
        child.join()
    return [f"process {child.name}" for child in running]


def _windows_left() -> list[str]:
    """Return the windows that are still on the screen, after closing them; loads no Qt by itself."""
    if "PySide6.QtWidgets" not in sys.modules:
        return []
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - only for tests that loaded Qt anyway

    if QApplication.instance() is None:
        return []
    shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    for widget in shown:
        widget.hide()
        widget.deleteLater()
    return [f"window {type(widget).__name__} {widget.windowTitle()!r}" for widget in shown]
