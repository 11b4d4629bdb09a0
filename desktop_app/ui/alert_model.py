"""The rows of the alert list: what holds, new before acknowledged, then a short history."""

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QObject, Qt
from PySide6.QtGui import QColor

from desktop_app.clock import Clock
from desktop_app.dispatch.change import AlertView, Cause, PlannerChange
from desktop_app.ui.card_delegate import CARD_ROLE, Card
from desktop_app.ui.marks import Mark
from desktop_app.ui.plain_text import tool_tip
from desktop_app.ui.route_model import Index
from desktop_app.ui.theme import Theme
from desktop_app.ui.wording import age_words, ago_words, count_words

ALERT_ROLE = Qt.ItemDataRole.UserRole + 1
"""The row's `AlertView`."""

HISTORY_MS = 10 * 60_000
"""How long a cleared alert stays in sight, ever fainter."""
HISTORY_COUNT = 20

_RANK = {"high": 0, "medium": 1, "low": 2}
_MARKS = {"high": Mark.TRIANGLE, "medium": Mark.DIAMOND, "low": Mark.DISC}
_WHAT = {
    "speed": "speed",
    "delay": "delay",
    "incident": "incident",
    "closure": "closure",
    "manual": "manual edit",
    "feed": "feed",
}


@dataclass(frozen=True, slots=True)
class AlertCounts:
    """How many alerts hold, and how many of them nobody has seen."""

    holding: int
    unseen: int


class AlertModel(QAbstractListModel):
    """Holds the alerts; changes only by what the planner says, and by time."""

    def __init__(self, theme: Theme, clock: Clock, parent: QObject | None = None) -> None:
        """Begin without an alert; `clock` gives their ages."""
        super().__init__(parent)
        self._theme = theme
        self._clock = clock
        self._alerts: dict[str, AlertView] = {}
        self._rows: list[AlertView] = []

    def set_theme(self, theme: Theme) -> None:
        """Give the cards other colours."""
        self._theme = theme
        self._refresh()

    def clear(self) -> None:
        """Forget every alert, as for another map."""
        self._alerts.clear()
        self._arrange()

    def apply_change(self, change: PlannerChange) -> None:
        """Take the alerts of a change; a whole one begins anew."""
        if change.whole:
            self._alerts = {key: alert for key, alert in self._alerts.items() if alert.state == "cleared"}
        for alert in change.alerts:
            self._alerts[alert.id] = alert
        if change.alerts or change.whole:
            self._arrange()

    def tick(self) -> None:
        """Let ages follow the clock, and the history fade."""
        if not self._alerts:
            return
        before = len(self._alerts)
        oldest_ms = self._clock.now_ms() - HISTORY_MS
        self._alerts = {
            key: alert
            for key, alert in self._alerts.items()
            if alert.state != "cleared" or alert.at_ms > oldest_ms
        }
        if len(self._alerts) != before:
            self._arrange()
        else:
            self._refresh()

    def counts(self) -> AlertCounts:
        """Return how many alerts hold, and how many of them are new."""
        holding = [alert for alert in self._rows if alert.state != "cleared"]
        return AlertCounts(len(holding), sum(not alert.acknowledged for alert in holding))

    def unseen(self) -> tuple[AlertView, ...]:
        """Return the alerts that hold and that nobody has acknowledged, the most urgent first."""
        return tuple(alert for alert in self._rows if alert.state != "cleared" and not alert.acknowledged)

    def row_of(self, alert_id: str) -> int:
        """Return an alert's row, -1 where there is none."""
        return next((row for row, alert in enumerate(self._rows) if alert.id == alert_id), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many alerts are shown, the history included."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row's card, its alert, or its texts."""
        if not index.isValid():
            return None
        alert = self._rows[index.row()]
        answer: object = None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            answer = alert.text
        elif role == Qt.ItemDataRole.ToolTipRole:
            answer = tool_tip("\n".join([alert.text, *_cause_lines(alert)]))
        elif role == ALERT_ROLE:
            answer = alert
        elif role == CARD_ROLE:
            answer = self._card(alert)
        return answer

    def _card(self, alert: AlertView) -> Card:
        now_ms = self._clock.now_ms()
        if alert.state == "cleared":
            age_ms = now_ms - alert.at_ms
            detail = f"Over, {ago_words(age_ms / 1000)}"
            faded = min(max(0.35 + 0.65 * age_ms / HISTORY_MS, 0.0), 1.0)
            return Card(Mark.CHECK, self._theme.muted, alert.text, detail, faded=faded)
        detail = f"{'Seen' if alert.acknowledged else 'New'}, {ago_words((now_ms - alert.raised_ms) / 1000)}"
        if alert.cause and alert.kind != "feed_lost" and alert.cause[0].what != "map":
            detail += (
                f"  \N{MIDDLE DOT}  {_who_says_so(alert.cause[0])}, {age_words(alert.cause[0].age_s)} old"
            )
        if len(alert.routes) > 1:
            detail += f"  \N{MIDDLE DOT}  {count_words(len(alert.routes), 'route', 'routes')}"
        return Card(
            _MARKS.get(alert.priority, Mark.DISC),
            self._colour(alert.priority),
            alert.text,
            detail,
            strong=not alert.acknowledged,
            button="" if alert.acknowledged else "check",
        )

    def _colour(self, priority: str) -> QColor:
        theme = self._theme
        colours = {"high": theme.priority_high, "medium": theme.priority_medium}
        return colours.get(priority, theme.priority_low)

    def _arrange(self) -> None:
        holding = [alert for alert in self._alerts.values() if alert.state != "cleared"]
        over = [alert for alert in self._alerts.values() if alert.state == "cleared"]
        holding.sort(key=lambda a: (a.acknowledged, _RANK.get(a.priority, len(_RANK)), -a.raised_ms))
        over.sort(key=lambda a: -a.at_ms)
        for forgotten in over[HISTORY_COUNT:]:
            del self._alerts[forgotten.id]
        rows = holding + over[:HISTORY_COUNT]
        if [alert.id for alert in rows] == [alert.id for alert in self._rows]:
            self.layoutAboutToBeChanged.emit()  # sentences may have grown by a line
            self._rows = rows
            self.layoutChanged.emit()
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def _refresh(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))


def _cause_lines(alert: AlertView) -> list[str]:
    lines: list[str] = []
    for cause in alert.cause if alert.kind != "feed_lost" else ():
        where = cause.street or "a road without a name"
        words = f": {cause.text}" if cause.text else ""
        lines.append(f"{where}, +{cause.minutes:.1f} min, {cause.source}{words}")
    return lines


def _who_says_so(cause: Cause) -> str:
    what = _WHAT.get(cause.what, cause.what)
    return what if cause.what == "manual" else f"{what} from {cause.source}"
