"""The real widget, read by its pixels and driven by mouse and keys."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.dispatch.change import PlannerChange
from desktop_app.ui.map.canvas import MapTool, RoadPick, ViewState
from desktop_app.ui.theme import DARK, LIGHT, Theme
from tests.networks import grid
from tests.ui.map.scenes import (
    SHARES,
    Scene,
    closed_rows,
    edit_list,
    incident,
    map_of,
    near_colour,
    route_view,
    rows_of,
)

BOTH_THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


@pytest.fixture
def scene(qtbot: QtBot) -> Scene:
    return Scene(qtbot)


def close_up(scene: Scene) -> QPoint:
    """Look at the street between nodes 202 and 203 from near; return the pixel of its middle."""
    scene.canvas.go_to(0.103, 45.004, 400.0)
    return scene.middle(202, 203)


@BOTH_THEMES
@pytest.mark.parametrize("kind", ["slow", "heavy", "jam"])
def test_congestion_shows_in_its_colour(qtbot: QtBot, theme: Theme, kind: str) -> None:
    scene = Scene(qtbot, theme=theme)
    spot = close_up(scene)
    colour = getattr(theme.congestion, kind)
    assert not scene.shows(colour, spot)
    scene.say(
        PlannerChange(version=2, at_ms=0, segments=rows_of(scene.network, scene.both(202, 203), SHARES[kind]))
    )
    assert scene.shows(colour, spot)
    assert not scene.shows(colour, scene.middle(302, 303))


def test_worse_is_wider(scene: Scene) -> None:
    spot = close_up(scene)
    inked = []
    for version, kind in enumerate(("slow", "heavy", "jam"), start=1):
        rows = rows_of(scene.network, scene.both(202, 203), SHARES[kind])
        scene.say(PlannerChange(version=version, at_ms=0, segments=rows))
        inked.append(near_colour(scene.picture(), getattr(LIGHT.congestion, kind), spot, 12))
    assert inked[0] < inked[1] < inked[2]


@pytest.mark.parametrize(("tail", "head", "sign"), [(202, 203, 1), (203, 202, -1)])
def test_a_direction_is_drawn_on_the_side_it_drives_on(scene: Scene, tail: int, head: int, sign: int) -> None:
    spot = close_up(scene)
    rows = rows_of(scene.network, scene.segments(tail, head), SHARES["jam"])
    scene.say(PlannerChange(version=1, at_ms=0, segments=rows))
    image = scene.picture()
    # Eastwards drives on the southern side, which is farther down.
    own, other = spot + QPoint(0, 9 * sign), spot - QPoint(0, 9 * sign)
    assert near_colour(image, LIGHT.congestion.jam, own, 6) > near_colour(
        image, LIGHT.congestion.jam, other, 6
    )


def inked_columns(image: QImage, colour: QColor, start: QPoint) -> list[bool]:
    """Return for 20 columns of pixels whether one of them has the colour near the height of `start`."""
    return [
        any(near_colour(image, colour, start + QPoint(x, y), 0, 80) for y in range(-9, 10)) for x in range(20)
    ]


@BOTH_THEMES
def test_free_and_unknown_look_different_and_quiet(qtbot: QtBot, theme: Theme) -> None:
    scene = Scene(qtbot, theme=theme)
    spot = close_up(scene)
    unknown = scene.picture()
    rows = rows_of(scene.network, scene.both(202, 203), SHARES["free"])
    scene.say(PlannerChange(version=1, at_ms=0, segments=rows))
    free = scene.picture()
    # A whole line against dashes: every column of pixels has ink, or only some have.
    whole = inked_columns(free, theme.congestion.free, spot + QPoint(60, 0))
    dashed = inked_columns(unknown, theme.congestion.unknown, spot + QPoint(60, 0))
    assert all(whole)
    assert any(dashed)
    assert not all(dashed)


@BOTH_THEMES
def test_closed_is_hatched_in_two_colours_with_a_cross(qtbot: QtBot, theme: Theme) -> None:
    scene = Scene(qtbot, theme=theme)
    spot = close_up(scene)
    rows = closed_rows(scene.network, scene.both(202, 203))
    scene.say(PlannerChange(version=1, at_ms=0, segments=rows))
    image = scene.picture()
    beside = spot + QPoint(60, 0)
    assert near_colour(image, theme.congestion.closed, beside, 14) > 40
    assert near_colour(image, theme.congestion.closed_gap, beside, 14) > 20
    # The cross is white on a full disc.
    disc = near_colour(image, theme.congestion.closed, spot, 9)
    assert disc > near_colour(image, theme.congestion.closed, beside, 9)


def test_a_manual_edit_has_a_mark_of_its_own(scene: Scene) -> None:
    spot = close_up(scene)
    assert not scene.shows(LIGHT.congestion.edit, spot, 20)
    scene.say(PlannerChange(version=1, at_ms=0, edits=edit_list(scene.both(202, 203))))
    assert scene.shows(LIGHT.congestion.edit, spot, 20)
    assert scene.shows(LIGHT.congestion.edit, spot + QPoint(60, 0), 20)
    empty = edit_list(scene.both(202, 203)).__class__(edits=(), undo_text="", redo_text="")
    scene.say(PlannerChange(version=2, at_ms=0, edits=empty))
    assert not scene.shows(LIGHT.congestion.edit, spot, 20)


def test_a_route_is_drawn_in_its_colour_and_follows_a_new_way(scene: Scene) -> None:
    scene.canvas.go_to(0.104, 45.003, 900.0)
    old = route_view(scene.network, scene.segments(101, 102, 103, 104), colour="#0B8A83")
    scene.say(PlannerChange(version=1, at_ms=0, routes=(old,)))
    colour = scene.canvas.route_colour("r1")
    assert colour.name() == "#0b8a83"
    assert scene.shows(colour, scene.middle(102, 103))
    new = route_view(scene.network, scene.segments(101, 102, 202, 203, 103, 104), colour="#0B8A83")
    scene.say(PlannerChange(version=2, at_ms=0, routes=(new,)))
    assert not scene.shows(colour, scene.middle(102, 103))
    assert scene.shows(colour, scene.middle(202, 203))
    scene.say(PlannerChange(version=3, at_ms=0, removed_routes=("r1",)))
    assert not scene.shows(colour, scene.middle(202, 203))


def test_the_selected_route_is_the_strongest(scene: Scene) -> None:
    scene.canvas.go_to(0.104, 45.003, 900.0)
    views = (
        route_view(scene.network, scene.segments(101, 102, 103, 104), "a", colour="#0B8A83"),
        route_view(scene.network, scene.segments(201, 202, 203, 204), "b", colour="#1A4CD7"),
    )
    scene.say(PlannerChange(version=1, at_ms=0, routes=views))
    spot, colour = scene.middle(102, 103), scene.canvas.route_colour("a")
    before = near_colour(scene.picture(), colour, spot, 12)
    scene.canvas.select_route("a")
    assert near_colour(scene.picture(), colour, spot, 12) > before
    scene.canvas.select_route("b")
    assert near_colour(scene.picture(), colour, spot, 12) < before


def test_the_old_way_stays_as_a_ghost_for_a_while(scene: Scene) -> None:
    scene.canvas.go_to(0.104, 45.003, 900.0)
    old = route_view(scene.network, scene.segments(101, 102, 103, 104))
    new = route_view(scene.network, scene.segments(101, 102, 202, 203, 103, 104), rerouted=True)
    scene.say(PlannerChange(version=1, at_ms=0, routes=(old,)))
    colour, spot = scene.canvas.route_colour("r1"), scene.middle(102, 103)
    solid = near_colour(scene.picture(), colour, spot, 30, 160)
    scene.say(PlannerChange(version=2, at_ms=0, routes=(new,)))
    dashed = near_colour(scene.picture(), colour, spot, 30, 160)
    assert 0 < dashed < solid
    scene.clock.advance(15.0)
    assert near_colour(scene.picture(), colour, spot, 30, 160) == dashed
    scene.clock.advance(9.0)
    assert near_colour(scene.picture(), colour, spot, 30, 160) == 0


def test_an_incident_is_marked_and_says_what_it_is(scene: Scene, qtbot: QtBot) -> None:
    scene.canvas.go_to(0.104, 45.004, 900.0)
    scene.say(PlannerChange(version=1, at_ms=0, incidents=(incident(0.104, 45.004),)))
    spot = scene.pixel(0.104, 45.004)
    assert scene.shows(LIGHT.priority_medium, spot, 9)
    scene.say(PlannerChange(version=2, at_ms=0, incidents=()))
    assert not scene.shows(LIGHT.priority_medium, spot, 9)


def test_attribution_and_scale_are_in_sight(scene: Scene) -> None:
    image = scene.picture()
    corner = QPoint(scene.canvas.width() - 30, scene.canvas.height() - 10)
    assert near_colour(image, LIGHT.muted, corner, 9, 60) > 0
    assert near_colour(image, LIGHT.map.ink, QPoint(40, scene.canvas.height() - 17), 9, 120) > 5


@BOTH_THEMES
def test_the_theme_changes_the_ground(scene: Scene, theme: Theme) -> None:
    scene.canvas.set_theme(theme)
    block = scene.middle(1, 102)
    assert scene.picture().pixelColor(block) == theme.map.land


def test_the_wheel_zooms_at_the_pointer(scene: Scene) -> None:
    spot = scene.pixel(0.102, 45.002)
    before = scene.canvas.view_state().metres_per_pixel
    turn = QWheelEvent(
        QPointF(spot),
        scene.canvas.mapToGlobal(QPointF(spot)),
        QPoint(0, 0),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(scene.canvas, turn)
    assert scene.canvas.view_state().metres_per_pixel < before / 1.5
    moved = scene.pixel(0.102, 45.002) - spot
    assert moved.manhattanLength() <= 2


def test_dragging_takes_the_ground_along(scene: Scene, qtbot: QtBot) -> None:
    spot = scene.pixel(0.104, 45.004)
    QTest.mousePress(scene.canvas, Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseMove(scene.canvas, spot + QPoint(30, 10))
    QTest.mouseMove(scene.canvas, spot + QPoint(60, 25))
    QTest.mouseRelease(scene.canvas, Qt.MouseButton.LeftButton, pos=spot + QPoint(60, 25))
    assert (scene.pixel(0.104, 45.004) - spot - QPoint(60, 25)).manhattanLength() <= 1


def test_keys_move_zoom_and_fit(scene: Scene, qtbot: QtBot) -> None:
    start = scene.canvas.view_state()
    QTest.keyClick(scene.canvas, Qt.Key.Key_Right)
    assert scene.canvas.view_state().lon > start.lon
    QTest.keyClick(scene.canvas, Qt.Key.Key_Down)
    assert scene.canvas.view_state().lat < start.lat
    QTest.keyClick(scene.canvas, Qt.Key.Key_Plus)
    assert scene.canvas.view_state().metres_per_pixel < start.metres_per_pixel
    QTest.keyClick(scene.canvas, Qt.Key.Key_Home)
    assert scene.canvas.view_state() == start


def test_double_click_zooms_in(scene: Scene, qtbot: QtBot) -> None:
    before = scene.canvas.view_state().metres_per_pixel
    QTest.mouseDClick(scene.canvas, Qt.MouseButton.LeftButton, pos=QPoint(400, 300))
    assert scene.canvas.view_state().metres_per_pixel == pytest.approx(before / 2, rel=1e-3)


def test_the_map_cannot_be_zoomed_out_to_a_dot(scene: Scene, qtbot: QtBot) -> None:
    fitted = scene.canvas.view_state().metres_per_pixel
    for _ in range(40):
        QTest.keyClick(scene.canvas, Qt.Key.Key_Minus)
    assert scene.canvas.view_state().metres_per_pixel == pytest.approx(4 * fitted, rel=0.01)


def test_a_view_is_kept_and_restored(scene: Scene) -> None:
    state = ViewState(0.1032, 45.0051, 0.8)
    with scene.bot.waitSignal(scene.canvas.view_changed):
        scene.canvas.set_view_state(state)
    kept = scene.canvas.view_state()
    assert (kept.lon, kept.lat, kept.metres_per_pixel) == pytest.approx((0.1032, 45.0051, 0.8))


def test_a_map_shown_whole_stays_whole_when_the_window_grows(scene: Scene) -> None:
    before = scene.canvas.view_state().metres_per_pixel
    scene.canvas.resize(1200, 900)
    assert scene.canvas.view_state().metres_per_pixel < before * 0.75


def test_fit_route_shows_all_of_it(scene: Scene) -> None:
    view = route_view(scene.network, scene.segments(1, 2, 3, 103, 203))
    scene.say(PlannerChange(version=1, at_ms=0, routes=(view,)))
    scene.canvas.fit_route("r1")
    for lon, lat in ((0.1, 45.0), (0.104, 45.004)):
        assert scene.canvas.rect().contains(scene.pixel(lon, lat))
    assert scene.canvas.view_state().lon == pytest.approx(0.102, abs=1e-4)


def test_picking_a_road_tells_its_segment(scene: Scene, qtbot: QtBot) -> None:
    scene.canvas.set_tool(MapTool.PICK_ROAD)
    with qtbot.waitSignal(scene.canvas.road_clicked) as heard:
        QTest.mouseClick(scene.canvas, Qt.MouseButton.LeftButton, pos=scene.middle(202, 203) + QPoint(0, 5))
    (pick,) = heard.args or [None]
    assert isinstance(pick, RoadPick)
    assert pick.segment in scene.both(202, 203)
    assert pick.distance_m < 15


def test_picking_a_point_tells_the_place_of_the_click(scene: Scene, qtbot: QtBot) -> None:
    scene.canvas.set_tool(MapTool.PICK_POINT)
    with qtbot.waitSignal(scene.canvas.point_clicked) as heard:
        QTest.mouseClick(scene.canvas, Qt.MouseButton.LeftButton, pos=scene.pixel(0.103, 45.0031))
    assert heard.args == pytest.approx([0.103, 45.0031], abs=2e-5)


@pytest.mark.parametrize("tool", [MapTool.PICK_POINT, MapTool.PICK_ROAD])
def test_a_click_far_from_any_road_says_so(scene: Scene, qtbot: QtBot, tool: MapTool) -> None:
    scene.canvas.go_to(0.12, 45.02)
    scene.canvas.set_tool(tool)
    with (
        qtbot.assertNotEmitted(scene.canvas.point_clicked),
        qtbot.assertNotEmitted(scene.canvas.road_clicked),
        qtbot.waitSignal(scene.canvas.nothing_near) as heard,
    ):
        QTest.mouseClick(scene.canvas, Qt.MouseButton.LeftButton, pos=QPoint(400, 300))
    (sentence,) = heard.args or [""]
    assert "300 m" in sentence


def test_a_click_on_a_route_selects_it_and_beside_it_nothing(scene: Scene, qtbot: QtBot) -> None:
    view = route_view(scene.network, scene.segments(201, 202, 203, 204))
    scene.say(PlannerChange(version=1, at_ms=0, routes=(view,)))
    with qtbot.waitSignal(scene.canvas.route_clicked) as heard:
        QTest.mouseClick(scene.canvas, Qt.MouseButton.LeftButton, pos=scene.middle(202, 203))
    assert heard.args == ["r1"]
    with qtbot.assertNotEmitted(scene.canvas.route_clicked):
        QTest.mouseClick(scene.canvas, Qt.MouseButton.LeftButton, pos=scene.middle(302, 303))


def test_a_drag_is_no_click(scene: Scene, qtbot: QtBot) -> None:
    scene.canvas.set_tool(MapTool.PICK_POINT)
    with qtbot.assertNotEmitted(scene.canvas.point_clicked):
        QTest.mousePress(scene.canvas, Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
        QTest.mouseMove(scene.canvas, QPoint(350, 320))
        QTest.mouseRelease(scene.canvas, Qt.MouseButton.LeftButton, pos=QPoint(350, 320))


def test_escape_drops_the_tool(scene: Scene, qtbot: QtBot) -> None:
    scene.canvas.set_tool(MapTool.PICK_ROAD)
    with qtbot.waitSignal(scene.canvas.tool_dropped):
        QTest.keyClick(scene.canvas, Qt.Key.Key_Escape)
    with qtbot.assertNotEmitted(scene.canvas.road_clicked):
        QTest.mouseClick(scene.canvas, Qt.MouseButton.LeftButton, pos=scene.middle(202, 203))


def test_the_road_under_the_pointer_is_lit(scene: Scene, qtbot: QtBot) -> None:
    spot = close_up(scene)
    scene.canvas.set_tool(MapTool.PICK_ROAD)
    dark = scene.picture()
    QTest.mouseMove(scene.canvas, spot)
    lit = scene.picture()
    assert lit.pixelColor(spot + QPoint(40, 5)).blue() > lit.pixelColor(spot + QPoint(40, 5)).red() + 20
    assert lit.pixelColor(spot + QPoint(40, 60)) == dark.pixelColor(spot + QPoint(40, 60))


def test_a_preview_and_pins_are_shown_and_go(scene: Scene) -> None:
    spot = close_up(scene)
    scene.canvas.show_edit_preview(scene.both(202, 203).tolist())
    assert scene.shows(LIGHT.congestion.edit, spot)
    scene.canvas.show_edit_preview(None)
    assert not scene.shows(LIGHT.congestion.edit, spot)
    scene.canvas.show_pins([(0.103, 45.004, "A")])
    assert scene.shows(LIGHT.accent, spot - QPoint(0, 20))
    scene.canvas.show_pins([])
    assert not scene.shows(LIGHT.accent, spot - QPoint(0, 20))


def test_painted_tells_the_version_on_the_screen(scene: Scene, qtbot: QtBot) -> None:
    rows = rows_of(scene.network, scene.both(202, 203), SHARES["jam"])
    with qtbot.waitSignal(scene.canvas.painted, check_params_cb=lambda version: version == 7):
        scene.canvas.apply_change(PlannerChange(version=7, at_ms=0, segments=rows))
    assert near_colour(scene.canvas.grab().toImage(), LIGHT.congestion.jam, scene.middle(202, 203), 8) > 0


def test_another_map_drops_what_the_last_one_showed(scene: Scene, qtbot: QtBot) -> None:
    view = route_view(scene.network, scene.segments(201, 202, 203, 204))
    rows = rows_of(scene.network, np.arange(scene.network.segment_count), SHARES["jam"])
    scene.say(PlannerChange(version=1, at_ms=0, routes=(view,), segments=rows))
    with qtbot.waitSignal(scene.canvas.painted):
        scene.canvas.set_map(map_of(grid(columns=4, rows=4)))
    image = scene.picture()
    assert near_colour(image, LIGHT.congestion.jam, QPoint(400, 300), 250) == 0
    assert near_colour(image, scene.canvas.route_colour("r1"), QPoint(400, 300), 250) == 0


def test_changes_may_come_before_the_map_is_prepared(qtbot: QtBot, scene: Scene) -> None:
    data = map_of(grid())
    with qtbot.waitSignal(scene.canvas.painted, check_params_cb=lambda version: version == 3):
        scene.canvas.set_map(data)
        rows = rows_of(scene.network, scene.both(202, 203), SHARES["jam"])
        scene.canvas.apply_change(PlannerChange(version=3, at_ms=0, segments=rows))
    assert scene.shows(LIGHT.congestion.jam, scene.middle(202, 203))


def test_no_piece_of_work_takes_longer_than_a_few_frames(qtbot: QtBot) -> None:
    scene = Scene(qtbot, map_of(grid(columns=150, rows=150, step_deg=0.0005)))
    rows = rows_of(scene.network, np.arange(scene.network.segment_count), SHARES["jam"])
    scene.say(PlannerChange(version=2, at_ms=0, segments=rows))
    # A step that painted a whole screen of 90,000 segments at once would take a second.
    assert scene.canvas.longest_work_ms < 250
