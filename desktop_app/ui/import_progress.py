"""The card that shows how far the opening of a map is, with Cancel."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop_app.clock import Clock
from desktop_app.roadnet.progress import ImportProgress, ProgressRate
from desktop_app.ui.plain_text import plain_label

_WIDTH_PX = 380
_FINE = 1000


class ImportCard(QFrame):
    """A title, the stage, a bar, the rate, and a button to give up."""

    cancel_asked = Signal()
    shown = Signal(bool)
    """Whether the card is there now."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        """Stay hidden until `begin`."""
        super().__init__(parent)
        self.setObjectName("card")
        self.setFixedWidth(_WIDTH_PX)
        self._rate_of = ProgressRate(clock.monotonic_s)
        self._title = plain_label(kind="emptyTitle")
        self._stage = plain_label(kind="muted")
        self._rate = plain_label(kind="muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress of the import")
        self._cancel = QPushButton("Cancel")
        self._cancel.clicked.connect(self._give_up)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(self._title)
        words = QHBoxLayout()
        words.addWidget(self._stage, 1)
        words.addWidget(self._rate)
        layout.addLayout(words)
        layout.addWidget(self._bar)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        layout.addLayout(buttons)

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that the card is there."""
        super().showEvent(event)
        self.shown.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that the card is gone."""
        super().hideEvent(event)
        self.shown.emit(False)

    def begin(self, name: str) -> None:
        """Show that the map `name` is being opened."""
        metrics = self._title.fontMetrics()
        title = f"Opening {name}"
        self._title.setText(metrics.elidedText(title, Qt.TextElideMode.ElideMiddle, _WIDTH_PX - 60))
        self._stage.setText("Looking for it in the cache")
        self._rate.setText("")
        self._bar.setRange(0, 0)
        self._cancel.setEnabled(True)
        self.show()

    @Slot(object)
    def show_progress(self, progress: ImportProgress) -> None:
        """Show how far a stage is; where its end is not known the bar only moves."""
        self._stage.setText(progress.stage[:1].upper() + progress.stage[1:])
        if progress.total > 0:
            self._bar.setRange(0, _FINE)
            self._bar.setValue(min(_FINE, _FINE * progress.done // progress.total))
        else:
            self._bar.setRange(0, 0)
        self._rate.setText(self._rate_of.words(progress))

    @Slot()
    def _give_up(self) -> None:
        self._cancel.setEnabled(False)
        self._stage.setText("Giving up")
        self.cancel_asked.emit()
