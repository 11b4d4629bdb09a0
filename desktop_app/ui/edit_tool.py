"""The tool for manual edits: click a road, and a dialog asks what to do with it."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop_app.clock import Clock
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.ui.edit_dialog import EditDialog
from desktop_app.ui.map.canvas import RoadPick

_HINT = "Click the road to close or to slow.  Esc cancels."


class EditTool(QObject):
    """Waits for a click on a road, and tells what was agreed on."""

    began = Signal()
    ended = Signal()
    """The tool is put away, whether an edit came of it or not."""
    hint_changed = Signal(str)
    preview_changed = Signal(object)
    """Segments, (M,) int32, to be marked on the map; None takes the mark away."""
    drafted = Signal(object)
    """An `EditDraft`."""
    consequences_asked = Signal(object)
    """An `EditDraft` of which only is asked what it would do."""

    def __init__(self, clock: Clock, window: QWidget) -> None:
        """Lie idle; dialogs belong to `window`."""
        super().__init__(window)
        self._clock = clock
        self._window = window
        self._active = False
        self.dialog: EditDialog | None = None

    @property
    def active(self) -> bool:
        """Whether clicks on the map belong to this tool."""
        return self._active

    @Slot()
    def begin(self) -> None:
        """Wait for a click on a road."""
        self._active = True
        self.began.emit()
        self.hint_changed.emit(_HINT)

    @Slot()
    def cancel(self) -> None:
        """Put the tool away."""
        if self._active:
            self._active = False
            self.preview_changed.emit(None)
            self.hint_changed.emit("")
            self.ended.emit()

    def show_consequences(self, words: str) -> None:
        """Show in the open dialog what its edit would do; without one nothing happens."""
        if self.dialog is not None:
            self.dialog.show_consequences(words)

    def pick(self, network: RoadNetwork, pick: RoadPick) -> None:
        """Ask what to do with the road that was picked."""
        if not self._active or self.dialog is not None:
            return
        dialog = EditDialog(network, pick.segment, self._clock, self._window)
        dialog.preview_changed.connect(self.preview_changed)
        dialog.drafted.connect(self.drafted)
        dialog.consequences_asked.connect(self.consequences_asked)
        dialog.finished.connect(self._finished)
        self.dialog = dialog
        dialog.show_preview()
        dialog.open()

    @Slot()
    def _finished(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
        self.cancel()
