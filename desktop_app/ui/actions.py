"""Everything that can be done, as actions: their words, keys and icons, menus and tool bar."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QSize, Qt, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar, QWidget

from desktop_app.ui.icons import SIZE, icon
from desktop_app.ui.plain_text import menu_text
from desktop_app.ui.theme import Theme

THEME_CHOICES = (("system", "As the system"), ("light", "Light"), ("dark", "Dark"))


@dataclass(frozen=True, slots=True)
class _Words:
    """An action's name, words, keys, icon and menu; an empty name is a line between."""

    name: str
    text: str = ""
    keys: str = ""
    icon: str = ""
    short: str = ""
    checkable: bool = False


_LINE = _Words("")

_MENUS: tuple[tuple[str, tuple[_Words, ...]], ...] = (
    (
        "&File",
        (
            _Words("open_file", "&Open map file...", "Ctrl+O", "folder", "Open"),
            _Words("open_folder", "Open map &folder...", "Ctrl+Shift+O"),
            _Words("get_map", "&Get a map...", "Ctrl+G"),
            _Words("demo", "Open the &demo town"),
            _LINE,
            _Words("feed", "Traffic f&eed...", "Ctrl+E", "feed", "Feed"),
            _Words("import_report", "&Import report..."),
            _Words("export_roads", "E&xport the roads in view as GeoJSON..."),
            _LINE,
            _Words("quit", "&Quit", "Ctrl+Q"),
        ),
    ),
    (
        "&Edit",
        (
            _Words("undo", "&Undo", "Ctrl+Z", "undo", "Undo"),
            _Words("redo", "&Redo", "Ctrl+Shift+Z", "redo", "Redo"),
            _LINE,
            _Words(
                "edit_road", "&Close or slow a road", "C", "barrier", "Close or slow a road", checkable=True
            ),
            _Words("remove_edit", "Remove the picked &edit", "Shift+Del", "remove"),
        ),
    ),
    (
        "&Route",
        (
            _Words("add_route", "&Add route", "R", "route", "Add route", checkable=True),
            _LINE,
            _Words("rename", "Re&name", "F2"),
            _Words("watch", "&Watch, or stop watching", "W"),
            _Words("other_ways", "&Other ways", "O", checkable=True),
            _Words("avoid", "A&void a road...", "V"),
            _Words("directions", "&Directions", "D", checkable=True),
            _Words("print_directions", "&Print directions...", "Ctrl+P", "print"),
            _Words("export_route", "E&xport the route...", "Ctrl+Shift+E", "export"),
            _Words("show_route", "&Show on the map", "F"),
            _Words("remove_route", "Re&move", "Del"),
        ),
    ),
    (
        "&Alert",
        (
            _Words("next_alert", "&Go to the next one", "N"),
            _Words("acknowledge", "&Acknowledge", "A", "check"),
            _Words("acknowledge_all", "Acknowledge a&ll", "Shift+A"),
        ),
    ),
    (
        "&View",
        (
            _Words("search", "F&ind on the map...", "Ctrl+F", "search", "Find"),
            _Words("fit_map", "&Whole map", "Home", "fit", "Whole map"),
            _Words("chart", "&Chart of delays", "F8", "chart", "Chart", checkable=True),
        ),
    ),
    ("&Help", (_Words("shortcuts", "&Keys", "F1"), _Words("about", "&About Greenwave"))),
)

_TOOL_BAR = ("open_file", "search", "", "add_route", "edit_road", "", "undo", "redo", "", "fit_map", "chart")
_TOOL_BAR_END = ("feed", "theme")
_NEEDS_ROUTE = ("rename", "watch", "other_ways", "avoid", "directions", "show_route", "remove_route")
_NEEDS_MAP = ("feed", "search", "import_report", "export_roads", "add_route", "edit_road", "fit_map")


