"""How far times scatter: by class, by confidence, by age."""

import numpy as np
import pytest

from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.place_index import PlaceIndex
from desktop_app.roadnet.spatial_index import SpatialIndex
from desktop_app.traffic.dispersion import class_dispersion_s, dispersion_s
from desktop_app.traffic.records import Layer
from desktop_app.traffic.state import TrafficState
from desktop_app.traffic.words import DelayWord, NodesPlace, SpeedWord
from tests.networks import Road, grid, network_of

NOW = 1_700_000_000_000
MINUTE = 60_000
NETWORK = grid()
PLACES = PlaceIndex(NETWORK)
INDEX = SpatialIndex(NETWORK)
PLACE = NodesPlace((1, 2, 3))
SEGMENT = int(PLACES.segments_of_pairs([1], [2])[0][0])
FREE = class_dispersion_s(NETWORK)


def on_segment(
    word: SpeedWord | DelayWord, layer: Layer = Layer.FEED, now_ms: int = NOW, ahead_ms: int = 0
) -> float:
    """The dispersion of the named segment once `word` is heard; that of all others must stay."""
    state = TrafficState(NETWORK, PLACES, INDEX)
    state.heartbeat(None, ahead_ms, NOW)
    state.put(layer, word)
    state.settle(now_ms)
    dispersion = dispersion_s(NETWORK, state, now_ms)
    rest = np.setdiff1d(np.arange(NETWORK.segment_count), PLACES.segments_of_pairs([1, 2], [2, 3])[0])
    assert (dispersion[rest] == FREE[rest]).all()
    return float(dispersion[SEGMENT])


def said(confidence: float, ts_ms: int = NOW) -> SpeedWord:
    return SpeedWord(
        source="sim", id="s", ts_ms=ts_ms, expires_ms=NOW + 600 * MINUTE, place=PLACE, speed_kph=20,
        confidence=confidence,
    )  # fmt: skip


def test_every_class_scatters_and_a_motorway_less_than_a_side_road() -> None:
    places = {number + 1: (0.1 + 0.01 * number, 45.0) for number in range(len(RoadClass) + 1)}
    roads = [Road((each + 1, each + 2), road_class=each) for each in RoadClass]
    network = network_of(places, roads)
    by_class = {
        int(road_class): float(value)
        for road_class, value in zip(
            network.arc_class[network.segment_arc], class_dispersion_s(network), strict=True
        )
    }
    assert len(by_class) == len(RoadClass)
    assert all(0 < value < 20 for value in by_class.values())
    assert by_class[RoadClass.MOTORWAY] < by_class[RoadClass.PRIMARY] < by_class[RoadClass.RESIDENTIAL]


def test_where_nobody_speaks_the_class_counts() -> None:
    state = TrafficState(NETWORK, PLACES, INDEX)
    state.settle(NOW)
    assert (dispersion_s(NETWORK, state, NOW) == FREE).all()


def test_less_confidence_scatters_more() -> None:
    sure, usual, unsure = (on_segment(said(confidence)) for confidence in (1.0, 0.5, 0.0))
    assert sure < usual < unsure
    assert sure < FREE[SEGMENT] < unsure
    assert usual == pytest.approx(FREE[SEGMENT], rel=0.15)


def test_an_older_word_scatters_more_until_it_is_an_hour_old() -> None:
    ages = [on_segment(said(0.8, NOW - minutes * MINUTE)) for minutes in (0, 10, 30, 60, 120)]
    assert ages[0] < ages[1] < ages[2] < ages[3] == ages[4]


def test_the_age_of_a_word_counts_by_the_clock_of_its_server() -> None:
    ahead_ms = 30 * MINUTE
    assert on_segment(said(0.8, NOW + ahead_ms), ahead_ms=ahead_ms) == on_segment(said(0.8))


def test_the_dispatchers_own_word_has_neither_doubt_nor_age() -> None:
    old = on_segment(said(0.1, NOW - 50 * MINUTE), Layer.MANUAL)
    assert old == on_segment(said(1.0))


def test_a_delay_is_a_word_too() -> None:
    delay = DelayWord(
        source="sim", id="d", ts_ms=NOW, expires_ms=NOW + MINUTE, place=PLACE, delay_s=60, confidence=0.0
    )
    assert on_segment(delay) > FREE[SEGMENT]
