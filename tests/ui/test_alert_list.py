"""Alerts: new before seen, a click goes there, and what is over fades."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_app.clock import ManualClock
from desktop_app.ui.alert_list import AlertList
from desktop_app.ui.alert_model import HISTORY_COUNT, HISTORY_MS
from desktop_app.ui.card_delegate import CARD_ROLE, Card
from desktop_app.ui.theme import DARK, LIGHT
from tests.ui.views import HTML, alert_view, change_of


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def alerts(qtbot: QtBot, clock: ManualClock) -> AlertList:
    made = AlertList(LIGHT, clock, QAction("Acknowledge"))
    qtbot.addWidget(made)
    made.resize(420, 400)
    made.show()
    return made


def _texts(alerts: AlertList) -> list[str]:
    return [str(alerts.model.index(row).data()) for row in range(alerts.model.rowCount())]


def _card(alerts: AlertList, row: int) -> Card:
    card: Card = alerts.model.index(row).data(CARD_ROLE)
    return card


def _rect(alerts: AlertList, row: int) -> QRect:
    return alerts.view.visualRect(alerts.model.index(row))


def test_new_come_before_seen_and_high_before_low(alerts: AlertList) -> None:
    alerts.apply_change(
        change_of(
            alerts=(
                alert_view("seen", priority="high", acknowledged=True, text="seen"),
                alert_view("low", priority="low", text="low"),
                alert_view("high", priority="high", text="high"),
                alert_view("over", state="cleared", text="over"),
            )
        )
    )

    assert _texts(alerts) == ["high", "low", "seen", "over"]
    assert (alerts.model.counts().holding, alerts.model.counts().unseen) == (3, 2)


def test_a_card_says_sentence_age_and_who_says_so(alerts: AlertList, clock: ManualClock) -> None:
    alerts.apply_change(change_of(alerts=(alert_view(text="Depot to harbour: +5 min."),)))
    clock.advance(40)

    card = _card(alerts, 0)

    assert card.text == "Depot to harbour: +5 min."
    assert card.strong
    assert card.detail.startswith("New, 40 s ago")
    assert "speed from sim, 3 s old" in card.detail


def test_a_card_names_no_source_for_what_the_map_itself_says(alerts: AlertList) -> None:
    nobody = replace(alert_view().cause[0], what="map", source="map")
    alerts.apply_change(change_of(alerts=(alert_view(kind="no_way", cause=(nobody,)),)))

    assert _card(alerts, 0).detail == "New, now"


def test_a_card_names_nobody_twice(alerts: AlertList) -> None:
    manual = replace(alert_view().cause[0], source="manual", what="manual")
    alerts.apply_change(
        change_of(alerts=(alert_view("a1", cause=(manual,)), alert_view("a2", kind="feed_lost")))
    )

    assert "manual edit, 3 s old" in _card(alerts, 0).detail
    assert _card(alerts, 1).detail == "New, now"
    assert "<br>" not in alerts.model.index(1).data(Qt.ItemDataRole.ToolTipRole)


def test_priorities_differ_by_shape_and_colour(alerts: AlertList) -> None:
    kinds = [alert_view(key, priority=key) for key in ("high", "medium", "low")]
    alerts.apply_change(change_of(alerts=tuple(kinds)))

    cards = [_card(alerts, row) for row in range(3)]
    assert len({card.mark for card in cards}) == 3
    assert len({card.colour.name() for card in cards}) == 3


def test_a_click_goes_to_the_cause(alerts: AlertList, qtbot: QtBot) -> None:
    alerts.apply_change(change_of(alerts=(alert_view(),)))

    with qtbot.waitSignal(alerts.place_asked) as asked:
        QTest.mouseClick(alerts.view.viewport(), Qt.MouseButton.LeftButton, pos=_rect(alerts, 0).center())

    assert asked.args == [0.104, 45.002]


def test_an_alert_without_a_place_shows_its_route(alerts: AlertList, qtbot: QtBot) -> None:
    alerts.apply_change(change_of(alerts=(alert_view(cause=(), routes=("r7",)),)))

    with qtbot.waitSignal(alerts.route_asked) as asked:
        alerts.go_to_next()

    assert asked.args == ["r7"]


def test_the_button_on_a_card_acknowledges_it_and_does_not_only_go_there(
    alerts: AlertList, qtbot: QtBot
) -> None:
    alerts.apply_change(change_of(alerts=(alert_view("a7"),)))
    where = _rect(alerts, 0).topRight() + QPoint(-15, 15)

    with qtbot.waitSignal(alerts.acknowledge_asked) as asked:
        QTest.mouseClick(alerts.view.viewport(), Qt.MouseButton.LeftButton, pos=where)

    assert asked.args == ["a7"]


def test_acknowledging_without_a_pick_takes_the_most_urgent_new_one(alerts: AlertList, qtbot: QtBot) -> None:
    alerts.apply_change(change_of(alerts=(alert_view("a", priority="low"), alert_view("b", priority="high"))))

    with qtbot.waitSignal(alerts.acknowledge_asked) as asked:
        alerts.acknowledge_selected()

    assert asked.args == ["b"]


def test_all_new_ones_can_be_acknowledged(alerts: AlertList) -> None:
    asked: list[str] = []
    alerts.acknowledge_asked.connect(asked.append)
    alerts.apply_change(
        change_of(alerts=(alert_view("a"), alert_view("b"), alert_view("c", acknowledged=True)))
    )

    alerts.acknowledge_all()

    assert sorted(asked) == ["a", "b"]


def test_acknowledged_stays_but_quiet(alerts: AlertList) -> None:
    alerts.apply_change(change_of(alerts=(alert_view(),)))
    alerts.apply_change(change_of(alerts=(alert_view(state="changed", acknowledged=True),)))

    card = _card(alerts, 0)
    assert not card.strong
    assert card.button == ""
    assert card.detail.startswith("Seen")


def test_what_is_over_fades_and_goes(alerts: AlertList, clock: ManualClock) -> None:
    alerts.apply_change(change_of(alerts=(alert_view(state="cleared"),)))
    first = _card(alerts, 0).faded

    clock.advance(HISTORY_MS / 2_000)
    alerts.tick()
    later = _card(alerts, 0).faded
    clock.advance(HISTORY_MS / 1_000)
    alerts.tick()

    assert 0 < first < later <= 1
    assert alerts.model.rowCount() == 0


def test_the_history_is_short(alerts: AlertList) -> None:
    cleared = [alert_view(f"a{n}", state="cleared", at_ms=1_700_000_000_000 + n) for n in range(100)]
    alerts.apply_change(change_of(alerts=tuple(cleared)))

    assert alerts.model.rowCount() == HISTORY_COUNT
    assert _texts(alerts)[0].startswith("Text of a99")


def test_a_new_planner_drops_what_held_before(alerts: AlertList) -> None:
    alerts.apply_change(change_of(alerts=(alert_view("old"),)))
    alerts.apply_change(change_of(whole=True, alerts=(alert_view("new"),)))

    assert _texts(alerts) == ["Text of new: +5 min, Row 0."]


def test_the_pick_survives_another_order(alerts: AlertList) -> None:
    alerts.apply_change(change_of(alerts=(alert_view("a", priority="low"),)))
    alerts.go_to_next()
    alerts.apply_change(change_of(alerts=(alert_view("b", priority="high"),)))

    assert alerts.view.currentIndex().row() == alerts.model.row_of("a") == 1


def test_nothing_to_report_is_said(alerts: AlertList) -> None:
    assert not alerts.view.isVisible()
    alerts.go_to_next()
    alerts.acknowledge_selected()


def test_html_is_shown_letter_by_letter(alerts: AlertList) -> None:
    alerts.apply_change(change_of(alerts=(alert_view(text=HTML * 30),)))

    assert _texts(alerts)[0] == HTML * 30
    assert "<b>" not in alerts.model.index(0).data(Qt.ItemDataRole.ToolTipRole)
    assert not alerts.grab().isNull()


def test_a_long_sentence_takes_three_lines_at_most(alerts: AlertList) -> None:
    alerts.apply_change(
        change_of(alerts=(alert_view("a", text="short"), alert_view("b", text="word " * 200, raised_ms=0)))
    )

    short, long = _rect(alerts, 0).height(), _rect(alerts, 1).height()
    assert short < long < 3 * short


def test_both_themes_paint(alerts: AlertList) -> None:
    alerts.apply_change(change_of(alerts=(alert_view("a"), alert_view("b", state="cleared"))))
    light = alerts.grab().toImage()
    alerts.set_theme(DARK)

    assert alerts.grab().toImage() != light
