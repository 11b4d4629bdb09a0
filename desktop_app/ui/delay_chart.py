"""One chart: the delay of the picked route over time."""

from typing import Any

import numpy as np
from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.clock import Clock
from desktop_app.dispatch.change import PlannerChange, RouteView
from desktop_app.dispatch.route_views import with_time
from desktop_app.ui.delay_history import DelayHistory
from desktop_app.ui.panel import EmptyPage, Panel, PanelHead
from desktop_app.ui.route_colours import shown_colour
from desktop_app.ui.stylesheet import SMALL_PX, body_font
from desktop_app.ui.theme import Theme
from desktop_app.ui.wording import delay_words

_AFTER_FIRST_PAINT_MS = 250
_LEAST_SPAN_S = 300.0
_LEAST_MINUTES = 5.0
_AXIS_PX = 38


class DelayChart(Panel):
    """Draws a bounded history; loads the chart library once the window stands, as it takes its time."""

    def __init__(self, theme: Theme, clock: Clock, parent: QWidget | None = None) -> None:
        """Show no route."""
        super().__init__(parent)
        self._theme = theme
        self._clock = clock
        self._history = DelayHistory()
        self._route: RouteView | None = None
        self._plot: Any = None
        self._curve: Any = None
        self._head = PanelHead("Delay in minutes", ())
        self._frame = QWidget()
        layout = QVBoxLayout(self._frame)
        layout.setContentsMargins(4, 4, 10, 2)
        self.fill(self._head, self._frame, EmptyPage("No route picked", "Pick a route to see its delay."))
        self._loading = QTimer(self)
        self._loading.setSingleShot(True)
        self._loading.timeout.connect(self.load)

    @property
    def loaded(self) -> bool:
        """Whether the chart itself is there."""
        return self._plot is not None

    def apply_change(self, change: PlannerChange) -> None:
        """Take the delays of a change."""
        self._history.apply_change(change)
        picked = None if self._route is None else self._route.id
        if picked in change.removed_routes:
            self.show_route(None)
        for view in change.routes:
            if view.id == picked:
                self.show_route(view)
        for time in change.times:
            if time.id == picked and self._route is not None:
                self.show_route(with_time(self._route, time))

    def clear(self) -> None:
        """Forget every route, as for another map."""
        self._history.clear()
        self.show_route(None)

    def show_route(self, route: RouteView | None) -> None:
        """Draw the delay of `route`, or none."""
        self._route = route
        self.show_empty(empty=route is None)
        if route is None:
            self._head.set_count("")
        else:
            now = "no way" if route.duration_ms is None else f"now {delay_words(route.delay_ms)}"
            self._head.set_count(f"{route.name}, {now}")
        self._draw()

    def tick(self) -> None:
        """Let the line reach to the present."""
        self._draw()

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        if self._plot is not None:
            self._colour_plot()
            self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        """Load the chart library soon, after the window was painted."""
        super().showEvent(event)
        if self._plot is None:
            self._loading.start(_AFTER_FIRST_PAINT_MS)

    @Slot()
    def load(self) -> None:
        """Make the chart; the first call loads its library."""
        if self._plot is not None:
            return
        import pyqtgraph  # noqa: PLC0415 - takes a third of a second, which the start must not wait for

        axis = pyqtgraph.DateAxisItem(orientation="bottom")
        plot = pyqtgraph.PlotWidget(axisItems={"bottom": axis})
        plot.setMenuEnabled(False)
        plot.setMouseEnabled(x=False, y=False)
        plot.hideButtons()
        plot.setAccessibleName("Delay of the picked route over time")
        plot.getAxis("left").setWidth(_AXIS_PX)
        plot.showGrid(x=False, y=True, alpha=0.25)
        self._plot = plot
        self._curve = plot.plot(connect="finite")
        layout = self._frame.layout()
        if layout is not None:
            layout.addWidget(plot)
        self._colour_plot()
        self._draw()

    def _colour_plot(self) -> None:
        self._plot.setBackground(self._theme.base)
        for name in ("left", "bottom"):
            axis = self._plot.getAxis(name)
            axis.setPen(self._theme.border)
            axis.setTextPen(self._theme.muted)
            axis.setStyle(tickFont=body_font(SMALL_PX - 1), tickLength=-4)

    def _draw(self) -> None:
        if self._plot is None:
            return
        route_id = "" if self._route is None else self._route.id
        time_s, minutes = self._history.steps(route_id, self._clock.now_ms())
        self._curve.setData(time_s, minutes)
        if self._route is None or not len(time_s):
            return
        colour = shown_colour(self._route.colour, self._theme)
        wash = QColor(colour)
        wash.setAlpha(45)
        self._curve.setPen(colour, width=2)
        self._curve.setFillLevel(0.0)
        self._curve.setFillBrush(wash)
        most = max(_LEAST_MINUTES, float(np.nanmax(np.append(minutes, 0.0))) * 1.2)
        least = min(0.0, float(np.nanmin(np.append(minutes, 0.0))) * 1.2)
        self._plot.setXRange(min(time_s[0], time_s[-1] - _LEAST_SPAN_S), time_s[-1], padding=0.01)
        self._plot.setYRange(least, most, padding=0.0)
