"""Directions on paper."""

from html import escape

from PySide6.QtGui import QFont, QTextDocument
from PySide6.QtPrintSupport import QPrinter

from desktop_app.routing.answer_document import RouteDocument
from desktop_app.ui.directions_list import step_detail
from desktop_app.ui.wording import distance_words, duration_words

_FONT_PT = 10


def directions_html(name: str, route: RouteDocument) -> str:
    """Return the steps of a route as a page: its name, length and time, and a row for each step."""
    total = f"{distance_words(route.distance_m)}, {duration_words(round(route.duration_s * 1000))}"
    rows = "".join(
        f'<tr><td align="right">{number}.&nbsp;</td><td>{escape(step.text)}</td>'
        f'<td align="right">&nbsp;&nbsp;{escape(step_detail(step))}</td></tr>'
        for number, step in enumerate(route.steps, start=1)
    )
    return (
        f"<h2>{escape(name)}</h2><p>{escape(total)}, by the traffic when it was printed</p>"
        f'<table width="100%" cellpadding="4" cellspacing="0">{rows}</table>'
    )


def print_directions(printer: QPrinter, name: str, route: RouteDocument) -> bool:
    """Print the steps of a route; return whether the printer, or the file, took them."""
    document = QTextDocument()
    font = QFont()
    font.setPointSize(_FONT_PT)
    document.setDefaultFont(font)
    document.setHtml(directions_html(name, route))
    document.print_(printer)
    return printer.printerState() is not QPrinter.PrinterState.Error
