"""How long ferries and shuttle trains take (wiki: Key:duration)."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.roadnet.sources.tagging.duration import LONGEST_S, duration_s


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("00:20", 1200),
        ("0:20", 1200),
        ("01:30", 5400),
        ("1:30", 5400),
        ("26:00", 93_600),
        ("120:00", 432_000),
        ("00:04:30", 270),
        ("01:00:00", 3600),
        ("20", 1200),
        (" 20 ", 1200),
        ("20 min", 1200),
        ("20min", 1200),
        ("20 minutes", 1200),
        ("90", 5400),
        ("2.5", 150),
        ("PT20M", 1200),
        ("PT1H30M", 5400),
        ("pt1h30m", 5400),
        ("PT1H", 3600),
        ("PT45S", 45),
        ("PT1H30M15S", 5415),
        ("PT1.5H", 5400),
        ("PT1,5H", 5400),
        ("P1DT2H", 93_600),
        ("P2D", 172_800),
    ],
)
def test_durations(value: str, seconds: float) -> None:
    assert duration_s(value) == seconds


@pytest.mark.parametrize(
    "value",
    [
        "",
        "0",
        "00:00",
        "PT",
        "P",
        "PT0S",
        "-20",
        "00:60",
        "1:2",
        "1:2:3",
        "soon",
        "20 h",
        "P1Y",
        "P1M",
        "1e400",
        "999999999",
        "9999:00",
        "P99D",
        "\u0662\u0660",
        "(" * 10_000,
        "P" * 10_000,
        "nan",
    ],
)
def test_what_is_no_duration(value: str) -> None:
    assert duration_s(value) is None


@given(st.text(alphabet="PTHMSD0123456789:., ", max_size=16))
def test_no_value_is_a_time_that_no_ship_takes(value: str) -> None:
    seconds = duration_s(value)
    assert seconds is None or (math.isfinite(seconds) and 0 < seconds <= LONGEST_S)


@given(st.integers(0, 300), st.integers(0, 59), st.integers(0, 59))
def test_both_ways_to_write_a_time_agree(hours: int, minutes: int, seconds: int) -> None:
    clock = duration_s(f"{hours:02}:{minutes:02}:{seconds:02}")
    assert clock == duration_s(f"PT{hours}H{minutes}M{seconds}S")
