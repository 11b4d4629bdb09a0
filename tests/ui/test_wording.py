"""How durations, delays, ages and instants are said."""

from datetime import datetime

import pytest

from desktop_app.ui.plain_text import menu_text, plain_label, tool_tip
from desktop_app.ui.wording import (
    age_words,
    ago_words,
    clock_words,
    count_words,
    delay_words,
    distance_words,
    duration_words,
    list_words,
)

MINUTE_MS = 60_000


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "< 1 min"), (0.4, "< 1 min"), (1, "1 min"), (24.4, "24 min"), (59.4, "59 min"), (65, "1 h 05")],
)
def test_durations(minutes: float, words: str) -> None:
    assert duration_words(round(minutes * MINUTE_MS)) == words


@pytest.mark.parametrize(
    ("minutes", "words"), [(-3, "none"), (0, "none"), (0.4, "none"), (7.2, "+7 min"), (75, "+1 h 15")]
)
def test_delays(minutes: float, words: str) -> None:
    assert delay_words(round(minutes * MINUTE_MS)) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(-5, "0 s"), (3.9, "3 s"), (89, "89 s"), (91, "1 min"), (7_300, "2 h"), (200_000, "2 d")],
)
def test_ages(seconds: float, words: str) -> None:
    assert age_words(seconds) == words
    assert ago_words(seconds) == ("now" if seconds < 1 else f"{words} ago")


def test_instants_are_local_and_say_when_it_is_another_day() -> None:
    now_ms = round(datetime(2026, 11, 24, 23, 30).astimezone().timestamp() * 1000)

    assert clock_words(now_ms + 29 * MINUTE_MS, now_ms) == "23:59"
    assert clock_words(now_ms + 31 * MINUTE_MS, now_ms) == "00:01 +1"


def test_lengths_counts_and_lists() -> None:
    assert [distance_words(850.4), distance_words(12_430)] == ["850 m", "12.4 km"]
    assert [count_words(1, "route", "routes"), count_words(1_200, "route", "routes")] == [
        "1 route",
        "1,200 routes",
    ]
    assert list_words(("A", "", "B"), 3) == "A, B"
    assert list_words(("A", "B", "C", "D"), 2) == "A, B and 2 more"


def test_texts_are_never_html(qapp: object) -> None:
    label = plain_label("<b>x</b>")

    assert label.textFormat().name == "PlainText"
    assert tool_tip("<b>x</b>\ny & z") == "<qt>&lt;b&gt;x&lt;/b&gt;<br>y &amp; z</qt>"
    assert tool_tip("") == ""
    assert menu_text("A & B") == "A && B"