class WindowActions(QObject):
    """Makes the actions once; the window connects them."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        """Make all actions, living with `window`, with icons in `theme`."""
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._made: dict[str, QAction] = {}
        self._icons: dict[str, str] = {"theme": "theme"}
        for _title, rows in _MENUS:
            for words in rows:
                if words.name:
                    self._make(words)
        self.theme_menu = QMenu("&Colours", window)
        self.theme_group = QActionGroup(self)
        self._make_theme_choices()
        self.set_theme(theme)
        self.show_undo("", "")
        self.enable_map(enabled=False)
        self.enable_route(enabled=False)
        self.enable_alerts(0, 0)

    def __getitem__(self, name: str) -> QAction:
        """Return the action `name`; raises KeyError for an unknown one."""
        return self._made[name]

    def rows(self) -> list[tuple[str, str, str]]:
        """Return menu, words and keys of each action that has keys, for the help."""
        return [
            (title.replace("&", ""), words.text.replace("&", "").removesuffix("..."), words.keys)
            for title, rows in _MENUS
            for words in rows
            if words.keys
        ]

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in other colours."""
        self._theme = theme
        for name, picture in self._icons.items():
            self._made[name].setIcon(icon(picture, theme.text, theme.border))

    def show_undo(self, undo_text: str, redo_text: str) -> None:
        """Say what undo and redo would do; with an empty text there is nothing to do."""
        for name, verb, text in (("undo", "Undo", undo_text), ("redo", "Redo", redo_text)):
            action = self._made[name]
            action.setText(menu_text(f"{verb}: {text}") if text else verb)
            action.setEnabled(bool(text))

    def enable_map(self, *, enabled: bool) -> None:
        """Allow what needs a map, or not."""
        for name in _NEEDS_MAP:
            self._made[name].setEnabled(enabled)

    def enable_route(self, *, enabled: bool) -> None:
        """Allow what needs a picked route, or not."""
        for name in _NEEDS_ROUTE:
            self._made[name].setEnabled(enabled)

    @Slot(int, int)
    def enable_alerts(self, holding: int, unseen: int) -> None:
        """Allow to go to alerts that hold, and to acknowledge new ones."""
        self._made["next_alert"].setEnabled(holding > 0)
        for name in ("acknowledge", "acknowledge_all"):
            self._made[name].setEnabled(unseen > 0)

    def fill_menus(self, bar: QMenuBar) -> None:
        """Put every action into its menu."""
        for title, rows in _MENUS:
            menu = bar.addMenu(title)
            for words in rows:
                if words.name:
                    menu.addAction(self._made[words.name])
                else:
                    menu.addSeparator()
            if title == "&View":
                menu.addSeparator()
                menu.addMenu(self.theme_menu)

    def fill_tool_bar(self, bar: QToolBar) -> None:
        """Put the usual actions into the tool bar, feed and colours at its right end."""
        bar.setMovable(False)
        bar.setIconSize(QSize(SIZE, SIZE))
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        for name in _TOOL_BAR:
            self._add_to(bar, name)
        gap = QWidget()
        gap.setSizePolicy(gap.sizePolicy().Policy.Expanding, gap.sizePolicy().Policy.Preferred)
        bar.addWidget(gap)
        for name in _TOOL_BAR_END:
            self._add_to(bar, name)

    def _add_to(self, bar: QToolBar, name: str) -> None:
        if not name:
            bar.addSeparator()
            return
        bar.addAction(self._made[name])
        button = bar.widgetForAction(self._made[name])
        if name in {"undo", "redo", "theme", "fit_map"}:
            button.setProperty("iconOnly", True)
            if hasattr(button, "setToolButtonStyle"):
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)

    def _make(self, words: _Words) -> None:
        action = QAction(words.text, self._window)
        action.setObjectName(words.name)
        if words.short:
            action.setIconText(words.short)
        if words.keys:
            action.setShortcut(QKeySequence(words.keys))
        action.setCheckable(words.checkable)
        if words.icon:
            self._icons[words.name] = words.icon
        self._window.addAction(action)
        self._made[words.name] = action

    def _make_theme_choices(self) -> None:
        toggle = QAction("Light or dark", self._window)
        toggle.setObjectName("theme")
        toggle.setShortcut(QKeySequence("F9"))
        self._window.addAction(toggle)
        self._made["theme"] = toggle
        for name, title in THEME_CHOICES:
            action = self.theme_menu.addAction(title)
            action.setCheckable(True)
            action.setData(name)
            self.theme_group.addAction(action)
        self.theme_menu.addSeparator()
        self.theme_menu.addAction(toggle)
