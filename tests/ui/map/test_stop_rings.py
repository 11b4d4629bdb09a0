"""Rings on the stops of routes: where they stand, in which colour, and that they follow the routes."""

import numpy as np
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from desktop_app.ui.map.projection import View, to_world
from desktop_app.ui.map.route_layer import RouteLayer
from desktop_app.ui.map.stop_rings import StopRings
from desktop_app.ui.theme import LIGHT
from tests.ui.views import change_of, route_view

WEST, EAST = (0.10, 45.0), (0.12, 45.0)


def layer(count: int = 1) -> RouteLayer:
    routes = RouteLayer(LIGHT)
    routes.clear(np.full(4, -1, np.int32))
    line = np.array([WEST, EAST], "<f8").tobytes()
    views = [route_view(f"r{number}", line=line, colour="#c03028") for number in range(count)]
    routes.apply(change_of(routes=tuple(views)))
    return routes


def drawn(rings: StopRings, routes: RouteLayer, view: View, ground: str = "white") -> QImage:
    image = QImage(view.width, view.height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(ground))
    painter = QPainter(image)
    rings.paint(painter, view, routes, LIGHT)
    painter.end()
    return image


def coloured(image: QImage) -> int:
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return int((pixels[..., 1] < 150).sum())


def test_a_ring_stands_on_both_ends_in_the_colour_of_the_route(qtbot: QtBot) -> None:
    assert qtbot is not None
    routes = layer()
    stops = routes.routes[0].stops
    for place in (stops[0], stops[-1]):
        view = View(*to_world(*place), 2.0**21, 300, 100)
        image = drawn(StopRings(), routes, view)
        assert image.pixelColor(150, 50) == QColor("white")
        ring = image.pixelColor(154, 50)
        assert ring.red() > ring.green() + 60


def test_rings_on_one_spot_are_one(qtbot: QtBot) -> None:
    assert qtbot is not None
    view = View(*to_world(*layer().routes[0].stops[0]), 2.0**21, 300, 100)
    one, many = (drawn(StopRings(), layer(count), view, "black") for count in (1, 50))
    assert one.pixelColor(150, 50) == QColor("white")
    assert many == one  # not even the soft edges are brighter


def test_a_route_in_another_colour_has_rings_of_it(qtbot: QtBot) -> None:
    assert qtbot is not None
    rings, routes = StopRings(), layer()
    view = View(*to_world(*routes.routes[0].stops[0]), 2.0**21, 300, 100)
    assert drawn(rings, routes, view).pixelColor(154, 50).red() > 100
    routes.apply(change_of(routes=(route_view("r0", colour="#1040c0"),)))
    ring = drawn(rings, routes, view).pixelColor(154, 50)
    assert ring.blue() > ring.red() + 60


def test_they_follow_the_routes_and_leave_the_selected_one_out(qtbot: QtBot) -> None:
    assert qtbot is not None
    rings, routes = StopRings(), layer()
    view = View(*to_world(*routes.routes[0].stops[0]), 2.0**21, 300, 100)
    assert coloured(drawn(rings, routes, view)) > 0
    routes.selected = "r0"
    assert coloured(drawn(rings, routes, view)) == 0
    routes.selected = None
    assert coloured(drawn(rings, routes, view)) > 0
    routes.apply(change_of(removed_routes=("r0",)))
    assert coloured(drawn(rings, routes, view)) == 0
