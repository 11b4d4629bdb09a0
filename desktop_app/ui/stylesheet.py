"""The look of the widgets: fonts, palette and style sheet, made from a theme."""

from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication

from desktop_app.ui.theme import Theme, palette

FONT_FAMILIES = (
    "Inter",
    "Segoe UI",
    "SF Pro Text",
    "Noto Sans",
    "Open Sans",
    "Cantarell",
    "DejaVu Sans Condensed",
)
BODY_PX = 13
SMALL_PX = 12
TITLE_PX = 13

_WORN = "greenwaveTheme"


def body_font(pixels: int = BODY_PX, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the window's font at a size in pixels."""
    font = QFont()
    font.setFamilies(list(FONT_FAMILIES))
    font.setPixelSize(pixels)
    font.setWeight(weight)
    return font


def dress(application: QApplication, theme: Theme) -> None:
    """Give the whole application the look of `theme`; dear, so not twice the same."""
    if application.property(_WORN) == theme.name:
        return
    application.setProperty(_WORN, theme.name)
    application.setStyle("Fusion")
    application.setFont(body_font())
    application.setPalette(palette(theme))
    application.setStyleSheet(stylesheet(theme))


def mixed(first: QColor, second: QColor, share: float) -> QColor:
    """Return `first` with `share` (0 to 1) of `second` in it."""
    return QColor.fromRgbF(
        first.redF() + (second.redF() - first.redF()) * share,
        first.greenF() + (second.greenF() - first.greenF()) * share,
        first.blueF() + (second.blueF() - first.blueF()) * share,
    )


def stylesheet(theme: Theme) -> str:
    """Return the style sheet of `theme`."""
    return "\n".join((_surfaces(theme), _bars(theme), _buttons(theme), _fields(theme), _lists(theme)))


def _surfaces(theme: Theme) -> str:
    return f"""
QMainWindow, QDialog {{ background: {theme.panel.name()}; }}
QToolTip {{ background: {theme.base.name()}; color: {theme.text.name()};
    border: 1px solid {theme.border.name()}; padding: 5px 7px; }}
QSplitter::handle {{ background: {theme.border.name()}; }}
QSplitter::handle:hover {{ background: {theme.accent.name()}; }}
QLabel#panelTitle {{ font-size: {TITLE_PX}px; font-weight: 600; }}
QLabel#panelCount, QLabel#muted {{ color: {theme.muted.name()}; font-size: {SMALL_PX}px; }}
QLabel#trouble {{ color: {theme.priority_high.name()}; }}
QLabel#emptyTitle {{ font-size: 15px; font-weight: 600; }}
QLabel#welcomeTitle {{ font-size: 24px; font-weight: 600; }}
QFrame#card {{ background: {theme.base.name()}; border: 1px solid {theme.border.name()};
    border-radius: 8px; }}
QFrame#panelHead {{ background: {theme.panel.name()}; border: none;
    border-bottom: 1px solid {theme.border.name()}; }}
QFrame#notice {{ background: {theme.base.name()}; border: 1px solid {theme.border.name()};
    border-left: 4px solid {theme.accent.name()};
    border-top-right-radius: 6px; border-bottom-right-radius: 6px; }}
QFrame#notice[level="trouble"] {{ border-left-color: {theme.priority_high.name()}; }}
QFrame#hint {{ background: {theme.text.name()}; border-radius: 15px; }}
QFrame#hint QLabel {{ color: {theme.base.name()}; }}
"""


def _bars(theme: Theme) -> str:
    return f"""
QMenuBar {{ background: {theme.panel.name()}; padding: 2px 4px; }}
QMenuBar::item {{ padding: 4px 9px; border-radius: 4px; background: transparent; }}
QMenuBar::item:selected {{ background: {theme.raised.name()}; }}
QMenu {{ background: {theme.base.name()}; border: 1px solid {theme.border.name()}; padding: 5px; }}
QMenu::item {{ padding: 5px 26px 5px 24px; border-radius: 4px; }}
QMenu::item:selected {{ background: {theme.raised.name()}; color: {theme.text.name()}; }}
QMenu::item:disabled {{ color: {theme.muted.name()}; }}
QMenu::separator {{ height: 1px; background: {theme.border.name()}; margin: 5px 8px; }}
QToolBar {{ background: {theme.panel.name()}; border: none;
    border-bottom: 1px solid {theme.border.name()}; padding: 4px 8px; spacing: 4px; }}
QToolBar::separator {{ width: 1px; background: {theme.border.name()}; margin: 5px 5px; }}
QStatusBar {{ background: {theme.panel.name()}; border-top: 1px solid {theme.border.name()}; }}
QStatusBar::item {{ border: none; }}
QStatusBar QLabel {{ color: {theme.muted.name()}; font-size: {SMALL_PX}px; }}
QStatusBar QLabel#feedWords {{ color: {theme.text.name()}; }}
"""


def _buttons(theme: Theme) -> str:
    pressed = mixed(theme.raised, theme.accent, 0.18)
    accent_hover = mixed(theme.accent, theme.text, 0.15)
    return f"""
QToolButton {{ border: 1px solid transparent; border-radius: 5px; padding: 4px 8px;
    color: {theme.text.name()}; background: transparent; }}
QToolButton:hover {{ background: {theme.raised.name()}; }}
QToolButton:pressed, QToolButton:checked {{ background: {pressed.name()}; }}
QToolButton#callToAction {{ border-color: {theme.border.name()}; padding: 5px 12px; }}
QToolButton:focus {{ border-color: {theme.accent.name()}; }}
QToolButton:disabled {{ color: {theme.muted.name()}; }}
QToolButton::menu-indicator {{ image: none; width: 0; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QPushButton {{ background: {theme.base.name()}; border: 1px solid {theme.border.name()};
    border-radius: 5px; padding: 6px 14px; min-height: 17px; }}
QPushButton:hover {{ background: {theme.raised.name()}; }}
QPushButton:focus {{ border-color: {theme.accent.name()}; }}
QPushButton:default {{ background: {theme.accent.name()}; color: {theme.accent_text.name()};
    border-color: {theme.accent.name()}; }}
QPushButton:default:hover {{ background: {accent_hover.name()}; }}
QPushButton:checked {{ background: {pressed.name()}; border-color: {theme.accent.name()}; }}
QPushButton:disabled, QPushButton:default:disabled {{ color: {theme.muted.name()};
    background: {theme.panel.name()}; border-color: {theme.border.name()}; }}
"""


def _fields(theme: Theme) -> str:
    return f"""
QLineEdit {{ background: {theme.base.name()}; border: 1px solid {theme.border.name()};
    border-radius: 5px; padding: 5px 8px; min-height: 18px;
    selection-background-color: {theme.accent.name()}; selection-color: {theme.accent_text.name()}; }}
QLineEdit:focus {{ border-color: {theme.accent.name()}; }}
QLineEdit:disabled {{ color: {theme.muted.name()}; background: {theme.panel.name()}; }}
QProgressBar {{ background: {theme.window.name()}; border: none; border-radius: 3px;
    min-height: 6px; max-height: 6px; }}
QProgressBar::chunk {{ background: {theme.accent.name()}; border-radius: 3px; }}
QRadioButton {{ spacing: 7px; padding: 2px 0; }}
QRadioButton::indicator {{ width: 12px; height: 12px; border-radius: 7px;
    border: 1px solid {theme.muted.name()}; background: {theme.base.name()}; }}
QRadioButton::indicator:checked {{ width: 6px; height: 6px; border: 4px solid {theme.accent.name()};
    background: {theme.accent_text.name()}; }}
QRadioButton::indicator:focus {{ border-color: {theme.accent.name()}; }}
"""


def _lists(theme: Theme) -> str:
    handle = mixed(theme.border, theme.muted, 0.35)
    return f"""
QAbstractItemView {{ background: {theme.base.name()}; border: none; outline: none;
    selection-background-color: {theme.raised.name()}; selection-color: {theme.text.name()}; }}
QHeaderView {{ background: {theme.panel.name()}; }}
QHeaderView::section {{ background: {theme.panel.name()}; color: {theme.muted.name()}; border: none;
    border-bottom: 1px solid {theme.border.name()}; padding: 5px 0 5px 8px; font-size: {SMALL_PX}px; }}
QTabWidget::pane {{ border: none; }}
QTabBar {{ background: {theme.panel.name()}; qproperty-drawBase: 0; }}
QTabBar::tab {{ background: transparent; color: {theme.muted.name()}; padding: 8px 14px 7px 14px;
    border: none; border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {theme.text.name()}; font-weight: 600;
    border-bottom-color: {theme.accent.name()}; }}
QTabBar::tab:hover {{ color: {theme.text.name()}; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {handle.name()}; border-radius: 4px; margin: 1px; min-height: 28px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
