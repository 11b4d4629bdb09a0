"""What an edit would do to the watched routes, told in its dialog before it is made."""

from itertools import count

from PySide6.QtCore import QObject, Slot

from desktop_app.bridge.planner_bridge import PlannerBridge
from desktop_app.dispatch.change import PlannerChange
from desktop_app.dispatch.commands import AskWhatIf, EditDraft
from desktop_app.dispatch.replies import WhatIfReply, WhatIfRow
from desktop_app.ui.edit_tool import EditTool
from desktop_app.ui.wording import more_words

_MOST_ROWS = 6


class Consequences(QObject):
    """Asks the planner, and gives the dialog the answer to its last question."""

    def __init__(self, bridge: PlannerBridge, tool: EditTool, parent: QObject) -> None:
        """Answer the dialogs of `tool`."""
        super().__init__(parent)
        self._bridge, self._tool = bridge, tool
        self._numbers = count(1)
        self._query_id = ""
        tool.consequences_asked.connect(self._ask)
        bridge.changed.connect(self._apply_change)

    @Slot(object)
    def _ask(self, draft: EditDraft) -> None:
        self._query_id = f"what-if-{next(self._numbers)}"
        self._bridge.send(AskWhatIf(query_id=self._query_id, drafts=(draft,)))

    @Slot(object)
    def _apply_change(self, change: PlannerChange) -> None:
        for reply in change.what_ifs:
            if reply.query_id == self._query_id:
                self._tool.show_consequences(consequence_words(reply))


def consequence_words(reply: WhatIfReply) -> str:
    """Return what would become of the routes, a line each, the most harmed first."""
    if reply.message:
        return reply.message
    if not reply.rows:
        return "No watched route would change." if reply.routes else "No route is watched."
    lines = [_row_words(row) for row in reply.rows[:_MOST_ROWS]]
    more = len(reply.rows) - len(lines)
    return "\n".join([*lines, f"and {more} more" if more else ""]).strip()


def _row_words(row: WhatIfRow) -> str:
    if row.then_ms is None:
        return f"{row.name}: no way left"
    if row.now_ms is None:
        return f"{row.name}: a way again"
    another = " by another way" if row.leaves_way else ""
    return f"{row.name}: {more_words(row.then_ms - row.now_ms)}{another}"
