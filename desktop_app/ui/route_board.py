"""The route board: every watched route with its arrival, delay and state."""

from PySide6.QtCore import QItemSelection, QPoint, QSortFilterProxyModel, Qt, Signal, Slot
from PySide6.QtGui import QAction, QColor, QIcon, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from desktop_app.clock import Clock
from desktop_app.dispatch.change import PlannerChange, RouteView
from desktop_app.ui.panel import EmptyPage, Panel, PanelHead
from desktop_app.ui.route_delegate import ROW_HEIGHT, RouteDelegate
from desktop_app.ui.route_model import ROUTE_ROLE, SORT_ROLE, Column, RouteModel
from desktop_app.ui.theme import Theme
from desktop_app.ui.wording import count_words

_WIDTHS = {Column.ARRIVAL: 72, Column.DELAY: 66, Column.STATE: 92, Column.WATCH: 52}
_SWATCH_PX = 14


class RouteBoard(Panel):
    """Shows the routes, and says what the dispatcher wishes of them; changes none itself."""

    selected = Signal(str)
    """Id of the route that was picked, or empty."""
    opened = Signal(str)
    """Id of a route that was double-clicked, to be shown whole on the map."""
    rename_asked = Signal(str, str)
    recolour_asked = Signal(str, str)
    watch_asked = Signal(str, bool)
    remove_asked = Signal(str)

    def __init__(self, theme: Theme, clock: Clock, add: QAction, parent: QWidget | None = None) -> None:
        """Show an empty board; `add` is the action that begins a new route."""
        super().__init__(parent)
        self._theme = theme
        self._model = RouteModel(clock, self)
        self._delegate = RouteDelegate(theme, clock, self)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self._model)
        self._sorted.setSortRole(SORT_ROLE)
        self._sorted.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._table = self._make_table()
        self._head = PanelHead("Routes", (add,))
        hint = (
            "Choose Add route, then click the start and the end on the map. Shift-click adds stops between."
        )
        self.fill(self._head, self._table, EmptyPage("No routes yet", hint, add))
        self._connect()
        self._show_count()

    @property
    def model(self) -> RouteModel:
        """The rows, in the order in which they came."""
        return self._model

    @property
    def table(self) -> QTableView:
        """The table itself, for keys and focus."""
        return self._table

    def apply_change(self, change: PlannerChange) -> None:
        """Take the routes of a change."""
        self._model.apply_change(change)
        if change.routes or change.removed_routes:
            self._show_count()

    def clear(self) -> None:
        """Forget every route, as for another map."""
        self._model.clear()
        self._show_count()

    def tick(self) -> None:
        """Let the times of arrival follow the clock."""
        self._model.tick()

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        self._delegate.set_theme(theme)
        self._table.viewport().update()

    def selected_route(self) -> RouteView | None:
        """Return the route that is picked, None for none."""
        rows = self._table.selectionModel().selectedRows()
        view: RouteView | None = rows[0].data(ROUTE_ROLE) if rows else None
        return view

    def select(self, route_id: str) -> None:
        """Pick a route by its id; an unknown one picks none."""
        row = self._model.row_of(route_id)
        if row < 0:
            self._table.clearSelection()
            return
        index = self._sorted.mapFromSource(self._model.index(row, Column.ROUTE))
        if not self._table.selectionModel().isSelected(index):
            self._table.setCurrentIndex(index)
        self._table.scrollTo(index)

    @Slot()
    def rename_selected(self) -> None:
        """Open the field for a new name on the picked row."""
        rows = self._table.selectionModel().selectedRows(Column.ROUTE)
        if rows:
            self._table.setFocus()
            self._table.edit(rows[0])

    @Slot()
    def remove_selected(self) -> None:
        """Ask for the picked route to be removed."""
        view = self.selected_route()
        if view is not None:
            self.remove_asked.emit(view.id)

    @Slot()
    def toggle_selected_watch(self) -> None:
        """Ask for the watch on the picked route to be switched."""
        view = self.selected_route()
        if view is not None:
            self.watch_asked.emit(view.id, not view.watching)

    def colour_menu(self, parent: QWidget) -> QMenu:
        """Return a menu of the theme's route colours for the picked route."""
        menu = QMenu("Colour", parent)
        view = self.selected_route()
        for number, colour in enumerate(self._theme.routes, start=1):
            action = menu.addAction(_swatch(colour), f"Colour {number}")
            action.setEnabled(view is not None)
            if view is not None:
                ask = (view.id, colour.name())
                action.triggered.connect(lambda _checked=False, ask=ask: self.recolour_asked.emit(*ask))
        return menu

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self._sorted)
        table.setItemDelegate(self._delegate)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.setShowGrid(False)
        table.setMouseTracking(True)
        table.setTabKeyNavigation(False)
        table.setAccessibleName("Routes")
        table.setSortingEnabled(True)
        self._sorted.sort(-1)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = table.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(40)
        header.setSectionResizeMode(Column.ROUTE, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, width)
        return table

    def _connect(self) -> None:
        self._model.rename_asked.connect(self.rename_asked)
        self._delegate.watch_asked.connect(self.watch_asked)
        self._table.selectionModel().selectionChanged.connect(self._selection_changed)
        self._table.doubleClicked.connect(self._double_clicked)
        self._table.customContextMenuRequested.connect(self._show_menu)

    @Slot(QItemSelection, QItemSelection)
    def _selection_changed(self, _new: QItemSelection, _old: QItemSelection) -> None:
        view = self.selected_route()
        self.selected.emit("" if view is None else view.id)

    @Slot()
    def _double_clicked(self) -> None:
        view = self.selected_route()
        if view is not None:
            self.opened.emit(view.id)

    @Slot(QPoint)
    def _show_menu(self, where: QPoint) -> None:
        if not self._table.indexAt(where).isValid():
            return
        menu = self.route_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._table.viewport().mapToGlobal(where))

    def route_menu(self) -> QMenu:
        """Return the menu of what can be done with the picked route."""
        menu = QMenu(self)
        view = self.selected_route()
        watching = view is not None and view.watching
        menu.addAction("Show on the map").triggered.connect(self._double_clicked)
        menu.addAction("Rename\tF2").triggered.connect(self.rename_selected)
        menu.addAction("Stop watching\tW" if watching else "Watch\tW").triggered.connect(
            self.toggle_selected_watch
        )
        menu.addMenu(self.colour_menu(menu))
        menu.addSeparator()
        menu.addAction("Remove\tDel").triggered.connect(self.remove_selected)
        return menu

    def _show_count(self) -> None:
        count = len(self._model.routes)
        self.show_empty(empty=count == 0)
        watched = sum(view.watching for view in self._model.routes)
        words = count_words(count, "route", "routes")
        self._head.set_count("" if not count else f"{words}, {watched} watched")


def _swatch(colour: QColor) -> QIcon:
    pixmap = QPixmap(_SWATCH_PX, _SWATCH_PX)
    pixmap.fill(colour)
    return QIcon(pixmap)
