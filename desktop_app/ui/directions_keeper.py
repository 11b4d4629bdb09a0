"""Directions of the picked route: asks for them, keeps them true, shows places, prints and exports."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog

from desktop_app.bridge.planner_bridge import PlannerBridge
from desktop_app.dispatch.commands import AskDirections
from desktop_app.dispatch.replies import DirectionsReply
from desktop_app.routing.answer_document import RouteDocument, StepDocument
from desktop_app.ui.actions import WindowActions
from desktop_app.ui.directions_print import print_directions
from desktop_app.ui.route_export_dialog import RouteExportDialog
from desktop_app.ui.route_question import RouteQuestion
from desktop_app.ui.window_panes import WindowPanes
from desktop_app.ui.wording import distance_words, duration_words

_ACROSS_M = 400.0
_NOT_PRINTED = "The directions could not be printed. Look after the printer, or choose another file."
_MOST_IN_PIN = 99


class DirectionsKeeper(QObject):
    """Shows the steps while they are wanted, of whichever route is picked; the action is checked as long."""

    export_asked = Signal(object, str, object)
    """The `AnswerDocument`, the route's name, and the `Path` to write to."""

    def __init__(
        self, bridge: PlannerBridge, panes: WindowPanes, actions: WindowActions, parent: QObject
    ) -> None:
        """Wire these parts."""
        super().__init__(parent)
        self._panes, self._actions = panes, actions
        self.question = RouteQuestion(bridge, AskDirections, lambda change: change.directions, self)
        self._reply: DirectionsReply | None = None
        self.question.answered.connect(self._show)
        self.question.gone.connect(self.put_away)
        actions["directions"].triggered.connect(self._toggle)
        actions["print_directions"].triggered.connect(self.print)
        actions["export_route"].triggered.connect(self.export)
        panes.board.selected.connect(self._select)
        panes.directions.step_asked.connect(self._show_place)
        self._enable()

    @property
    def route(self) -> RouteDocument | None:
        """What is shown, or None."""
        document = None if self._reply is None else self._reply.document
        return document.routes[0] if document is not None and document.routes else None

    @Slot()
    def put_away(self) -> None:
        """Show no directions any more."""
        self.question.end()
        self._reply = None
        self._enable()
        self._actions["directions"].setChecked(False)
        self._panes.directions.show_steps("", ())
        self._panes.show_directions(shown=False)
        self._panes.canvas.show_found(())

    @Slot()
    def print(self) -> None:
        """Ask for a printer, and print the steps that are shown."""
        route, reply = self.route, self._reply
        if route is None or reply is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(reply.name)
        dialog = QPrintDialog(printer, self._panes)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def begin() -> None:
            if not print_directions(printer, reply.name, route):
                self._panes.map_area.notices.warn(_NOT_PRINTED)

        dialog.accepted.connect(begin)
        QDialog.open(dialog)

    @Slot()
    def export(self) -> None:
        """Ask for a file for the route that is shown."""
        reply = self._reply
        if reply is None or self.route is None:
            return
        dialog = RouteExportDialog(self._panes, reply.name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def write(path: Path) -> None:
            self.export_asked.emit(reply.document, reply.name, path)

        dialog.chosen.connect(write)
        dialog.open()

    @Slot(bool)
    def _toggle(self, on: bool) -> None:  # noqa: FBT001 - the signal's own argument
        picked = self._panes.board.selected_route()
        if not on or picked is None:
            self.put_away()
            return
        self._panes.show_directions(shown=True)
        self.question.ask(picked.id)

    @Slot(object)
    def _show(self, reply: DirectionsReply) -> None:
        first = self._reply is None
        self._reply = reply
        self._enable()
        route = self.route
        if route is None:
            self._panes.directions.show_steps(reply.message, ())
            return
        length, time = distance_words(route.distance_m), duration_words(round(route.duration_s * 1000))
        self._panes.directions.show_steps(f"{reply.name}  \N{MIDDLE DOT}  {length}, {time}", route.steps)
        if first:
            self._panes.directions.begin()

    @Slot(str)
    def _select(self, route_id: str) -> None:
        if not self._actions["directions"].isChecked() or route_id == self.question.route_id:
            return
        if route_id:
            self.question.ask(route_id)
        else:
            self.put_away()

    @Slot(int, object)
    def _show_place(self, number: int, step: StepDocument) -> None:
        lon, lat = step.location
        sign = str(number) if number <= _MOST_IN_PIN else ""
        self._panes.canvas.show_found(((lon, lat, sign),))
        self._panes.canvas.go_to(lon, lat, _ACROSS_M)

    def _enable(self) -> None:
        for name in ("print_directions", "export_route"):
            self._actions[name].setEnabled(self.route is not None)
