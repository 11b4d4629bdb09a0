"""The picked route on the map: its line and its stops are dragged, a stop between is taken away."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from desktop_app.dispatch.commands import ChangeRoute, Command
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.routing.request import LonLat
from desktop_app.ui.map.projection import to_world
from desktop_app.ui.map.route_grips import grip_at, via_positions
from desktop_app.ui.map.route_lines import route_line
from desktop_app.ui.route_tool import MOST_STOPS
from tests.ui.conftest import Desk, small_map
from tests.ui.views import change_of, route_view

LEFT = Qt.MouseButton.LeftButton
START, END = LonLat(0.1, 45.0), LonLat(0.108, 45.0)
LINE = np.array([[0.1, 45.0], [0.102, 45.0], [0.104, 45.0], [0.106, 45.0], [0.108, 45.0]], "<f8")


def pick(desk: Desk, *vias: LonLat) -> None:
    view = route_view("r1", stops=(START, *vias, END), line=LINE.tobytes(), segments=b"")
    desk.say(change_of(routes=(view,)))
    desk.window.panes.board.select("r1")
    desk.window.canvas.fit_bounds(0.098, 44.998, 0.11, 45.004)
    desk.sent()


def pixel(desk: Desk, lon: float, lat: float) -> QPoint:
    x, y = desk.window.canvas.view.to_screen(*to_world(lon, lat))
    return QPoint(round(x), round(y))


def drag(desk: Desk, start: QPoint, end: QPoint, *, escape: bool = False) -> list[Command]:
    canvas = desk.window.canvas
    QTest.mousePress(canvas, LEFT, pos=start)
    QTest.mouseMove(canvas, start + QPoint(10, 10))
    QTest.mouseMove(canvas, end)
    if escape:
        QTest.keyClick(canvas, Qt.Key.Key_Escape)
        QTest.mouseMove(canvas, end + QPoint(3, 3))
    QTest.mouseRelease(canvas, LEFT, pos=end)
    return desk.sent()


def moved_stops(commands: list[Command]) -> list[tuple[float, float]]:
    (command,) = commands
    assert isinstance(command, ChangeRoute)
    assert command.id == "r1"
    assert command.stops is not None
    return [(stop.lon, stop.lat) for stop in command.stops]


def near(lon: float, lat: float) -> object:
    return pytest.approx((lon, lat), abs=5e-5)


def test_dragging_the_line_puts_a_stop_between(desk: Desk) -> None:
    pick(desk)

    stops = moved_stops(drag(desk, pixel(desk, 0.103, 45.0), pixel(desk, 0.103, 45.002)))

    assert stops == [near(0.1, 45.0), near(0.103, 45.002), near(0.108, 45.0)]


@pytest.mark.parametrize(("lon", "place"), [(0.102, 1), (0.1065, 2)])
def test_the_stop_comes_between_the_right_two(desk: Desk, lon: float, place: int) -> None:
    pick(desk, LonLat(0.1045, 45.0001))

    stops = moved_stops(drag(desk, pixel(desk, lon, 45.0), pixel(desk, lon, 45.002)))

    assert len(stops) == 4
    assert stops[place] == near(lon, 45.002)


def test_escape_while_dragging_leaves_all_as_it_was(desk: Desk) -> None:
    pick(desk)
    before = desk.window.canvas.view_state()

    assert drag(desk, pixel(desk, 0.103, 45.0), pixel(desk, 0.103, 45.002), escape=True) == []
    assert desk.window.canvas.view_state() == before


def test_a_stop_is_dragged_by_its_pin(desk: Desk) -> None:
    pick(desk, LonLat(0.104, 45.0))
    head = pixel(desk, 0.104, 45.0) - QPoint(0, 20)

    stops = moved_stops(drag(desk, head, pixel(desk, 0.105, 45.002)))

    assert stops == [near(0.1, 45.0), near(0.105, 45.002), near(0.108, 45.0)]


def test_beside_the_line_the_map_is_dragged(desk: Desk) -> None:
    pick(desk)
    before = desk.window.canvas.view_state()

    assert drag(desk, pixel(desk, 0.103, 45.001), pixel(desk, 0.103, 45.002)) == []
    assert desk.window.canvas.view_state() != before


def test_the_right_button_takes_a_stop_between_away(desk: Desk) -> None:
    pick(desk, LonLat(0.104, 45.0))
    pointer, held = desk.window.picked.pointer, []
    pointer.menu_asked.disconnect()
    pointer.menu_asked.connect(lambda grip, _where: held.append(grip))

    for lon in (0.1, 0.102, 0.104):
        QTest.mousePress(desk.window.canvas, Qt.MouseButton.RightButton, pos=pixel(desk, lon, 45.0))
    menus = [desk.window.picked.grip_menu(grip) for grip in held]
    assert [len(menu.actions()) for menu in menus] == [0, 0, 1]
    menus[2].actions()[0].trigger()

    assert moved_stops(desk.sent()) == [near(0.1, 45.0), near(0.108, 45.0)]


def test_too_many_stops_are_refused_with_a_sentence(desk: Desk) -> None:
    pick(desk, *(LonLat(0.1001 + 0.0001 * number, 45.0) for number in range(MOST_STOPS - 2)))

    assert drag(desk, pixel(desk, 0.106, 45.0), pixel(desk, 0.106, 45.002)) == []


def test_a_road_that_is_driven_twice_has_its_stops_in_order() -> None:
    line = np.concatenate([LINE, LINE[::-1]])
    stops = (START, LonLat(0.106, 45.0), LonLat(0.102, 45.0), START)

    first, second = via_positions(route_line(route_view(stops=stops, line=line.tobytes(), segments=b"")))

    assert any(first == pytest.approx(place) for place in (3.0, 6.0))
    assert second == pytest.approx(8.0)  # on the way back: on the way there it would come before the other


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def test_a_road_of_the_line_can_be_avoided_and_driven_again(desk: Desk) -> None:
    network = small_map().network
    way = [segment_of(network, node, node + 1) for node in (1, 2, 3, 4)]
    segments = np.array(way, "<i4").tobytes()
    avoid, streets = ((101, 102), (201, 202)), ("Row 1", "")
    view = route_view(
        "r1", line=LINE.tobytes(), segments=segments, avoid=avoid, avoided_streets=streets, stops=(START, END)
    )
    desk.say(change_of(routes=(view,)))
    desk.window.panes.board.select("r1")
    desk.window.canvas.fit_bounds(0.098, 44.998, 0.11, 45.004)
    desk.sent()
    spot = pixel(desk, 0.105, 45.0)
    grip = grip_at(desk.window.canvas.layers.routes, desk.window.canvas.view, spot.x(), spot.y())
    assert grip is not None

    menu = desk.window.picked.grip_menu(grip)
    assert texts(menu) == ["Avoid Row 0", "Drive Row 1 again", "Drive a road without a name again"]
    assert texts(desk.window.picked.road_menu()) == texts(menu)
    menu.actions()[0].trigger()
    menu.actions()[2].trigger()

    more, fewer = desk.sent()
    assert isinstance(more, ChangeRoute)
    assert more.avoid == (*avoid, (2, 3), (3, 2), (3, 4), (4, 3))
    assert fewer == ChangeRoute(id="r1", avoid=((201, 202),))


def segment_of(network: RoadNetwork, tail: int, head: int) -> int:
    tails = network.node_osm_id[network.segment_tail] == tail
    heads = network.node_osm_id[network.segment_head] == head
    return int(np.flatnonzero(tails & heads)[0])
