"""What edits would do to the watched routes, found out beside the live weights.

The edits' words are put into the traffic, which combines them as it does any others, and are taken out
again before anything else is asked of it. The routes are then judged by a router of its own that shares
the roads and turns with the live one, but has its own metric.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray

from desktop_app.dispatch.commands import AskWhatIf, EditDraft
from desktop_app.dispatch.edits import Edit, check_draft, edit_words
from desktop_app.dispatch.replies import WhatIfReply, WhatIfRow
from desktop_app.dispatch.settings import SwitchRule
from desktop_app.dispatch.watched import WatchedRoute
from desktop_app.errors import BadInputError
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.routing.path import path_duration_ms, path_is_closed, path_segments, path_streets
from desktop_app.routing.request import EngineName, Path, Weights
from desktop_app.routing.router import Router
from desktop_app.traffic.records import Layer
from desktop_app.traffic.state import TrafficState

MOST_DRAFTS = 100


@dataclass(frozen=True, slots=True, eq=False)
class Supposition:
    """The weights as they would be, and where they would be others.

    Attributes
    ----------
    touched
        (S,) bool segments whose time or closure would be another.
    eased
        Some segment would be faster or open, so that a better way may exist for any route.
    """

    weights: Weights
    touched: NDArray[np.bool_]
    eased: bool


def suppose(drafts: Sequence[EditDraft], traffic: TrafficState, weights: Weights, now_ms: int) -> Supposition:
    """Return the weights as they would be with edits, and leave the traffic as it is.

    Parameters
    ----------
    traffic
        Has settled at `now_ms`.
    weights
        The live ones.

    Raises
    ------
    BadInputError
        An edit is none, or lies on no road of the map.
    """
    for draft in drafts:
        check_draft(draft, now_ms)
    edits = [Edit(f"what-if-{number}", draft, now_ms) for number, draft in enumerate(drafts)]
    words = [word for edit in edits for word in edit_words(edit)]
    try:
        if any(traffic.put(Layer.MANUAL, word) for word in words):
            raise BadInputError("The road of an edit is not on this map; choose another.")
        traffic.settle(now_ms)
        supposed = Weights(weights.version, traffic.segment_ms.copy(), traffic.closed.copy())
    finally:
        for word in words:
            traffic.remove_manual(word.source, word.id)
        traffic.settle(now_ms)
    touched = (supposed.segment_ms != weights.segment_ms) | (supposed.closed != weights.closed)
    eased = (supposed.segment_ms < weights.segment_ms) | (weights.closed & ~supposed.closed)
    return Supposition(supposed, touched, bool(eased.any()))


def what_if_reply(
    question: AskWhatIf,
    routes: Iterable[WatchedRoute],
    rule: SwitchRule,
    live: Router,
    traffic: TrafficState,
    now_ms: int,
) -> WhatIfReply:
    """Return which routes would suffer from edits, and by how much; the most harmed first."""
    version = live.weights.version
    if not 0 < len(question.drafts) <= MOST_DRAFTS:
        message = f"Between 1 and {MOST_DRAFTS} edits can be tried at once."
        return WhatIfReply(query_id=question.query_id, version=version, message=message)
    try:
        supposition = suppose(question.drafts, traffic, live.weights, now_ms)
    except BadInputError as refusal:
        return WhatIfReply(query_id=question.query_id, version=version, message=str(refusal))
    judge = _Judge(supposition, rule, live)
    watched = list(routes)
    rows = [row for route in watched if (row := judge.row(route)) is not None]
    rows.sort(key=_harm_ms, reverse=True)
    return WhatIfReply(query_id=question.query_id, version=version, routes=len(watched), rows=tuple(rows))


class _Judge:
    """Judges routes one by one, as the board would if the edits were made."""

    def __init__(self, supposition: Supposition, rule: SwitchRule, live: Router) -> None:
        self._supposition = supposition
        self._rule = rule
        self._router = live.beside(supposition.weights)
        self._network: RoadNetwork = live.network

    def row(self, route: WatchedRoute) -> WhatIfRow | None:
        """Return what would become of a route, or None where nothing would."""
        path, now_ms = route.path, route.duration_ms
        if path is None or now_ms is None:
            return self._regained(route)
        touched = bool(self._supposition.touched[path_segments(path)].any())
        if not touched and not self._supposition.eased:
            return None  # no way became better, and its own is as good as it was
        request = msgspec.structs.replace(route.request, engine=EngineName.CCH)
        kept_ms = None
        if not path_is_closed(path, self._supposition.weights):
            kept_ms = path_duration_ms(path, self._router.weights_of(request))
        limit_ms = None if kept_ms is None else self._rule.limit_ms(kept_ms) - route.accepted_ms
        answer = self._router.answer(request) if limit_ms is None else self._router.quicker(request, limit_ms)
        if answer is not None and answer.path is not None:
            return self._as_row(route, answer.duration_ms, answer.path, leaves=True)
        if kept_ms is None:
            return self._as_row(route, None, None, leaves=True)
        return None if kept_ms == now_ms else self._as_row(route, kept_ms, path, leaves=False)

    def _regained(self, route: WatchedRoute) -> WhatIfRow | None:
        """Return the way that a route without one would get."""
        if not self._supposition.eased:
            return None
        answer = self._router.answer(msgspec.structs.replace(route.request, engine=EngineName.CCH))
        if answer.path is None:
            return None
        return self._as_row(route, answer.duration_ms, answer.path, leaves=True)

    def _as_row(
        self, route: WatchedRoute, then_ms: int | None, path: Path | None, *, leaves: bool
    ) -> WhatIfRow:
        return WhatIfRow(
            route_id=route.id,
            name=route.name,
            now_ms=route.duration_ms,
            then_ms=then_ms,
            leaves_way=leaves,
            streets=() if path is None else path_streets(path, self._network),
        )


def _harm_ms(row: WhatIfRow) -> float:
    """Return how much longer a route would take: without end where it would have no way."""
    if row.then_ms is None:
        return float("inf")
    return float("-inf") if row.now_ms is None else row.then_ms - row.now_ms
