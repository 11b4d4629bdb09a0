"""How far a question to a map server has come: words, a rate and a bar."""

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop_app.roadnet.sources.download.estimate import megabytes
from desktop_app.roadnet.sources.download.progress import DownloadProgress
from desktop_app.ui.plain_text import plain_label

_FINE = 1000


class DownloadRow(QWidget):
    """Keeps its room while it shows nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing."""
        super().__init__(parent)
        self._stage = plain_label(kind="muted")
        self._rate = plain_label(kind="muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress of the download")
        policy = self._bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._bar.setSizePolicy(policy)
        words = QHBoxLayout()
        words.addWidget(self._stage, 1)
        words.addWidget(self._rate)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(words)
        layout.addWidget(self._bar)
        self.rest("")

    @property
    def words(self) -> str:
        """What it says at its left."""
        return self._stage.text()

    def rest(self, words: str) -> None:
        """Say `words` while nothing is under way."""
        self._stage.setText(words)
        self._rate.setText("")
        self._bar.hide()

    def show_progress(self, progress: DownloadProgress) -> None:
        """Show how far it is; where the end is not known the bar only moves."""
        self._stage.setText(progress.stage[:1].upper() + progress.stage[1:])
        came = megabytes(progress.received_bytes)
        self._rate.setText(f"{came}, {megabytes(progress.bytes_per_s)}/s" if progress.received_bytes else "")
        if progress.share is None:
            self._bar.setRange(0, 0)
        else:
            self._bar.setRange(0, _FINE)
            self._bar.setValue(round(_FINE * progress.share))
        self._bar.show()
