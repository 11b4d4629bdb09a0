"""Signals survive: PySide6 6.12.0 on Python 3.11 dies after some hundred emits of a bool."""

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot


class _Lamp(QObject):
    switched = Signal(bool)


class _Counter(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.on = 0
        self.off = 0

    @Slot(bool)
    def count(self, on: bool) -> None:  # noqa: FBT001 - the signal's own argument
        if on:
            self.on += 1
        else:
            self.off += 1


def test_a_hundred_thousand_bools_reach_a_python_slot(qapp: QCoreApplication) -> None:
    lamp, counter = _Lamp(), _Counter()
    lamp.switched.connect(counter.count)

    for number in range(100_000):
        lamp.switched.emit(number % 2 == 0)

    assert (counter.on, counter.off) == (50_000, 50_000)


def test_queued_signals_reach_their_slot_too(qapp: QCoreApplication) -> None:
    lamp, counter = _Lamp(), _Counter()
    lamp.switched.connect(counter.count, Qt.ConnectionType.QueuedConnection)

    for _ in range(5_000):
        lamp.switched.emit(True)
    qapp.processEvents()

    assert counter.on == 5_000
