"""Values such as the planner sends, with what a test cares for set."""

import numpy as np
from msgspec.structs import replace

from desktop_app.dispatch.change import (
    AlertView,
    Cause,
    EditList,
    EditView,
    FeedView,
    PlannerChange,
    RouteView,
)
from desktop_app.routing.request import LonLat

HTML = "<b>bold</b> & <img src=x>"
"""A name that must be shown letter by letter."""


_NOW_MS = 1_700_000_000_000

_ROUTE = RouteView(
    id="r1",
    name="",
    colour="#1A4CD7",
    watching=True,
    stops=(LonLat(0.1, 45.0), LonLat(0.102, 45.0)),
    duration_ms=24 * 60_000,
    free_flow_ms=20 * 60_000,
    delay_ms=4 * 60_000,
    distance_m=12_400.0,
    rerouted=False,
    weights_version=1,
    nodes=(1, 2),
    streets=("Row 0",),
    line=np.array([[0.1, 45.0], [0.102, 45.0]], "<f8").tobytes(),
    segments=np.array([0], "<i4").tobytes(),
    state="ok",
)

_CAUSE = Cause(street="Row 0", minutes=5.2, source="sim", age_s=3.0, what="speed", at=LonLat(0.104, 45.002))

_ALERT = AlertView(
    id="a1",
    kind="delay",
    state="raised",
    priority="medium",
    routes=("r1",),
    cause=(_CAUSE,),
    text="",
    at_ms=_NOW_MS,
    raised_ms=_NOW_MS,
)

_EDIT = EditView(
    id="e1",
    action="close",
    speed_kph=None,
    reason="Burst main",
    until_ms=None,
    made_ms=_NOW_MS,
    chains=((1, 2),),
    segments=np.array([0], "<i4").tobytes(),
    streets=("Row 0",),
)


def route_view(key: str = "r1", **changes: object) -> RouteView:
    return replace(_ROUTE, **{"id": key, "name": f"Name of {key}", **changes})


def alert_view(key: str = "a1", **changes: object) -> AlertView:
    return replace(_ALERT, **{"id": key, "text": f"Text of {key}: +5 min, Row 0.", **changes})


def edit_view(key: str = "e1", **changes: object) -> EditView:
    return replace(_EDIT, id=key, **changes)


def feed_view(state: str = "live", **rejected: int) -> FeedView:
    return FeedView(state=state, seq=412, heard_ms=_NOW_MS - 2_000, rejected=rejected)


def change_of(version: int = 1, **parts: object) -> PlannerChange:
    return replace(PlannerChange(version=version, at_ms=_NOW_MS), **parts)


def edits_of(*edits: EditView, undo_text: str = "", redo_text: str = "") -> EditList:
    return EditList(edits=edits, undo_text=undo_text, redo_text=redo_text)
