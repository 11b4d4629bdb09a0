"""The status bar: map, feed, age of the data, version of the weights, updates a second."""

from collections import deque

from PySide6.QtCore import QPointF, QSize, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStatusBar, QWidget

from desktop_app.clock import Clock
from desktop_app.dispatch.change import FeedView, PlannerChange
from desktop_app.ui.marks import Mark, draw_mark
from desktop_app.ui.plain_text import plain_label, tool_tip
from desktop_app.ui.theme import Theme
from desktop_app.ui.wording import age_words

_WINDOW_S = 10.0
_WORDS = {
    "connecting": "Feed: connecting",
    "live": "Feed live",
    "stale": "Feed silent",
    "lost": "Feed lost",
}
_MARKS = {"live": Mark.DISC, "connecting": Mark.RING, "stale": Mark.DIAMOND, "lost": Mark.CROSS}


class StateMark(QWidget):
    """A small mark whose shape and colour tell the state of the feed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show a ring."""
        super().__init__(parent)
        self._mark = Mark.RING
        self._colour = QColor()
        self.setFixedSize(QSize(14, 14))

    def show_mark(self, mark: Mark, colour: QColor) -> None:
        """Show `mark` in `colour`."""
        self._mark, self._colour = mark, colour
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the mark."""
        painter = QPainter(self)
        draw_mark(painter, self._mark, QPointF(7, 7), 10, self._colour)
        painter.end()


class StatusBar(QStatusBar):
    """Keeps the age of the data always in sight."""

    def __init__(self, theme: Theme, clock: Clock, parent: QWidget | None = None) -> None:
        """Show that there is no map and no feed."""
        super().__init__(parent)
        self._theme = theme
        self._clock = clock
        self._feed: FeedView | None = None
        self._planner_gone = False
        self._updates: deque[tuple[float, int]] = deque()
        self._mark = StateMark()
        self._map = plain_label("No map")
        self._feed_words = plain_label(kind="feedWords")
        self._age = plain_label()
        self._refused = plain_label()
        self._version = plain_label()
        self._rate = plain_label()
        self.setSizeGripEnabled(False)
        self._lay_out()
        self.clear()

    def _lay_out(self) -> None:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(10, 3, 12, 3)
        layout.setSpacing(10)
        layout.addWidget(self._map)
        layout.addWidget(_separator())
        layout.addWidget(self._mark)
        layout.addWidget(self._feed_words)
        layout.addWidget(self._age)
        layout.addWidget(self._refused)
        layout.addStretch(1)
        layout.addWidget(self._version)
        layout.addWidget(_separator())
        layout.addWidget(self._rate)
        self._version.setToolTip(tool_tip("Every route, alert and colour comes from this version."))
        self._rate.setToolTip(tool_tip("Stretches of road whose state changed, over the last 10 seconds."))
        self.addWidget(row, 1)

    def set_map(self, name: str, roads: int) -> None:
        """Show the name of the map, and how many arcs it has."""
        self._map.setText(name)
        self._map.setToolTip(tool_tip(f"{name}: {roads:,} stretches between junctions."))

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        self._show_feed()

    def clear(self) -> None:
        """Forget feed and weights, as for another map."""
        self._feed = None
        self._planner_gone = False
        self._updates.clear()
        self._version.setText("No weights yet")
        self._show_feed()
        self.tick()

    def apply_change(self, change: PlannerChange) -> None:
        """Take version, count of changes and feed from a change."""
        self._version.setText(f"Weights v{change.version}")
        count = len(change.segment_states())
        if count and not change.whole:
            self._updates.append((self._clock.monotonic_s(), count))
        if change.feed is not None:
            self._feed = change.feed
            self._show_feed()
            self.tick()

    @Slot()
    def show_planner_gone(self) -> None:
        """Say that nothing is planned any more, until another map is opened."""
        self._planner_gone = True
        self._show_feed()

    def tick(self) -> None:
        """Let the age and the rate follow the clock."""
        now_s = self._clock.monotonic_s()
        while self._updates and self._updates[0][0] < now_s - _WINDOW_S:
            self._updates.popleft()
        rate = sum(count for _, count in self._updates) / _WINDOW_S
        self._rate.setText(f"{rate:,.0f} updates/s" if rate >= 10 or not rate else f"{rate:.1f} updates/s")  # noqa: PLR2004 - two figures are enough
        self._age.setText(self._age_words())

    def _age_words(self) -> str:
        if self._feed is None:
            return ""
        if self._feed.heard_ms is None:
            return "No data yet"
        return f"Data {age_words((self._clock.now_ms() - self._feed.heard_ms) / 1000)} old"

    def _show_feed(self) -> None:
        feed = self._feed
        self._refused.setText("")
        if self._planner_gone:
            self._mark.show_mark(Mark.CROSS, self._theme.priority_high)
            self._feed_words.setText("Planner stopped")
            self._tip("Nothing is planned any more: what you see is old. Restart Greenwave.")
            return
        if feed is None:
            self._mark.show_mark(Mark.RING, self._theme.muted)
            self._feed_words.setText("No feed")
            self._tip("No feed is connected. Choose Feed in the File menu.")
            return
        self._mark.show_mark(_MARKS.get(feed.state, Mark.RING), self._colour(feed.state))
        self._feed_words.setText(_WORDS.get(feed.state, feed.state))
        refused = sum(feed.rejected.values())
        if refused:
            self._refused.setText(f"{refused:,} refused")
        self._tip(feed_tip(feed))

    def _colour(self, state: str) -> QColor:
        theme = self._theme
        colours = {"live": theme.good, "stale": theme.priority_medium, "lost": theme.priority_high}
        return colours.get(state, theme.muted)

    def _tip(self, text: str) -> None:
        for widget in (self._mark, self._feed_words, self._age, self._refused):
            widget.setToolTip(tool_tip(text))


def feed_tip(feed: FeedView) -> str:
    """Return the feed's tool tip: its last trouble, and what was refused, by the protocol's words."""
    lines = [f"{_WORDS.get(feed.state, feed.state)}, at message {feed.seq}."]
    if feed.message:
        lines.append(feed.message)
    refused = {word: count for word, count in feed.rejected.items() if count}
    if refused:
        lines.append("Refused since the start:")
        lines.extend(f"  {word}: {count:,}" for word, count in sorted(refused.items()))
    else:
        lines.append("Nothing was refused.")
    return "\n".join(lines)


def _separator() -> QFrame:
    line = QFrame()
    line.setObjectName("separator")
    line.setFixedSize(1, 14)
    return line
