"""What the planner says reaches the GUI thread, in order, and late answers do not."""

import threading

from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from desktop_app.backend.messages import PlannerGone, PlannerReady, PlannerRestarted
from desktop_app.bridge.planner_bridge import PlannerBridge
from desktop_app.dispatch.change import PlannerChange
from desktop_app.dispatch.commands import RemoveRoute, Undo
from tests.bridge.fake_link import FakeLink


class _Listener:
    """Keeps the versions that came, and the threads on which they came."""

    def __init__(self, bridge: PlannerBridge) -> None:
        self.versions: list[int] = []
        self.threads: set[threading.Thread] = set()
        self.sentences: list[str] = []
        self.ready = 0
        bridge.changed.connect(self._changed)
        bridge.ready.connect(self._ready)
        bridge.restarted.connect(self.sentences.append)
        bridge.gone.connect(self.sentences.append)

    def _ready(self) -> None:
        self.ready += 1

    def _changed(self, change: PlannerChange) -> None:
        self.versions.append(change.version)
        self.threads.add(threading.current_thread())


def _started() -> tuple[FakeLink, PlannerBridge, _Listener]:
    link = FakeLink()
    bridge = PlannerBridge()
    bridge.start(link)
    return link, bridge, _Listener(bridge)


def _change(version: int, *, whole: bool = False) -> PlannerChange:
    return PlannerChange(version=version, at_ms=0, whole=whole)


def test_changes_arrive_on_the_gui_thread_in_order(qtbot: QtBot) -> None:
    link, _bridge, listener = _started()

    link.say(*[_change(version) for version in range(200)])
    qtbot.waitUntil(lambda: len(listener.versions) == 200)

    assert listener.versions == list(range(200))
    assert listener.threads == {threading.main_thread()}


def test_nothing_is_delivered_inside_the_links_own_call(qapp: QCoreApplication) -> None:
    link, _bridge, listener = _started()

    link.say(_change(1))

    assert listener.versions == []
    qapp.processEvents()
    assert listener.versions == [1]


def test_a_late_answer_with_an_older_version_is_dropped(qtbot: QtBot) -> None:
    link, _bridge, listener = _started()

    link.say(_change(5), _change(4), _change(5), _change(6))
    qtbot.waitUntil(lambda: 6 in listener.versions)

    assert listener.versions == [5, 5, 6]


def test_versions_begin_anew_after_a_restart(qtbot: QtBot) -> None:
    link, _bridge, listener = _started()

    link.say(_change(9), PlannerRestarted("The planner was restarted."), _change(1), _change(2))
    qtbot.waitUntil(lambda: 2 in listener.versions)

    assert listener.versions == [9, 1, 2]
    assert listener.sentences == ["The planner was restarted."]


def test_a_whole_change_counts_whatever_its_version(qtbot: QtBot) -> None:
    link, _bridge, listener = _started()

    link.say(_change(9), _change(1, whole=True), _change(2))
    qtbot.waitUntil(lambda: 2 in listener.versions)

    assert listener.versions == [9, 1, 2]


def test_a_planner_that_is_gone_is_said(qtbot: QtBot) -> None:
    link, _bridge, listener = _started()

    link.say(PlannerGone("The planner ended three times within a minute."))
    qtbot.waitUntil(lambda: bool(listener.sentences))

    assert listener.sentences == ["The planner ended three times within a minute."]


def test_commands_go_to_the_link_in_order(qapp: QCoreApplication) -> None:
    link, bridge, _listener = _started()

    bridge.send(RemoveRoute(id="a"), Undo())

    assert link.sent == [RemoveRoute(id="a"), Undo()]


def test_after_stop_nothing_is_delivered(qapp: QCoreApplication) -> None:
    link, bridge, listener = _started()
    link.say(_change(1))

    bridge.stop()
    qapp.processEvents()

    assert link.stopped
    assert listener.versions == []


def test_another_map_brings_another_planner(qtbot: QtBot) -> None:
    first, bridge, listener = _started()
    first.say(_change(9))
    second = FakeLink()

    bridge.start(second)
    second.say(PlannerReady(), _change(1))
    qtbot.waitUntil(lambda: bool(listener.versions))

    assert first.stopped
    assert listener.ready == 1
    assert listener.versions == [1]  # what the first had said last came too late


def test_without_a_planner_commands_go_nowhere(qapp: QCoreApplication) -> None:
    bridge = PlannerBridge()

    bridge.send(Undo())

    assert not bridge.running
