"""What the planner process, or the watch over it, says to whoever started it."""

import msgspec

from desktop_app.dispatch.change import PlannerChange


class PlannerRestarted(msgspec.Struct, frozen=True):
    """The planner died and was started anew; a sentence for the dispatcher says so."""

    sentence: str


class PlannerGone(msgspec.Struct, frozen=True):
    """The planner died too often and was not started again; a sentence for the dispatcher says so."""

    sentence: str


PlannerMessage = PlannerChange | PlannerRestarted | PlannerGone
