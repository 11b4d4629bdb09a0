"""The dialog for a manual edit: what, which direction, why, until when."""

from datetime import datetime, timedelta

from PySide6.QtCore import QDateTime, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QDateTimeEdit,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop_app.clock import Clock
from desktop_app.dispatch.commands import EditDraft
from desktop_app.dispatch.edit_places import edit_chains, edit_place, edit_segments
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.traffic.words import FASTEST_KPH, SLOWEST_KPH
from desktop_app.ui.plain_text import plain_label
from desktop_app.ui.wording import distance_words

ACTIONS = (("close", "Close"), ("speed", "Set a speed"), ("open", "Keep open"))
_VERBS = {"close": "Close the road", "speed": "Set the speed", "open": "Keep it open"}
_PRESETS = (("30 min", 30), ("1 h", 60), ("2 h", 120), ("4 h", 240))
_ARROWS = {
    "north": "\N{UPWARDS ARROW}",
    "north-east": "\N{NORTH EAST ARROW}",
    "east": "\N{RIGHTWARDS ARROW}",
    "south-east": "\N{SOUTH EAST ARROW}",
    "south": "\N{DOWNWARDS ARROW}",
    "south-west": "\N{SOUTH WEST ARROW}",
    "west": "\N{LEFTWARDS ARROW}",
    "north-west": "\N{NORTH WEST ARROW}",
}
_USUAL_KPH = 20
_LONGEST_REASON = 200
_DEFAULT_MINUTES = 120
_WIDTH_PX = 430
_FIELD_PX = 30
_DIRECTIONS = ((True, True), (True, False), (False, True))


