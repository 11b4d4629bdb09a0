from collections.abc import Callable

import numpy as np
import pytest

from desktop_app.hub.day import STEP_S, TrafficDay
from desktop_app.roadnet.network import RoadClass, RoadNetwork
from desktop_app.roadnet.place_index import PlaceIndex
from desktop_app.roadnet.sources.osm import read_osm
from desktop_app.traffic.words import (
    ClearWord,
    ClosureWord,
    IncidentWord,
    NodesPlace,
    SpeedBlock,
    Word,
)
from tests.hub.towns import town
from tests.networks import Road, grid, network_of
from tests.shared_data import SHARED, needs_shared

HOUR = 3600.0
STEPS_AN_HOUR = round(HOUR / STEP_S)


@pytest.fixture(scope="module")
def network() -> RoadNetwork:
    return town()


def told(day: TrafficDay, steps: int) -> list[tuple[Word, ...]]:
    return [day.opening(), *(day.advance() for _ in range(steps))]


def speeds_after(words: list[tuple[Word, ...]]) -> dict[tuple[int, int], float]:
    speeds: dict[tuple[int, int], float] = {}
    for block in (word for step in words for word in step if isinstance(word, SpeedBlock)):
        for pair, kph in zip(block.pairs, block.speeds_kph, strict=True):
            if kph is None:
                speeds.pop(pair, None)
            else:
                speeds[pair] = kph
    return speeds


def pairs_of(network: RoadNetwork, classes: tuple[RoadClass, ...]) -> set[tuple[int, int]]:
    mask = np.isin(network.arc_class[network.segment_arc], classes)
    tail = network.node_osm_id[network.segment_tail[mask]]
    head = network.node_osm_id[network.segment_head[mask]]
    return set(zip(tail.tolist(), head.tolist(), strict=True))


def test_same_seed_tells_the_same_day(network: RoadNetwork) -> None:
    assert told(TrafficDay(network, 7), 400) == told(TrafficDay(network, 7), 400)


def test_another_seed_tells_another_day(network: RoadNetwork) -> None:
    assert told(TrafficDay(network, 7), 50) != told(TrafficDay(network, 8), 50)


def test_jams_lengthen_in_the_rush_and_dissolve_after_it(network: RoadNetwork) -> None:
    day = TrafficDay(network, 3, 6.5 * HOUR)
    total_m = []
    for _ in range(5):
        total_m.append(day.queue_m.sum())
        for _ in range(STEPS_AN_HOUR):
            day.advance()
    assert total_m[0] < 100.0
    assert max(total_m) > 1_000.0
    assert total_m[-1] < max(total_m) / 4


def test_day_begins_with_the_queues_of_the_hours_before(network: RoadNetwork) -> None:
    assert TrafficDay(network, 3, 8.5 * HOUR).queue_m.sum() > 500.0


def test_queue_is_slowest_at_its_head(network: RoadNetwork) -> None:
    day = TrafficDay(network, 3, 8.4 * HOUR)
    speeds = speeds_after([day.opening()])
    slow = [kph for kph in speeds.values() if kph < 15.0]
    between = [kph for kph in speeds.values() if 15.0 <= kph < 35.0]
    assert slow
    assert between


def test_free_main_roads_are_measured_near_free_flow(network: RoadNetwork) -> None:
    speeds = speeds_after([TrafficDay(network, 3, 3 * HOUR).opening()])
    main = pairs_of(network, (RoadClass.PRIMARY,))
    assert main <= speeds.keys()
    assert all(40.0 <= speeds[pair] <= 62.0 for pair in main)


def test_side_streets_without_a_queue_stay_unknown(network: RoadNetwork) -> None:
    speeds = speeds_after([TrafficDay(network, 3, 3 * HOUR).opening()])
    assert not speeds.keys() & pairs_of(network, (RoadClass.RESIDENTIAL,))


def test_side_streets_are_unknown_again_when_their_queue_has_gone(network: RoadNetwork) -> None:
    day = TrafficDay(network, 3, 8.2 * HOUR)
    side = pairs_of(network, (RoadClass.RESIDENTIAL,))
    words = [day.opening()]
    touched = set()
    for _ in range(4 * STEPS_AN_HOUR):
        words.append(day.advance())
        touched |= {pair for word in words[-1] if isinstance(word, SpeedBlock) for pair in word.pairs} & side
    assert touched
    assert len(speeds_after(words).keys() & side) < len(touched) / 3


def test_every_measured_speed_is_said_again_before_it_expires(network: RoadNetwork) -> None:
    day = TrafficDay(network, 3, 3 * HOUR)
    until: dict[tuple[int, int], int] = {}
    for step in told(day, 300):
        for block in (word for word in step if isinstance(word, SpeedBlock)):
            assert block.expires_ms is not None
            until |= dict.fromkeys(block.pairs, block.expires_ms)
    assert min(until.values()) > day.day_s * 1000


