"""Text along a line, and text on a spot, as small pictures with a halo."""

import math
import unicodedata
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen, QTransform

from desktop_app.ui.map.polylines import Floats

HALO_PX = 3.2
_SHARPEST_DEG = 24.0
"""Between neighbouring letters."""
_MOST_TURN_DEG = 80.0
"""Over the whole text."""
_WHOLE_SCRIPTS = ("ARABIC", "HEBREW", "DEVANAGARI", "BENGALI", "TAMIL", "THAI", "KHMER", "MYANMAR", "SYRIAC")
"""Their letters change with their neighbours, so that the text is set as one piece."""


@dataclass(frozen=True, slots=True)
class Sprite:
    """A picture and where its upper left corner lies, in pixels from the label's anchor."""

    image: QImage
    left: float
    top: float


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter on a line: pixels from the label's anchor, and degrees clockwise."""

    text: str
    x: float
    y: float
    angle_deg: float
    advance: float


class Typeface:
    """A font with the outlines of the letters that were used."""

    def __init__(self, font: QFont) -> None:
        """Measure with `font`, whose size is in pixels."""
        self._font = font
        self._metrics = QFontMetricsF(font)
        self._outlines: dict[str, QPainterPath] = {}
        self.drop = self._metrics.capHeight() / 2 or self._metrics.ascent() * 0.36
        self.height = self._metrics.height()

    def width(self, text: str) -> float:
        """Return the width of a text in pixels."""
        return self._metrics.horizontalAdvance(text)

    def outline(self, text: str) -> QPainterPath:
        """Return the outline of a letter or text, its middle at the origin."""
        found = self._outlines.get(text)
        if found is None:
            found = QPainterPath()
            found.addText(QPointF(-self.width(text) / 2, self.drop), self._font, text)
            self._outlines[text] = found
        return found


def letters_along(text: str, face: Typeface, x: Floats, y: Floats, middle: float) -> list[Letter] | None:
    """Return the letters of a text set along a line, or None where the line bends too much.

    Parameters
    ----------
    x, y
        (P,) pixels of the line.
    middle
        Pixels along the line at which the middle of the text lies.

    Returns
    -------
    Letters with places from the line's point at `middle`; read from the left or from below.
    """
    along = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
    width = face.width(text)
    start, end = middle - width / 2, middle + width / 2
    if start < 0 or end > along[-1]:
        return None
    direction = 1.0 if np.interp(end, along, x) >= np.interp(start, along, x) else -1.0
    anchor_x, anchor_y = float(np.interp(middle, along, x)), float(np.interp(middle, along, y))
    letters: list[Letter] = []
    pieces = _pieces(text)
    edges = [face.width(text[:at]) for at in _offsets(pieces)]
    reach = max(face.height * 0.6, 4.0)
    for piece, left, right in zip(pieces, edges[:-1], edges[1:], strict=True):
        at = middle + direction * ((left + right) / 2 - width / 2)
        half = max((right - left) / 2, reach) * direction
        (chord_x,) = np.diff(np.interp([at - half, at + half], along, x))
        (chord_y,) = np.diff(np.interp([at - half, at + half], along, y))
        angle = math.degrees(math.atan2(chord_y, chord_x))
        if letters and abs((angle - letters[-1].angle_deg + 180) % 360 - 180) > _SHARPEST_DEG:
            return None
        spot_x, spot_y = float(np.interp(at, along, x)), float(np.interp(at, along, y))
        letters.append(Letter(piece, spot_x - anchor_x, spot_y - anchor_y, angle, right - left))
    angles = [letter.angle_deg for letter in letters]
    turned = np.ptp(np.unwrap(angles, period=360.0))
    return letters if turned <= _MOST_TURN_DEG else None


def sprite_of_letters(
    letters: list[Letter], face: Typeface, ink: QColor, halo: QColor, ratio: float
) -> Sprite:
    """Return the picture of a text along a line."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for letter in letters:
        if not letter.text.isspace():
            turn = QTransform().translate(letter.x, letter.y).rotate(letter.angle_deg)
            path.addPath(turn.map(face.outline(letter.text)))
    return _sprite(path, ink, halo, ratio)


def sprite_of_text(text: str, face: Typeface, ink: QColor, halo: QColor, ratio: float) -> Sprite:
    """Return the picture of a text on a spot."""
    return _sprite(face.outline(text), ink, halo, ratio)


def shield_sprite(text: str, face: Typeface, fill: QColor, ink: QColor, ratio: float) -> Sprite:
    """Return the picture of a road number on its shield."""
    width, height = face.width(text) + 9.0, face.height + 1.0
    box = QRectF(-width / 2, -height / 2, width, height)
    image = _blank(box.adjusted(-2, -2, 2, 2), ratio)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(width / 2 + 2, height / 2 + 2)
    painter.setPen(QPen(ink, 1.0))
    painter.setBrush(fill)
    painter.drawRoundedRect(box, 3.5, 3.5)
    painter.fillPath(face.outline(text), ink)
    painter.end()
    return Sprite(image, -width / 2 - 2, -height / 2 - 2)


def _sprite(path: QPainterPath, ink: QColor, halo: QColor, ratio: float) -> Sprite:
    edge = HALO_PX / 2 + 1
    bounds = path.boundingRect().adjusted(-edge, -edge, edge, edge)
    box = QRectF(
        math.floor(bounds.left()),
        math.floor(bounds.top()),
        math.ceil(bounds.width()) + 1,
        math.ceil(bounds.height()) + 1,
    )
    image = _blank(box, ratio)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(-box.topLeft())
    pen = QPen(halo, HALO_PX)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, pen)
    painter.fillPath(path, ink)
    painter.end()
    return Sprite(image, box.left(), box.top())


def _blank(box: QRectF, ratio: float) -> QImage:
    size = (math.ceil(box.width() * ratio), math.ceil(box.height() * ratio))
    image = QImage(max(size[0], 1), max(size[1], 1), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    return image


def _pieces(text: str) -> list[str]:
    """Return the letters of a text, marks with what they stand on; scripts that join stay whole."""
    if any(unicodedata.name(sign, "").startswith(_WHOLE_SCRIPTS) for sign in text):
        return [text]
    pieces: list[str] = []
    for sign in text:
        if pieces and unicodedata.combining(sign):
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces


def _offsets(pieces: list[str]) -> list[int]:
    offsets = [0]
    for piece in pieces:
        offsets.append(offsets[-1] + len(piece))
    return offsets
