"""Names and colours that the window gives to new routes, and how a colour looks in another theme."""

from collections.abc import Collection, Sequence

from PySide6.QtGui import QColor

from desktop_app.ui.theme import DARK, LIGHT, Theme


def next_name(taken: Collection[str]) -> str:
    """Return the first of ``Route 1``, ``Route 2``, ... that is not `taken`."""
    return next(name for name in (f"Route {n}" for n in range(1, len(taken) + 2)) if name not in taken)


def next_colour(taken: Sequence[str], theme: Theme) -> str:
    """Return the theme's route colour that is `taken` least often, as ``#rrggbb``; the first of several."""
    shown = [shown_colour(colour, theme).name() for colour in taken if QColor.isValidColorName(colour)]
    return min((colour.name() for colour in theme.routes), key=shown.count)


def shown_colour(colour: str, theme: Theme) -> QColor:
    """Return how a route's colour is drawn in `theme`.

    The two themes' route colours are pairs: one that was given in the other theme is drawn as its
    partner, so that it stays apart from the ground. Any other is drawn as it is; what is no colour
    is drawn in the accent.
    """
    if not QColor.isValidColorName(colour):
        return theme.accent
    wanted = QColor(colour)
    for other in (LIGHT, DARK):
        if wanted in other.routes:
            return theme.routes[other.routes.index(wanted) % len(theme.routes)]
    return wanted
