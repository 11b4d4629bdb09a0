"""The import report in the window."""

from desktop_app.ui.import_report_dialog import ImportReportDialog
from tests.ui.conftest import REPORT, Desk


def test_reasons_come_with_words_items_and_places(desk: Desk) -> None:
    desk.window.actions_by_name["import_report"].trigger()
    dialog = desk.window.dialogs.present
    assert isinstance(dialog, ImportReportDialog)
    first = dialog.reasons.topLevelItem(0)
    assert first is not None
    assert [first.text(column) for column in (0, 1)] == ["12", "Road with missing points"]
    assert [dialog.items.item(row).text() for row in range(3)] == ["way 7", "way 8", "and 10 more"]
    dialog.show_button.click()
    view = desk.window.canvas.view_state()
    assert (round(view.lon, 5), round(view.lat, 5)) == REPORT.places["way 7"]


def test_an_item_without_a_place_cannot_be_shown(desk: Desk) -> None:
    desk.window.actions_by_name["import_report"].trigger()
    dialog = desk.window.dialogs.present
    assert isinstance(dialog, ImportReportDialog)
    assert dialog.show_button.isEnabled()
    dialog.items.setCurrentRow(1)
    assert not dialog.show_button.isEnabled()
