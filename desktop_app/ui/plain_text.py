"""Texts from maps, feeds and people are shown letter by letter: Qt must not take them for HTML."""

import html

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


def plain_label(text: str = "", parent: QWidget | None = None, *, kind: str = "") -> QLabel:
    """Return a label that never reads its text as HTML.

    Parameters
    ----------
    kind
        The label's object name, by which the style sheet finds it; may be empty.
    """
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setObjectName(kind)
    return label


def tool_tip(text: str) -> str:
    """Return `text` for a tool tip, escaped, its lines kept; tool tips guess whether they are HTML."""
    if not text:
        return ""
    return "<qt>" + "<br>".join(html.escape(line) for line in text.splitlines()) + "</qt>"


def menu_text(text: str) -> str:
    """Return `text` for a menu or a button, where a single ``&`` would underline the next letter."""
    return text.replace("&", "&&")