class EditDialog(QDialog):
    """Asks what to do with the stretch around one picked segment."""

    drafted = Signal(object)
    """The `EditDraft` that was agreed on."""
    consequences_asked = Signal(object)
    """The `EditDraft` as it is chosen now; what it would do is wanted by `show_consequences`."""
    preview_changed = Signal(object)
    """Segments, (M,) int32, that the choice of direction means."""

    def __init__(
        self, network: RoadNetwork, segment: int, clock: Clock, parent: QWidget | None = None
    ) -> None:
        """Ask about the stretch of `network` around `segment`; `clock` says what is past."""
        super().__init__(parent)
        self._network, self._segment, self._clock = network, segment, clock
        self._place = edit_place(network, segment)
        self.setWindowTitle("Edit a road by hand")
        self.setMinimumWidth(_WIDTH_PX)
        self._action = QButtonGroup(self)
        self._speed = QSpinBox()
        self._direction = QButtonGroup(self)
        self._reason = QLineEdit()
        self._forever = QRadioButton("Until I remove it")
        self._timed = QRadioButton("Until")
        self._until = QDateTimeEdit()
        self._trouble = plain_label(kind="trouble")
        self._consequences = plain_label(kind="muted")
        self._ask_button = QPushButton("What would change?")
        self._accept_button = QPushButton()
        self._lay_out()
        self._connect()
        self._set_minutes(_DEFAULT_MINUTES)
        self._choice_changed()

    def draft(self) -> EditDraft:
        """Return the edit as it is chosen now."""
        action = self._chosen_action()
        same, other = self._chosen_direction()
        return EditDraft(
            chains=edit_chains(self._network, self._segment, same=same, other=other),
            action=action,
            speed_kph=float(self._speed.value()) if action == "speed" else None,
            reason=self._reason.text().strip(),
            until_ms=self._until_ms(),
        )

    def show_preview(self) -> None:
        """Tell which segments the present choice means."""
        same, other = self._chosen_direction()
        self.preview_changed.emit(edit_segments(self._network, self._segment, same=same, other=other))

    @property
    def consequences(self) -> str:
        """What is shown of what the edit would do; empty where nothing was asked."""
        return self._consequences.text()

    def show_consequences(self, words: str) -> None:
        """Show what the edit would do, a line for each route."""
        self._consequences.setText(words)
        self._consequences.setVisible(bool(words))
        self.adjustSize()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(4)
        layout.addWidget(plain_label(self._place.street or "A road without a name", kind="emptyTitle"))
        one_way = ", one way" if self._place.one_way else ""
        stretch = f"{distance_words(self._place.length_m)} between two junctions{one_way}"
        layout.addWidget(plain_label(stretch, kind="muted"))
        layout.addSpacing(8)
        layout.addLayout(self._form())
        layout.addWidget(self._trouble)
        self._consequences.setWordWrap(True)
        self._consequences.setVisible(False)
        self._consequences.setAccessibleName("What would change")
        layout.addWidget(self._consequences)
        layout.addSpacing(4)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._ask_button.setAutoDefault(False)
        buttons.addButton(self._ask_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self._accept_button, QDialogButtonBox.ButtonRole.AcceptRole)
        self._accept_button.setDefault(True)
        buttons.rejected.connect(self.reject)
        buttons.accepted.connect(self._accept)
        layout.addWidget(buttons)

    def _form(self) -> QGridLayout:
        form = QGridLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        form.setColumnStretch(1, 1)
        rows = (
            ("What", self._action_row()),
            ("Direction", self._direction_rows()),
            ("Reason", self._reason_row()),
            ("End", self._end_rows()),
        )
        for row, (title, content) in enumerate(rows):
            label = plain_label(title, kind="muted")
            label.setContentsMargins(0, 7 if title != "Direction" else 3, 0, 0)
            form.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            form.addLayout(content, row, 1)
        return form

    def _action_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        for number, (_action, title) in enumerate(ACTIONS):
            button = QPushButton(title)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setChecked(number == 0)
            self._action.addButton(button, number)
            row.addWidget(button)
        self._speed.setRange(round(SLOWEST_KPH), round(FASTEST_KPH))
        self._speed.setValue(_USUAL_KPH)
        self._speed.setSuffix(" km/h")
        self._speed.setMinimumHeight(_FIELD_PX)
        self._speed.setAccessibleName("Speed")
        row.addWidget(self._speed, 1)
        return row

    def _direction_rows(self) -> QVBoxLayout:
        rows = QVBoxLayout()
        rows.setSpacing(2)
        same, other = self._place.same_towards, self._place.other_towards
        titles = ["Both directions", _towards(same), _towards(other) if other else ""]
        first = 1 if self._place.one_way else 0
        for number, title in enumerate(titles):
            if not title or number < first:
                continue
            button = QRadioButton(title)
            button.setChecked(number == first)
            self._direction.addButton(button, number)
            rows.addWidget(button)
        return rows

    def _reason_row(self) -> QHBoxLayout:
        self._reason.setMaxLength(_LONGEST_REASON)
        self._reason.setPlaceholderText("Why, for whoever comes on shift next")
        self._reason.setAccessibleName("Reason")
        row = QHBoxLayout()
        row.addWidget(self._reason)
        return row

    def _end_rows(self) -> QVBoxLayout:
        self._until.setCalendarPopup(True)
        self._until.setDisplayFormat("ddd d MMM, HH:mm")
        self._until.setAccessibleName("End")
        self._until.setMinimumHeight(_FIELD_PX)
        self._timed.setChecked(True)
        presets = QHBoxLayout()
        presets.setSpacing(6)
        for title, minutes in _PRESETS:
            presets.addWidget(self._preset(title, minutes))
        presets.addWidget(self._preset("Midnight", None))
        exact = QHBoxLayout()
        exact.addWidget(self._timed)
        exact.addWidget(self._until, 1)
        rows = QVBoxLayout()
        rows.setSpacing(6)
        rows.addLayout(presets)
        rows.addLayout(exact)
        rows.addWidget(self._forever)
        return rows

    def _preset(self, title: str, minutes: int | None) -> QPushButton:
        button = QPushButton(title)
        button.setAutoDefault(False)
        button.setObjectName("preset")
        button.setMinimumSize(QSize(10, 0))
        button.clicked.connect(lambda: self._set_minutes(minutes))
        return button

    def _connect(self) -> None:
        self._action.idToggled.connect(self._choice_changed)
        self._direction.idToggled.connect(self.show_preview)
        self._direction.idToggled.connect(self._choice_changed)
        self._speed.valueChanged.connect(self._choice_changed)
        self._ask_button.clicked.connect(self._ask)
        self._until.dateTimeChanged.connect(self._until_edited)
        self._forever.toggled.connect(self._choice_changed)

    def _set_minutes(self, minutes: int | None) -> None:
        """Set the end so many minutes from now; None is the coming midnight."""
        now = datetime.fromtimestamp(self._clock.now_ms() / 1000).astimezone()
        if minutes is None:
            end = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        else:
            end = (now + timedelta(minutes=minutes)).replace(second=0, microsecond=0)
        self._timed.setChecked(True)
        self._until.setDateTime(QDateTime.fromMSecsSinceEpoch(round(end.timestamp() * 1000)))

    @Slot()
    def _until_edited(self) -> None:
        self._timed.setChecked(True)
        self._choice_changed()

    @Slot()
    def _choice_changed(self) -> None:
        action = self._chosen_action()
        self._speed.setEnabled(action == "speed")
        self._accept_button.setText(_VERBS[action])
        until_ms = self._until_ms()
        past = until_ms is not None and until_ms <= self._clock.now_ms()
        self._trouble.setText("The end lies in the past. Choose a later one." if past else "")
        for button in (self._accept_button, self._ask_button):
            button.setEnabled(not past)
        self.show_consequences("")

    def _chosen_action(self) -> str:
        return ACTIONS[max(self._action.checkedId(), 0)][0]

    def _chosen_direction(self) -> tuple[bool, bool]:
        return _DIRECTIONS[max(self._direction.checkedId(), 0)]

    def _until_ms(self) -> int | None:
        return None if self._forever.isChecked() else self._until.dateTime().toMSecsSinceEpoch()

    @Slot()
    def _ask(self) -> None:
        self.show_consequences("Asking\N{HORIZONTAL ELLIPSIS}")
        self.consequences_asked.emit(self.draft())

    @Slot()
    def _accept(self) -> None:
        self._choice_changed()
        if self._accept_button.isEnabled():
            self.drafted.emit(self.draft())
            self.accept()


def _towards(point: str) -> str:
    return f"{_ARROWS[point]}  Towards the {point}"
