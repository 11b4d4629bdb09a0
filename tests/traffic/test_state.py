"""How words combine, live and end."""

import numpy as np
import pytest

from desktop_app.roadnet.place_index import PlaceIndex
from desktop_app.roadnet.spatial_index import SpatialIndex
from desktop_app.traffic.records import Layer
from desktop_app.traffic.state import TrafficState
from desktop_app.traffic.times import free_flow_ms
from desktop_app.traffic.words import (
    ClearWord,
    ClosureWord,
    DelayWord,
    IncidentWord,
    NodesPlace,
    OpenWord,
    SourceHealth,
    SpeedBlock,
    SpeedWord,
    WayPlace,
)
from tests.networks import grid

NOW = 1_700_000_000_000
MINUTE = 60_000
NETWORK = grid()
PLACES = PlaceIndex(NETWORK)
INDEX = SpatialIndex(NETWORK)
FREE = free_flow_ms(NETWORK)
PLACE = NodesPlace((1, 2, 3))
SEGMENTS = PLACES.segments_of_pairs([1, 2], [2, 3])[0]


@pytest.fixture
def state() -> TrafficState:
    return TrafficState(NETWORK, PLACES, INDEX)


def speed(kph: float, *, source: str = "sim", word_id: str = "s", ts: int = NOW, **more: object) -> SpeedWord:
    return SpeedWord(source=source, id=word_id, ts_ms=ts, place=PLACE, speed_kph=kph, **more)  # type: ignore[arg-type]


def said(state: TrafficState, now: int = NOW) -> float:
    state.settle(now)
    return float(state.speed_kph[SEGMENTS[0]])


def test_speed_holds_on_the_named_segments_only(state: TrafficState) -> None:
    state.apply_feed([speed(10)], NOW)
    changed = state.settle(NOW).segments
    assert sorted(changed.tolist()) == sorted(SEGMENTS.tolist())
    expected = np.rint(NETWORK.segment_length_m[SEGMENTS] * 360)
    assert state.segment_ms[SEGMENTS].tolist() == expected.tolist()
    rest = np.setdiff1d(np.arange(NETWORK.segment_count), SEGMENTS)
    assert (state.segment_ms[rest] == FREE[rest]).all()


def test_of_one_source_the_newest_counts(state: TrafficState) -> None:
    state.apply_feed(
        [speed(10, word_id="a", ts=NOW), speed(30, word_id="b", ts=NOW - 1, confidence=1.0)], NOW
    )
    assert said(state) == 10


def test_between_sources_confidence_decides_then_the_newer(state: TrafficState) -> None:
    state.apply_feed([speed(10, confidence=0.4), speed(20, source="other", ts=NOW - MINUTE)], NOW)
    assert said(state) == 20
    state.apply_feed([speed(10, confidence=0.5)], NOW)
    assert said(state) == 10


def test_older_word_with_the_same_key_is_stale_even_after_clear(state: TrafficState) -> None:
    assert not state.apply_feed([speed(10), ClearWord(source="sim", id="s", ts_ms=NOW + 5)], NOW)
    assert state.apply_feed([speed(20, ts=NOW + 4)], NOW) == {"stale_ts": 1}
    assert said(state) == 0
    assert not state.apply_feed([speed(20, ts=NOW + 5)], NOW)
    assert said(state) == 20


def test_delays_add_once_and_spread_by_length(state: TrafficState) -> None:
    delay = DelayWord(source="sim", id="d", ts_ms=NOW, place=PLACE, delay_s=60)
    incident = IncidentWord(source="city", id="i", ts_ms=NOW, place=PLACE, delay_s=30)
    state.apply_feed([delay, delay, incident], NOW)
    state.settle(NOW)
    lost = (state.segment_ms - FREE)[SEGMENTS]
    assert abs(int(lost.sum()) - 90_000) <= 2
    assert abs(int(lost[0]) - int(lost[1])) < 500


def test_delay_on_a_way_holds_whole_in_each_direction(state: TrafficState) -> None:
    state.apply_feed(
        [
            DelayWord(
                source="sim", id="d", ts_ms=NOW, place=WayPlace(100, forward=True, backward=True), delay_s=60
            )
        ],
        NOW,
    )
    state.settle(NOW)
    assert abs(int((state.segment_ms - FREE).sum()) - 120_000) <= 10


def test_incident_without_delay_costs_nothing_and_is_shown(state: TrafficState) -> None:
    state.apply_feed([IncidentWord(source="city", id="i", ts_ms=NOW, place=PLACE)], NOW)
    state.settle(NOW)
    assert (state.segment_ms == FREE).all()
    assert [record.id for record in state.notable_records(NOW)] == ["i"]
    assert state.verdict(int(SEGMENTS[0])).incident


def test_any_closure_closes_and_speed_does_not_open(state: TrafficState) -> None:
    state.apply_feed([ClosureWord(source="city", id="c", ts_ms=NOW, place=PLACE)], NOW)
    state.put(Layer.MANUAL, speed(30, source="manual"))
    state.settle(NOW)
    assert state.closed[SEGMENTS].all()
    assert said(state) == 30


