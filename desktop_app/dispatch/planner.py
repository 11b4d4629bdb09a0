"""The planner: a synchronous function from commands to one change.

It owns the traffic, the routes, the edits and the alerts; all that one change says comes from one
version of the weights. No threads, no files, no sockets.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from desktop_app.clock import Clock
from desktop_app.dispatch import commands as c
from desktop_app.dispatch.alerts import AlertBook
from desktop_app.dispatch.batch import Batch
from desktop_app.dispatch.causes import CauseFinder
from desktop_app.dispatch.change import (
    FeedView,
    IncidentView,
    PlannerChange,
    RouteReply,
    RouteTime,
    RouteView,
)
from desktop_app.dispatch.costs import matrix_reply, reach_reply
from desktop_app.dispatch.edits import Edit, EditBook, EditStep, check_draft, edit_words
from desktop_app.dispatch.other_ways import OtherWays
from desktop_app.dispatch.replies import DirectionsReply, WhatIfReply
from desktop_app.dispatch.route_board import RouteBoard, RouteNews
from desktop_app.dispatch.route_directions import directions_reply
from desktop_app.dispatch.search_budget import SearchBudget
from desktop_app.dispatch.segment_rows import SegmentPacker
from desktop_app.dispatch.settings import PlannerSettings
from desktop_app.dispatch.troubles import Trouble, TroubleFinder
from desktop_app.dispatch.views import Viewer
from desktop_app.dispatch.watched import WatchedRoute, WeightsChange
from desktop_app.dispatch.what_if import what_if_reply
from desktop_app.errors import BadInputError
from desktop_app.roadnet.map_data import ArcOrder
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.place_index import PlaceIndex
from desktop_app.roadnet.spatial_index import SpatialIndex
from desktop_app.routing.answer_document import answer_document
from desktop_app.routing.directions.guide import Guides
from desktop_app.routing.request import RouteAnswer, RouteRequest, Weights
from desktop_app.routing.router import Router
from desktop_app.traffic.dispersion import dispersion_s
from desktop_app.traffic.records import Layer, RecordKey
from desktop_app.traffic.state import Settled, TrafficState


class Planner:
    """Takes commands, and says what changed."""

    def __init__(
        self,
        network: RoadNetwork,
        clock: Clock,
        settings: PlannerSettings,
        *,
        index: SpatialIndex | None = None,
        order: ArcOrder | None = None,
    ) -> None:
        """Plan on `network`, with every road free and nothing watched.

        Parameters
        ----------
        index
            The network's index, where there is one already.
        order
            In which order the engine contracts its arcs, where the map has it.
        """
        self._network = network
        self._clock = clock
        self._places = PlaceIndex(network)
        index = SpatialIndex(network) if index is None else index
        self._traffic = TrafficState(network, self._places, index)
        self._router = Router(network, index=index, arc_rank=None if order is None else order.rank)
        free = self._router.free_flow
        self._weights = Weights(1, free.segment_ms, free.closed)
        self._router.customize(self._weights)
        self._guides = Guides(network)
        self._switch = settings.switch
        self._board = RouteBoard(settings.switch)
        self._ways = OtherWays(self._router, self._board)
        self._searches_at_once = settings.searches_at_once
        self._edits = EditBook()
        causes = CauseFinder(network, self._traffic)
        self._troubles = TroubleFinder(causes, settings.delay)
        self._alerts = AlertBook(causes)
        self._viewer = Viewer(network, self._places, self._traffic)
        self._packer = SegmentPacker(self._traffic)
        self._feed_status = c.FeedStatus(state="off", seq=0, heard_ms=None, rejected={})
        self._refused: Counter[str] = Counter()
        self._marks: list[tuple[RecordKey, int]] = []
        self._first = True

    def handle(self, commands: Sequence[c.Command]) -> PlannerChange:
        """Carry out `commands` in order, let time pass to now, and return all that changed."""
        batch = Batch(self._clock.now_ms())
        for command in commands:
            self._take(command, batch)
        batch.edits |= self._edits.expire(batch.now_ms)
        settled = self._traffic.settle(batch.now_ms)
        change = self._advance(settled, new_hours=self._router.keep_time(batch.now_ms))
        budget = SearchBudget(self._searches_at_once)
        self._board.assess(change, self._router, budget, weights_changed=change.weights is not self._weights)
        self._weights = change.weights
        refusals = [self._ways.take(command) for command in batch.taken]
        changed = self._board.take_changed(self._marked(settled.segments))
        judged: dict[str, Sequence[Trouble]] = dict.fromkeys(batch.removed, ())
        judged |= {route.id: self._troubles.troubles(route, batch.now_ms) for route in changed}
        alerts = self._alerts.update(judged, batch.now_ms)
        news = self._board.take_news(changed, self._troubles.is_delayed)
        first, self._first = self._first, False
        return PlannerChange(
            version=self._weights.version,
            at_ms=batch.now_ms,
            whole=first,
            segments=self._packer.rows(settled.segments),
            sources=self._packer.new_sources(),
            routes=tuple(self._view(each) for each in news if not each.only_time),
            times=tuple(self._time(each) for each in news if each.only_time),
            removed_routes=tuple(batch.removed),
            alerts=(*batch.alerts, *alerts),
            edits=self._viewer.edits(self._edits) if batch.edits else None,
            incidents=self._told_incidents(batch.now_ms),
            feed=self._feed_view() if batch.feed else None,
            replies=tuple(self._reply(question, batch.now_ms) for question in batch.questions),
            ways=tuple(self._ways.offer(question) for question in batch.ways),
            directions=tuple(self._directions(question) for question in batch.directions),
            matrices=tuple(matrix_reply(question, self._router) for question in batch.matrices),
            reaches=tuple(reach_reply(question, self._router) for question in batch.reaches),
            what_ifs=tuple(self._what_if(question, batch.now_ms) for question in batch.what_ifs),
            notices=(*batch.notices, *filter(None, refusals)),
            pending=self._board.is_pending,
        )

    def _take(self, command: c.Command, batch: Batch) -> None:
        match command:
            case c.AddRoute() | c.ChangeRoute() | c.RemoveRoute() | c.LookAt() | c.TakeWay():
                self._take_route(command, batch)
            case c.AddEdit() | c.RestoreEdit() | c.RemoveEdit() | c.Undo() | c.Redo():
                self._take_edit(command, batch)
            case c.ReplaceFeed() | c.ApplyFeed() | c.FeedHeartbeat() | c.FeedStatus():
                self._take_feed(command, batch)
            case (
                c.AskRoute() | c.AskWays() | c.AskDirections() | c.AskMatrix() | c.AskReach() | c.AskWhatIf()
            ):
                batch.ask(command)
            case c.AcknowledgeAlert():
                seen = self._alerts.acknowledge(command.id, batch.now_ms)
                batch.alerts.extend([seen] if seen is not None else [])
            case c.Tick():
                pass

    def _take_route(
        self, command: c.AddRoute | c.ChangeRoute | c.RemoveRoute | c.LookAt | c.TakeWay, batch: Batch
    ) -> None:
        match command:
            case c.AddRoute():
                refusal = self._board.add(command)
                if refusal:
                    batch.notices.append(refusal)
            case c.ChangeRoute():
                refusal = self._board.change(command)
                batch.notices.extend([refusal] if refusal else [])
            case c.RemoveRoute():
                if self._board.remove(command.id):
                    self._troubles.forget(command.id)
                    self._ways.forget(command.id)
                    batch.removed.append(command.id)
            case c.LookAt():
                self._board.look_first_at(command.routes)
            case c.TakeWay():
                batch.taken.append(command)

    def _take_edit(
        self, command: c.AddEdit | c.RestoreEdit | c.RemoveEdit | c.Undo | c.Redo, batch: Batch
    ) -> None:
        step: EditStep | None = None
        try:
            match command:
                case c.AddEdit():
                    check_draft(command.draft, batch.now_ms)
                    self._check_on_map(command.draft)
                    step = self._edits.add(command.draft, batch.now_ms)
                case c.RestoreEdit():
                    # Told even where it is left out, so that whoever keeps the edits drops it too.
                    batch.edits = True
                    edit = Edit(command.id, command.draft, command.made_ms)
                    if not edit.is_over(batch.now_ms):
                        check_draft(command.draft, batch.now_ms)
                        self._check_on_map(command.draft)
                        step = self._edits.restore(edit)
                case c.RemoveEdit():
                    step = self._edits.remove(command.id)
                case c.Undo():
                    step = self._edits.undo()
                case c.Redo():
                    step = self._edits.redo()
        except BadInputError as refusal:
            batch.notices.append(str(refusal))
        if step is not None:
            self._put_on_map(step)
            batch.edits = True

    def _take_feed(
        self, command: c.ReplaceFeed | c.ApplyFeed | c.FeedHeartbeat | c.FeedStatus, batch: Batch
    ) -> None:
        refused: Counter[str] = Counter()
        match command:
            case c.ReplaceFeed():
                refused = self._traffic.replace_feed(command.words, batch.now_ms)
            case c.ApplyFeed():
                refused = self._traffic.apply_feed(command.words, batch.now_ms)
            case c.FeedHeartbeat():
                self._traffic.heartbeat(
                    command.sources, command.server_ahead_ms, batch.now_ms, is_estimate=command.is_estimate
                )
            case c.FeedStatus():
                self._feed_status = command
                batch.feed = True
                age_s = (batch.now_ms - command.heard_ms) / 1000 if command.heard_ms is not None else 0.0
                batch.alerts.extend(
                    self._alerts.feed(command.state, max(age_s, 0.0), command.message, batch.now_ms)
                )
        self._refused.update(refused)
        batch.feed |= bool(refused)

    def _check_on_map(self, draft: c.EditDraft) -> None:
        for chain in draft.chains:
            if not len(self._places.segments_of_pairs(chain[:-1], chain[1:])[0]):
                raise BadInputError("The road of an edit is not on this map; the edit is left out.")

    def _put_on_map(self, step: EditStep) -> None:
        for word in edit_words(step.edit):
            if step.came:
                self._traffic.put(Layer.MANUAL, word)
            else:
                self._traffic.remove_manual(word.source, word.id)

    def _advance(self, settled: Settled, *, new_hours: bool) -> WeightsChange:
        """Return the weights after the traffic settled; a new version only where a time or a ban changed."""
        index = settled.segments
        now_ms, now_closed = self._traffic.segment_ms[index], self._traffic.closed[index]
        opened = bool((settled.before_closed & ~now_closed).any())
        gained_ms = settled.before_ms.astype(np.int64) - now_ms
        moved = opened or bool(gained_ms.any()) or bool((settled.before_closed != now_closed).any())
        if not moved and not new_hours:
            return WeightsChange(self._weights)
        weights = Weights(
            self._weights.version + 1, self._traffic.segment_ms.copy(), self._traffic.closed.copy()
        )
        self._router.customize(weights)
        fell = gained_ms > 0
        return WeightsChange(weights, index[fell], gained_ms[fell], opened=opened, new_hours=new_hours)

    def _marked(self, segments: NDArray[np.int32]) -> NDArray[np.bool_] | None:
        """Return the segments marked among all of the network's, None where there is none."""
        if not len(segments):
            return None
        marked = np.zeros(self._network.segment_count, np.bool_)
        marked[segments] = True
        return marked

    def _view(self, news: RouteNews) -> RouteView:
        return self._viewer.route(news.route, self._weights.version, news.state)

    def _time(self, news: RouteNews) -> RouteTime:
        return self._viewer.time(news.route, self._weights.version, news.state)

    def _told_incidents(self, now_ms: int) -> tuple[IncidentView, ...] | None:
        records = [r for r in self._traffic.notable_records(now_ms) if r.layer is Layer.FEED]
        marks = [(record.key, record.ts_ms) for record in records]
        if marks == self._marks:
            return None
        self._marks = marks
        return tuple(self._viewer.incident(record) for record in records)

    def _feed_view(self) -> FeedView:
        status = self._feed_status
        rejected = dict(sorted((Counter(status.rejected) + self._refused).items()))
        return FeedView(
            state=status.state,
            seq=status.seq,
            heard_ms=status.heard_ms,
            rejected=rejected,
            message=status.message,
        )

    def _directions(self, question: c.AskDirections) -> DirectionsReply:
        return directions_reply(question, self._board, self._router, self._network, self._guides)

    def _what_if(self, question: c.AskWhatIf, now_ms: int) -> WhatIfReply:
        return what_if_reply(question, self._board, self._switch, self._router, self._traffic, now_ms)

    def _answer(self, request: RouteRequest, now_ms: int) -> RouteAnswer:
        if request.deadline_s is None:
            return self._router.answer_with_alternatives(request)
        scatter_s = dispersion_s(self._network, self._traffic, now_ms)
        return self._router.answer_in_time(request, scatter_s)

    def _reply(self, question: c.AskRoute, now_ms: int) -> RouteReply:
        answer = self._answer(question.request, now_ms)
        weights = self._router.weights_of(question.request)
        document = answer_document(answer, self._network, weights, self._guides)
        if answer.path is None:
            return RouteReply(query_id=question.query_id, document=document, route=None)
        route = WatchedRoute(question.query_id, "", question.request, "", watching=True, answer=answer)
        route.duration_ms = answer.duration_ms
        view = self._viewer.route(route, self._weights.version, "ok")
        return RouteReply(query_id=question.query_id, document=document, route=view)
