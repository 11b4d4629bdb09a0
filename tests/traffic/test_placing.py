"""Words about lines and points, put on segments."""

import numpy as np
import pytest

from desktop_app.roadnet.place_index import PlaceIndex
from desktop_app.roadnet.spatial_index import SpatialIndex
from desktop_app.traffic.placing import Placer
from desktop_app.traffic.records import Layer
from desktop_app.traffic.state import TrafficState
from desktop_app.traffic.times import free_flow_ms
from desktop_app.traffic.words import ClosureWord, DelayWord, LinePlace, SpeedWord
from tests.networks import grid

NOW = 1_700_000_000_000
NETWORK = grid()
PLACES, INDEX = PlaceIndex(NETWORK), SpatialIndex(NETWORK)
FREE = free_flow_ms(NETWORK)
ALONG_ROW_0 = ((0.1, 45.00002), (0.106, 45.00002))
OFF_THE_MAP = ((0.5, 45.0), (0.6, 45.0))


@pytest.fixture
def state() -> TrafficState:
    return TrafficState(NETWORK, PLACES, INDEX)


def there(*nodes: int) -> list[int]:
    """Return the segments over a chain of nodes."""
    return [int(segment) for segment in PLACES.segments_of_pairs(nodes[:-1], nodes[1:])[0]]


def delay(line: tuple[tuple[float, float], ...], delay_s: float, *, both: bool = False) -> DelayWord:
    return DelayWord(source="city", id="d", ts_ms=NOW, place=LinePlace(line, both), delay_s=delay_s)


def at_points(*points: tuple[float, float, float], both: bool = False) -> DelayWord:
    place = LinePlace(tuple((lon, lat) for lon, lat, _ in points), both)
    total_s = sum(delay_s for _, _, delay_s in points)
    return DelayWord(source="app", id="p", ts_ms=NOW, place=place, delay_s=total_s, points=points)


def lost_ms(state: TrafficState) -> dict[int, int]:
    """Return what is lost on each segment on which something is."""
    state.settle(NOW)
    lost = state.segment_ms - FREE
    return {int(segment): int(lost[segment]) for segment in np.flatnonzero(lost)}


def test_a_speed_on_a_line_holds_in_its_direction_only(state: TrafficState) -> None:
    word = SpeedWord(source="s", id="j", ts_ms=NOW, place=LinePlace(ALONG_ROW_0, both=False), speed_kph=10)
    assert not state.apply_feed([word], NOW)
    state.settle(NOW)
    assert np.flatnonzero(state.speed_kph).tolist() == sorted(there(1, 2, 3, 4))


def test_a_closure_of_both_directions_closes_both(state: TrafficState) -> None:
    word = ClosureWord(source="s", id="c", ts_ms=NOW, place=LinePlace(ALONG_ROW_0, both=True))
    assert not state.apply_feed([word], NOW)
    state.settle(NOW)
    assert np.flatnonzero(state.closed).tolist() == sorted(there(1, 2, 3, 4) + there(4, 3, 2, 1))


def test_the_delay_of_a_line_is_spread_by_length_and_is_whole_in_each_direction(state: TrafficState) -> None:
    state.apply_feed([delay(ALONG_ROW_0, 90)], NOW)
    lost = lost_ms(state)
    assert list(lost) == sorted(there(1, 2, 3, 4))
    assert list(lost.values()) == pytest.approx([30_000] * 3, abs=2)
    state.apply_feed([delay(ALONG_ROW_0, 90, both=True)], NOW)
    lost = lost_ms(state)
    for chain in (there(1, 2, 3, 4), there(4, 3, 2, 1)):
        assert sum(lost[segment] for segment in chain) == pytest.approx(90_000, abs=3)


def test_each_delay_of_a_list_of_points_is_lost_at_its_point(state: TrafficState) -> None:
    word = at_points((0.1011, 45.0, 90), (0.1025, 45.00003, 0), (0.1047, 45.0, 30), (0.1051, 45.0, 5))
    assert not state.apply_feed([word], NOW)
    first, _, third = there(1, 2, 3, 4)
    assert lost_ms(state) == {first: 90_000, third: 35_000}


def test_delays_of_points_count_whole_in_each_direction(state: TrafficState) -> None:
    state.apply_feed([at_points((0.1005, 45.0, 60), (0.1055, 45.0, 30), both=True)], NOW)
    forward, backward = there(1, 2, 3, 4), there(4, 3, 2, 1)
    expected = {forward[0]: 60_000, forward[2]: 30_000, backward[0]: 30_000, backward[2]: 60_000}
    assert lost_ms(state) == expected


def test_points_without_any_delay_lose_nothing(state: TrafficState) -> None:
    assert not state.apply_feed([at_points((0.1005, 45.0, 0), (0.1055, 45.0, 0))], NOW)
    assert lost_ms(state) == {}


@pytest.mark.parametrize("both", [False, True])
def test_lines_that_follow_no_road_are_unknown(state: TrafficState, both: bool) -> None:  # noqa: FBT001 - a case
    words = [delay(OFF_THE_MAP, 90, both=both), at_points(*((*at, 9.0) for at in OFF_THE_MAP), both=both)]
    assert state.apply_feed(words, NOW) == {"unknown_place": 2}
    assert lost_ms(state) == {}


def test_a_manual_word_may_name_a_line(state: TrafficState) -> None:
    word = ClosureWord(source="manual", id="m", ts_ms=NOW, place=LinePlace(ALONG_ROW_0, both=False))
    assert state.put(Layer.MANUAL, word) == ""
    state.settle(NOW)
    assert state.closed.sum() == 3


def test_a_line_that_is_said_again_is_placed_as_before() -> None:
    placer = Placer(NETWORK, PLACES, INDEX)
    first, again = (placer.place(delay(ALONG_ROW_0, delay_s)) for delay_s in (30, 90))
    assert first.segments.tolist() == again.segments.tolist() == there(1, 2, 3, 4)
    assert first.share.tolist() == again.share.tolist()
    assert placer.place(delay(ALONG_ROW_0[::-1], 30)).segments.tolist() == there(4, 3, 2, 1)
