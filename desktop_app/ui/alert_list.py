"""The alert list: what is in trouble, why, and a click that goes there."""

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QListView, QWidget

from desktop_app.clock import Clock
from desktop_app.dispatch.change import AlertView, PlannerChange
from desktop_app.ui.alert_model import ALERT_ROLE, AlertModel
from desktop_app.ui.card_delegate import card_list
from desktop_app.ui.panel import EmptyPage, Panel, PanelHead
from desktop_app.ui.theme import Theme


class AlertList(Panel):
    """Shows alerts; a click asks to go to the cause, a key or the button to acknowledge."""

    place_asked = Signal(float, float)
    """Longitude and latitude of an alert's heaviest cause."""
    routes_meant = Signal(object)
    """Ids of the routes in trouble, a tuple, when an alert is gone to."""
    route_asked = Signal(str)
    """Id of the first route of an alert that has no place."""
    acknowledge_asked = Signal(str)
    """Id of an alert that was seen."""
    counted = Signal(int, int)
    """How many alerts hold, and how many of them are new."""

    def __init__(
        self, theme: Theme, clock: Clock, acknowledge: QAction, parent: QWidget | None = None
    ) -> None:
        """Show an empty list; `acknowledge` is the action for the picked alert."""
        super().__init__(parent)
        self._model = AlertModel(theme, clock, self)
        self._view, self._delegate = card_list(theme, "Alerts")
        self._view.setModel(self._model)
        self._head = PanelHead("", (acknowledge,))
        self._picked = ""
        text = "Routes under watch that lose time, are closed or have no way appear here, with the reason."
        self.fill(self._head, self._view, EmptyPage("All quiet", text))
        self._view.clicked.connect(self._go)
        self._view.activated.connect(self._go)
        self._delegate.button_clicked.connect(self._acknowledge_row)
        self._model.modelReset.connect(self._pick_again)
        self._show_count()

    @property
    def model(self) -> AlertModel:
        """The rows as they are shown."""
        return self._model

    @property
    def view(self) -> QListView:
        """The list itself, for keys and focus."""
        return self._view

    def apply_change(self, change: PlannerChange) -> None:
        """Take the alerts of a change."""
        self._model.apply_change(change)
        if change.alerts or change.whole:
            self._show_count()

    def clear(self) -> None:
        """Forget every alert, as for another map."""
        self._model.clear()
        self._show_count()

    def tick(self) -> None:
        """Let ages follow the clock, and the history fade."""
        self._model.tick()
        self._show_count()

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._delegate.set_theme(theme)
        self._model.set_theme(theme)

    @Slot()
    def acknowledge_selected(self) -> None:
        """Acknowledge the picked alert, or the most urgent new one where none is picked."""
        picked = self._view.currentIndex()
        alert: AlertView | None = picked.data(ALERT_ROLE) if picked.isValid() else None
        if alert is None or alert.acknowledged or alert.state == "cleared":
            alert = next(iter(self._model.unseen()), None)
        if alert is not None:
            self.acknowledge_asked.emit(alert.id)

    @Slot()
    def acknowledge_all(self) -> None:
        """Acknowledge every new alert."""
        for alert in self._model.unseen():
            self.acknowledge_asked.emit(alert.id)

    @Slot()
    def go_to_next(self) -> None:
        """Pick the most urgent new alert, else the first, and go there."""
        unseen = self._model.unseen()
        row = self._model.row_of(unseen[0].id) if unseen else 0
        if row < self._model.rowCount():
            self._view.setCurrentIndex(self._model.index(row))
            self._go(self._model.index(row))

    @Slot(QModelIndex)
    def _go(self, index: QModelIndex) -> None:
        alert: AlertView = index.data(ALERT_ROLE)
        self._picked = alert.id
        place = next((cause.at for cause in alert.cause if cause.at is not None), None)
        if place is not None:
            self.routes_meant.emit(alert.routes)
            self.place_asked.emit(place.lon, place.lat)
        elif alert.routes:
            self.route_asked.emit(alert.routes[0])

    @Slot(QModelIndex)
    def _acknowledge_row(self, index: QModelIndex) -> None:
        alert: AlertView = index.data(ALERT_ROLE)
        self.acknowledge_asked.emit(alert.id)

    @Slot()
    def _pick_again(self) -> None:
        """Keep the picked alert picked when the rows were put in another order."""
        row = self._model.row_of(self._picked)
        if row >= 0:
            self._view.setCurrentIndex(self._model.index(row))

    def _show_count(self) -> None:
        counts = self._model.counts()
        self.show_empty(empty=self._model.rowCount() == 0)
        self._head.set_count(f"{counts.unseen} new of {counts.holding}" if counts.holding else "")
        self.counted.emit(counts.holding, counts.unseen)
