import numpy as np
import pytest

from desktop_app.dispatch.change import CLOSED, HAS_WORD, SEGMENT_STATE, PlannerChange
from desktop_app.ui.congestion import Congestion
from desktop_app.ui.map.segment_states import SegmentStates


def states() -> SegmentStates:
    return SegmentStates(np.full(4, 10_000, np.int32))


def say(percent: float, segment: int = 1, flags: int = HAS_WORD, *, whole: bool = False) -> PlannerChange:
    row = np.zeros(1, SEGMENT_STATE)
    row["segment"], row["time_ms"], row["flags"] = segment, round(1_000_000 / percent), flags
    return PlannerChange(version=1, at_ms=0, whole=whole, segments=row.tobytes())


@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        (100, Congestion.FREE),
        (81, Congestion.FREE),
        (79, Congestion.SLOW),
        (61, Congestion.SLOW),
        (59, Congestion.HEAVY),
        (41, Congestion.HEAVY),
        (39, Congestion.JAM),
        (5, Congestion.JAM),
    ],
)
def test_the_class_follows_the_share_of_free_flow(percent: float, expected: Congestion) -> None:
    held = states()
    assert held.apply(say(percent)).tolist() == [1]
    assert held.congestion.tolist() == [0, expected, 0, 0]


def test_no_word_is_unknown_whatever_the_time() -> None:
    held = states()
    held.apply(say(100))
    held.apply(say(100, flags=0))
    assert held.congestion[1] == Congestion.UNKNOWN


def test_closed_is_closed_whatever_the_time() -> None:
    held = states()
    held.apply(say(100, flags=HAS_WORD | CLOSED))
    assert held.congestion[1] == Congestion.CLOSED


def test_a_better_class_needs_three_points_more() -> None:
    held = states()
    seen = []
    for percent in (79, 82, 79, 82.9, 83.5, 81, 79.5):
        held.apply(say(percent))
        seen.append(Congestion(held.congestion[1]).name)
    assert seen == ["SLOW", "SLOW", "SLOW", "SLOW", "FREE", "FREE", "SLOW"]


def test_the_same_class_again_is_no_change() -> None:
    held = states()
    held.apply(say(50))
    assert held.apply(say(51)).tolist() == []


def test_a_whole_change_forgets_what_was_said_before() -> None:
    held = states()
    held.apply(say(50, segment=1))
    assert held.apply(say(30, segment=2, whole=True)).tolist() == [1, 2]
    assert held.congestion.tolist() == [0, 0, Congestion.JAM, 0]


def test_segments_of_another_map_are_left_alone() -> None:
    held = states()
    assert held.apply(say(50, segment=99)).tolist() == []