def test_manual_open_lifts_the_feed_but_a_later_manual_closure_stands(state: TrafficState) -> None:
    state.apply_feed([ClosureWord(source="city", id="c", ts_ms=NOW + 9, place=PLACE)], NOW)
    state.put(Layer.MANUAL, OpenWord(source="manual", id="o", ts_ms=NOW, place=PLACE))
    state.settle(NOW)
    assert not state.closed.any()
    state.put(Layer.MANUAL, ClosureWord(source="manual", id="c", ts_ms=NOW + 1, place=PLACE))
    state.settle(NOW)
    assert state.closed[SEGMENTS].all()


def test_manual_speed_stands_above_the_feed_until_it_ends(state: TrafficState) -> None:
    state.put(Layer.MANUAL, speed(40, source="manual", ts=NOW - MINUTE, expires_ms=NOW + MINUTE))
    state.apply_feed([speed(10, confidence=1.0)], NOW)
    assert said(state) == 40
    assert said(state, NOW + MINUTE) == 10


def test_word_starts_and_expires(state: TrafficState) -> None:
    state.apply_feed([speed(10, starts_ms=NOW + MINUTE, expires_ms=NOW + 2 * MINUTE)], NOW)
    assert said(state) == 0
    assert said(state, NOW + MINUTE) == 10
    assert said(state, NOW + 2 * MINUTE) == 0


def test_instants_are_read_on_the_servers_clock(state: TrafficState) -> None:
    state.heartbeat([], 60 * MINUTE, NOW)
    state.apply_feed([speed(10, ts=NOW + 60 * MINUTE, expires_ms=NOW + 61 * MINUTE)], NOW)
    assert said(state) == 10
    decider = state.verdict(int(SEGMENTS[0])).decider
    assert decider is not None
    assert state.said_ms(decider) == NOW
    assert said(state, NOW + MINUTE) == 0


def test_word_is_not_dropped_by_a_clock_that_is_a_guess(state: TrafficState) -> None:
    hour_ago = NOW - 60 * MINUTE
    state.apply_feed([speed(10, ts=hour_ago, expires_ms=hour_ago + MINUTE)], NOW)
    assert said(state) == 0
    state.heartbeat(None, -1000, NOW, is_estimate=True)
    assert said(state) == 0
    state.heartbeat([], -60 * MINUTE, NOW)
    assert said(state) == 10
    assert said(state, NOW + MINUTE) == 0


def test_word_without_expiry_lives_fifteen_minutes_beyond_its_sources_health(state: TrafficState) -> None:
    closure = ClosureWord(source="sim", id="c", ts_ms=NOW, place=NodesPlace((101, 102)))
    state.apply_feed([speed(10), closure], NOW)
    later = NOW + 60 * MINUTE
    state.heartbeat([SourceHealth("sim", ok=True)], 0, later)
    assert said(state, later + 14 * MINUTE) == 10
    state.heartbeat([SourceHealth("sim", ok=False)], 0, later + 14 * MINUTE)
    assert said(state, later + 15 * MINUTE) == 0
    assert state.closed.any(), "a closure stands as long as its source is known"
    state.heartbeat([], 0, later + 30 * MINUTE)
    state.settle(later + 30 * MINUTE)
    assert not state.closed.any()


def test_block_of_speeds_is_one_record_a_pair(state: TrafficState) -> None:
    block = SpeedBlock(
        source="sim", ts_ms=NOW, pairs=((1, 2), (2, 3), (1, 999)), speeds_kph=(14.0, 15.0, 16.0)
    )
    assert state.apply_feed([block], NOW) == {"unknown_place": 1}
    assert said(state) == 14
    state.apply_feed([ClearWord(source="sim", id="1-2", ts_ms=NOW + 1)], NOW)
    assert said(state) == 0
    assert state.apply_feed([block], NOW) == {"unknown_place": 1, "stale_ts": 1}
    state.apply_feed([SpeedBlock(source="sim", ts_ms=NOW + 1, pairs=((2, 3),), speeds_kph=(None,))], NOW)
    state.settle(NOW)
    assert not state.speed_kph.any()


def test_snapshot_replaces_the_feed_and_leaves_the_manual_layer(state: TrafficState) -> None:
    state.put(Layer.MANUAL, ClosureWord(source="manual", id="c", ts_ms=NOW, place=NodesPlace((101, 102))))
    state.apply_feed([speed(10)], NOW)
    state.settle(NOW)
    state.replace_feed([speed(20, word_id="t", ts=NOW - MINUTE)], NOW)
    assert said(state) == 20
    assert state.closed.sum() == 1
    state.replace_feed([], NOW)
    state.settle(NOW)
    assert not state.speed_kph.any()


def test_place_that_is_not_on_the_map_is_refused(state: TrafficState) -> None:
    word = ClosureWord(source="city", id="c", ts_ms=NOW, place=NodesPlace((2**62, 5)))
    assert state.apply_feed([word], NOW) == {"unknown_place": 1}
    assert not len(state.settle(NOW).segments)