def test_a_step_changes_a_part_of_the_network_only(network: RoadNetwork) -> None:
    steps = told(TrafficDay(network, 3, 7.5 * HOUR), 600)[1:]
    pairs = [sum(len(word.pairs) for word in step if isinstance(word, SpeedBlock)) for step in steps]
    assert max(pairs) < network.segment_count / 4
    assert np.mean(pairs) >= 1.0


def test_closures_are_announced_with_their_end_and_end(network: RoadNetwork) -> None:
    day = TrafficDay(network, 5, 7 * HOUR)
    open_ends: dict[str, int] = {}
    ended = 0
    for step in told(day, 5 * STEPS_AN_HOUR):
        for word in step:
            if isinstance(word, ClosureWord):
                assert word.expires_ms is not None
                assert word.expires_ms > word.ts_ms
                open_ends[word.id] = word.expires_ms
            elif isinstance(word, ClearWord) and word.id in open_ends:
                assert word.ts_ms <= open_ends.pop(word.id) + STEP_S * 1000
                ended += 1
    assert ended >= 2
    assert all(end_ms > day.day_s * 1000 for end_ms in open_ends.values())


def test_incidents_say_what_happened_and_end(network: RoadNetwork) -> None:
    begun: dict[str, IncidentWord] = {}
    ended = set()
    for step in told(TrafficDay(network, 5, 7 * HOUR), 3 * STEPS_AN_HOUR):
        begun |= {word.id: word for word in step if isinstance(word, IncidentWord)}
        ended |= {word.id for word in step if isinstance(word, ClearWord)} & begun.keys()
    assert len(begun) >= 5
    assert len(ended) >= len(begun) / 2
    assert all(word.text and word.what and word.severity and word.delay_s > 0 for word in begun.values())


@pytest.mark.parametrize("make", [town, grid], ids=["town", "grid"])
def test_every_place_is_on_the_map(make: Callable[[], RoadNetwork]) -> None:
    network = make()
    index = PlaceIndex(network)
    for step in told(TrafficDay(network, 2, 7 * HOUR), 2 * STEPS_AN_HOUR):
        for word in step:
            pairs: tuple[tuple[int, int], ...] = ()
            if isinstance(word, SpeedBlock):
                pairs = word.pairs
            elif isinstance(word, ClosureWord | IncidentWord):
                assert isinstance(word.place, NodesPlace)
                pairs = tuple(zip(word.place.nodes, word.place.nodes[1:], strict=False))
            if pairs:
                _, found = index.segments_of_pairs([a for a, _ in pairs], [b for _, b in pairs])
                assert set(found.tolist()) == set(range(len(pairs)))


def test_held_roads_are_left_alone_until_released(network: RoadNetwork) -> None:
    day = TrafficDay(network, 3, 7 * HOUR)
    everything = np.arange(network.segment_count)
    day.hold(everything)
    words = [word for _ in range(STEPS_AN_HOUR // 2) for word in day.advance()]
    assert not day.queue_m.any()
    assert not [word for word in words if isinstance(word, ClosureWord | IncidentWord)]
    day.release()
    for _ in range(STEPS_AN_HOUR // 2):
        day.advance()
    assert day.queue_m.any()


def test_a_single_road_has_a_day_too() -> None:
    road = network_of({1: (0.0, 45.0), 2: (0.001, 45.0)}, [Road((1, 2), "Only road")])
    steps = told(TrafficDay(road, 1, 7 * HOUR), 300)
    assert speeds_after(steps).keys() == {(1, 2), (2, 1)}


def test_queues_that_were_held_catch_up_little_by_little(network: RoadNetwork) -> None:
    day, free = TrafficDay(network, 3, 8.2 * HOUR), TrafficDay(network, 3, 8.2 * HOUR)
    day.hold(np.arange(network.segment_count))
    day.release()
    longest_m = day.queue_m
    for _ in range(120):
        day.advance()
        free.advance()
        assert (day.queue_m - longest_m).max() < 50.0
        longest_m = day.queue_m
    assert np.array_equal(day.queue_m, free.queue_m)
    assert day.queue_m.any()


@needs_shared
def test_real_city_has_two_rush_hours_and_a_quiet_night() -> None:
    network = read_osm(SHARED / "maps" / "campo-grande.osm.gz", lambda _: None).network
    queued_km = [TrafficDay(network, 1, hour * HOUR).queue_m.sum() / 1000 for hour in (3, 8, 15, 18, 22)]
    night, morning, afternoon, evening, late = queued_km
    assert night == 0.0
    assert late < 1.0
    assert 5.0 < morning < 80.0
    assert 5.0 < evening < 80.0
    assert 0.0 < afternoon < min(morning, evening) / 2
