from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from desktop_app.ui.map.projection import View
from desktop_app.ui.map.tiles import TiledPicture

pytestmark = pytest.mark.usefixtures("qapp")

VIEW = View(0.5, 0.5, 4096.0, 600, 400)


class Paint:
    """Fills each tile with one colour in two steps, and counts them."""

    def __init__(self) -> None:
        self.colour = QColor("red")
        self.tiles = 0

    def __call__(self, painter: QPainter, view: View) -> Iterator[None]:
        yield
        painter.fillRect(0, 0, view.width, view.height, self.colour)
        self.tiles += 1


def finish(picture: TiledPicture, *, in_sight: bool = True) -> int:
    steps = 0
    while picture.work(in_sight=in_sight):
        steps += 1
    return steps


def seen(picture: TiledPicture, view: View) -> set[str]:
    image = QImage(view.width, view.height, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    painter = QPainter(image)
    picture.draw(painter, view)
    painter.end()
    return {image.pixelColor(x, y).name() for x in range(2, view.width, 9) for y in range(2, view.height, 9)}


def test_a_picture_is_painted_in_steps_until_it_covers_the_view() -> None:
    paint = Paint()
    picture = TiledPicture(paint, opaque=True)
    picture.set_view(VIEW, 1.0)
    assert not picture.ready
    assert seen(picture, VIEW) == {"#000000"}
    assert finish(picture) >= 2 * paint.tiles > 0
    assert picture.ready
    assert seen(picture, VIEW) == {"#ff0000"}


def test_tiles_in_sight_come_before_those_around() -> None:
    paint = Paint()
    picture = TiledPicture(paint, opaque=True)
    picture.set_view(VIEW, 1.0)
    finish(picture)
    in_sight = paint.tiles
    finish(picture, in_sight=False)
    assert paint.tiles > in_sight
    picture.set_view(VIEW.panned(300, 0), 1.0)
    assert picture.ready


def test_the_scale_before_stands_in_while_zooming() -> None:
    paint = Paint()
    picture = TiledPicture(paint, opaque=True)
    picture.set_view(VIEW, 1.0)
    finish(picture)
    paint.colour = QColor("blue")
    near = VIEW.zoomed(1.5, 300, 200)
    picture.set_view(near, 1.0)
    assert seen(picture, near) == {"#ff0000"}
    finish(picture)
    assert seen(picture, near) == {"#0000ff"}


def test_only_touched_tiles_are_painted_anew_and_the_old_ones_stay_meanwhile() -> None:
    paint = Paint()
    picture = TiledPicture(paint, opaque=True)
    picture.set_view(VIEW, 1.0)
    finish(picture, in_sight=False)
    paint.colour, paint.tiles = QColor("blue"), 0
    picture.invalidate(np.array([[0.47, 0.47, 0.475, 0.475]]))
    assert not picture.ready
    assert seen(picture, VIEW) == {"#ff0000"}
    finish(picture, in_sight=False)
    assert paint.tiles == 1
    assert seen(picture, VIEW) == {"#ff0000", "#0000ff"}


def test_what_changes_during_painting_is_painted_again() -> None:
    paint = Paint()
    picture = TiledPicture(paint, opaque=True)
    picture.set_view(VIEW, 1.0)
    picture.work(in_sight=True)
    picture.invalidate()
    paint.colour = QColor("blue")
    finish(picture)
    assert seen(picture, VIEW) == {"#0000ff"}
