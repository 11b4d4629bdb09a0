"""Opening hours: what they mean, and what is not understood."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desktop_app.errors import HoursError
from desktop_app.roadnet.opening_hours import LONGEST_SEARCH_DAYS, OpeningHours

# Of 2024: the year begins on a Monday, has 366 days, and May 1st is a Wednesday.
MO, TU, WE, TH, FR, SA, SU = (f"2024-06-{day:02}" for day in range(3, 10))


def at(text: str) -> datetime:
    """Return the local time in ``2024-06-03 07:00``."""
    return datetime.fromisoformat(text)


def is_open(hours: str, when: str) -> bool:
    return OpeningHours.parse(hours).is_open(at(when))


@pytest.mark.parametrize(
    ("hours", "opened", "closed"),
    [
        ("24/7", [f"{MO} 00:00", f"{SU} 23:59"], []),
        ("open", [f"{MO} 00:00"], []),
        ("off", [], [f"{MO} 00:00"]),
        ("closed", [], [f"{MO} 12:00"]),
        ("24/7; PH off", [f"{MO} 12:00"], []),
        ("07:00-09:00", [f"{MO} 07:00", f"{SU} 08:59"], [f"{MO} 06:59", f"{MO} 09:00"]),
        ("7:00-9:00", [f"{MO} 07:00"], [f"{MO} 09:00"]),
        ("00:00-24:00", [f"{MO} 00:00", f"{MO} 23:59"], []),
        ("07:00-09:00,16:00-18:00", [f"{MO} 08:00", f"{MO} 17:59"], [f"{MO} 12:00", f"{MO} 18:00"]),
        ("07:00-09:00, 16:00-18:00", [f"{MO} 08:00", f"{MO} 17:59"], [f"{MO} 12:00", f"{MO} 18:00"]),
        ("Mo-Fr 07:00-09:00", [f"{MO} 07:00", f"{FR} 07:00"], [f"{SA} 07:00", f"{SU} 07:00", f"{MO} 09:00"]),
        ("mo-fr 07:00-09:00", [f"{MO} 07:00"], [f"{SA} 07:00"]),
        ("Mo,We,Fr 07:00-09:00", [f"{WE} 08:00"], [f"{TU} 08:00", f"{TH} 08:00"]),
        ("Mo-We,Sa 07:00-09:00", [f"{TU} 08:00", f"{SA} 08:00"], [f"{TH} 08:00", f"{SU} 08:00"]),
        ("Fr-Mo", [f"{FR} 00:00", f"{MO} 23:59"], [f"{TU} 00:00", f"{TH} 23:59"]),
        ("Sa,Su", [f"{SA} 00:00", f"{SU} 23:59"], [f"{FR} 23:59", f"{MO} 00:00"]),
        ("Mo-Su 10:00-11:00", [f"{SU} 10:00"], [f"{SU} 11:00"]),
        ("Mo-Fr: 07:00-09:00", [f"{MO} 07:00"], [f"{SA} 07:00"]),
        ("Mo\u2013Fr 07:00\u201309:00", [f"{MO} 07:00"], [f"{SA} 07:00"]),
    ],
)
def test_hours_and_days_of_the_week(hours: str, opened: list[str], closed: list[str]) -> None:
    assert [when for when in opened if not is_open(hours, when)] == []
    assert [when for when in closed if is_open(hours, when)] == []


@pytest.mark.parametrize(
    ("hours", "opened", "closed"),
    [
        ("22:00-06:00", [f"{MO} 22:00", f"{MO} 05:59", f"{MO} 00:00"], [f"{MO} 06:00", f"{MO} 21:59"]),
        ("Fr 22:00-04:00", [f"{FR} 23:00", f"{SA} 03:59"], [f"{FR} 03:00", f"{SA} 04:00", f"{SA} 23:00"]),
        ("Su 22:00-02:00", [f"{SU} 22:00", f"{MO} 01:59"], [f"{SU} 01:00"]),
        ("Fr 22:00-28:00", [f"{SA} 03:59"], [f"{SA} 04:00"]),
        ("Fr 20:00-48:00", [f"{FR} 20:00", f"{SA} 23:59"], [f"{FR} 19:59", f"{SU} 00:00"]),
        ("Fr 10:00-10:00", [f"{FR} 10:00", f"{SA} 09:59"], [f"{FR} 09:59", f"{SA} 10:00"]),
        ("Fr 22:00-04:00; Sa off", [f"{SA} 03:00"], [f"{SA} 12:00"]),
        ("Fr 18:00+", [f"{FR} 18:00", f"{FR} 23:59"], [f"{FR} 17:59", f"{SA} 00:00"]),
        ("Fr 18:00-22:00+", [f"{FR} 21:59"], [f"{FR} 22:00"]),
        ("sunrise-sunset", [f"{MO} 06:00", f"{MO} 17:59"], [f"{MO} 05:59", f"{MO} 18:00"]),
        ("sunset-sunrise", [f"{MO} 18:00", f"{MO} 05:59"], [f"{MO} 06:00"]),
        ("dawn-dusk", [f"{MO} 05:30", f"{MO} 18:29"], [f"{MO} 05:29", f"{MO} 18:30"]),
        ("(sunrise-01:00)-(sunset+00:30)", [f"{MO} 05:00", f"{MO} 18:29"], [f"{MO} 04:59", f"{MO} 18:30"]),
        ("08:00-sunset", [f"{MO} 08:00", f"{MO} 17:59"], [f"{MO} 18:00"]),
    ],
)
def test_hours_over_midnight_and_by_the_sun(hours: str, opened: list[str], closed: list[str]) -> None:
    assert [when for when in opened if not is_open(hours, when)] == []
    assert [when for when in closed if is_open(hours, when)] == []


@pytest.mark.parametrize(
    ("hours", "opened", "closed"),
    [
        ("Mo-Fr 08:00-18:00; We 10:00-12:00", [f"{MO} 09:00", f"{WE} 11:00"], [f"{WE} 09:00", f"{WE} 17:00"]),
        ("Mo-Sa 10:00-20:00; Tu off", [f"{MO} 12:00"], [f"{TU} 12:00"]),
        (
            "Mo-Fr 10:00-16:00; 12:00-13:00 off",
            [f"{MO} 11:59", f"{MO} 13:00"],
            [f"{MO} 12:00", f"{SA} 11:00"],
        ),
        ("Mo-Fr 08:00-12:00, We 14:00-18:00", [f"{WE} 09:00", f"{WE} 15:00"], [f"{MO} 15:00"]),
        ("Mo-Fr 08:00-12:00,Sa 09:00-10:00", [f"{FR} 09:30", f"{SA} 09:30"], [f"{SA} 08:30"]),
        ("08:00-12:00; 14:00-18:00", [f"{MO} 15:00"], [f"{MO} 09:00"]),
        ("Tu off; Mo-Fr 10:00-12:00", [f"{TU} 11:00"], []),
        ("Mo-Fr 07:00-09:00;", [f"{MO} 08:00"], []),
        ("Mo-Fr 07:00-09:00 open", [f"{MO} 08:00"], [f"{SA} 08:00"]),
        ('Mo-Fr 07:00-09:00 "not on market days"', [f"{MO} 08:00"], [f"{SA} 08:00"]),
        ('"a; comment, (with) signs" Mo 07:00-09:00', [f"{MO} 08:00"], [f"{TU} 08:00"]),
        ("Mo-Fr off", [], [f"{MO} 08:00", f"{SA} 08:00"]),
    ],
)
def test_several_rules(hours: str, opened: list[str], closed: list[str]) -> None:
    assert [when for when in opened if not is_open(hours, when)] == []
    assert [when for when in closed if is_open(hours, when)] == []


@pytest.mark.parametrize(
    ("hours", "opened", "closed"),
    [
        ("PH 10:00-12:00", [], ["2024-12-25 11:00"]),
        ("SH 10:00-12:00", [], ["2024-07-25 11:00"]),
        ("PH,SH off", [], [f"{MO} 11:00"]),
        ("SH Mo-Fr 10:00-12:00", [], [f"{MO} 11:00"]),
        ("Mo-Fr SH 10:00-12:00", [], [f"{MO} 11:00"]),
        ("Mo-Fr,PH 10:00-12:00", [f"{MO} 11:00"], [f"{SU} 11:00"]),
        ("PH,Sa 10:00-12:00", [f"{SA} 11:00"], [f"{SU} 11:00"]),
        ("Mo-Fr 07:00-17:00; SH off", [f"{MO} 08:00"], [f"{SA} 08:00"]),
        ("Mo-Fr 07:00-17:00; PH off", ["2024-12-25 08:00"], []),
    ],
)
def test_no_day_is_known_to_be_a_holiday(hours: str, opened: list[str], closed: list[str]) -> None:
    assert [when for when in opened if not is_open(hours, when)] == []
    assert [when for when in closed if is_open(hours, when)] == []


@pytest.mark.parametrize(
    ("hours", "opened", "closed"),
    [
        ("Mar-Oct", ["2024-03-01 00:00", "2024-10-31 23:59"], ["2024-02-29 12:00", "2024-11-01 00:00"]),
        ("Nov-Mar", ["2024-11-01 12:00", "2024-01-15 12:00", "2024-03-31 23:59"], ["2024-04-01 00:00"]),
        ("Jan,Mar", ["2024-01-31 12:00", "2024-03-01 12:00"], ["2024-02-10 12:00"]),
        ("Feb", ["2024-02-29 12:00"], ["2024-03-01 00:00"]),
        ("Mar-Oct: Mo 08:00-10:00", ["2024-06-03 09:00"], ["2024-06-04 09:00", "2024-12-02 09:00"]),
        ("Mar-Oct Mo 08:00-10:00", ["2024-06-03 09:00"], ["2024-06-04 09:00"]),
        ("Dec 25", ["2024-12-25 12:00", "2025-12-25 12:00"], ["2024-12-26 00:00"]),
        ("Dec 24-26", ["2024-12-24 00:00", "2024-12-26 23:59"], ["2024-12-27 00:00"]),
        ("Dec 24,31", ["2024-12-24 00:00", "2024-12-31 00:00"], ["2024-12-25 00:00"]),
        ("Dec 24,26-28", ["2024-12-24 00:00", "2024-12-27 00:00"], ["2024-12-25 00:00"]),
        ("Dec 24,Jan 1", ["2024-12-24 00:00", "2024-01-01 00:00"], ["2024-12-31 00:00"]),
        ("Dec 20-Jan 05", ["2024-12-31 12:00", "2024-01-05 12:00"], ["2024-01-06 00:00", "2024-12-19 12:00"]),
        (
            "May 15 - Oct 15",
            ["2024-05-15 00:00", "2024-10-15 23:59"],
            ["2024-05-14 12:00", "2024-10-16 00:00"],
        ),
        ("Apr 10-May", ["2024-04-10 00:00", "2024-05-31 12:00"], ["2024-06-01 00:00"]),
        ("2024 Mar 01-2024 Apr 15", ["2024-03-01 00:00"], ["2023-03-10 00:00", "2024-04-16 00:00"]),
        ("2023 Dec 20-2024 Jan 10", ["2024-01-10 12:00"], ["2024-12-25 12:00"]),
        ("2023 Dec 20-Jan 10", ["2023-12-20 12:00", "2024-01-10 12:00"], ["2024-12-25 12:00"]),
        ("2024 Mar 01-Apr 15", ["2024-04-15 12:00"], ["2025-04-01 12:00"]),
        ("2024 Feb", ["2024-02-29 12:00"], ["2025-02-10 12:00"]),
        ("2024 Mar 01,Apr 05", ["2024-04-05 12:00"], ["2025-04-05 12:00"]),
        ("2024", ["2024-12-31 23:59"], ["2025-01-01 00:00"]),
        ("2023-2024 Mar-Apr", ["2023-03-01 00:00", "2024-04-30 12:00"], ["2025-03-01 00:00"]),
        ("2023,2025 Mo", ["2023-06-05 12:00"], ["2024-06-03 12:00"]),
        ("2024+", ["2024-01-01 00:00", "2035-01-01 00:00"], ["2023-12-31 12:00"]),
        ("2020-2030/2", ["2024-05-05 00:00"], ["2025-05-05 00:00"]),
        ("week 23", [f"{MO} 00:00", f"{SU} 23:59"], ["2024-06-02 12:00", "2024-06-10 00:00"]),
        ("week 22-24 Mo", [f"{MO} 12:00"], [f"{TU} 12:00", "2024-06-17 12:00"]),
        ("week 1-53/2 Mo 08:00-09:00", [f"{MO} 08:00"], ["2024-06-10 08:00"]),
        ("week 50-2", ["2024-12-25 12:00", "2024-01-08 12:00"], ["2024-01-15 12:00"]),
        ("week 1,23,40: Mo", [f"{MO} 12:00"], ["2024-06-10 12:00"]),
        ("Mo[1] 10:00-12:00", [f"{MO} 11:00"], ["2024-06-10 11:00"]),
        ("Mo[-1] 10:00-12:00", ["2024-06-24 11:00"], [f"{MO} 11:00"]),
        ("Mo[1,3] 10:00-12:00", [f"{MO} 11:00", "2024-06-17 11:00"], ["2024-06-10 11:00"]),
        ("Mo[2-3] 10:00-12:00", ["2024-06-10 11:00", "2024-06-17 11:00"], [f"{MO} 11:00"]),
        ("Mo[1],Sa 10:00-12:00", [f"{MO} 11:00", f"{SA} 11:00"], ["2024-06-10 11:00"]),
    ],
)
def test_dates_weeks_and_years(hours: str, opened: list[str], closed: list[str]) -> None:
    assert [when for when in opened if not is_open(hours, when)] == []
    assert [when for when in closed if is_open(hours, when)] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        ";",
        ",",
        "Mo-",
        "Mo,",
        "Mo Fr 08:00-09:00",
        "PH SH 08:00-09:00",
        "-Fr",
        "Mo[0]",
        "Mo[6]",
        "Mo[3-1]",
        "Mo[1",
        "10:00",
        "10:00-",
        "10:00-25",
        "24:00-25:00",
        "10:00-49:00",
        "10:60-11:00",
        "10:00-16:00/01:00",
        "10-12",
        "8am-6pm",
        "Jan 0",
        "Jan 32",
        "Apr 31",
        "Jan-",
        "Jan 1-",
        "Jan 5-2024 Jan 7",
        "2025-2024",
        "0999",
        "week",
        "week 0",
        "week 54",
        "week 1-53/0",
        "easter",
        "easter -2 days",
        "sunrise",
        "(sunrise)-10:00",
        "(sunrise+01:00-10:00",
        "(((())))",
        "Mo-Fr 07:00-09:00 unknown",
        "Mo 08:00-09:00 || Tu 08:00-09:00",
        '"by appointment"',
        "Mo-Fr 07:00-09:00 until the end",
        "Montag 08:00-09:00",
        "24/7 24/7",
        "Mo-Fr 07:00-09:00 Sa",
        "weight>7.5",
        "Mo 1e400",
        "\u0661\u0662:\u0660\u0660-\u0661\u0663:\u0660\u0660",
        "(" * 10_000,
        ")" * 900,
        "Mo," * 4_000,
        "9" * 10_000,
        "\0",
        "\ud800",
        "Mo 08:00-09:00 \U0001f600",
    ],
)
def test_what_is_not_understood_is_refused_in_words(text: str) -> None:
    with pytest.raises(HoursError) as caught:
        OpeningHours.parse(text)
    message = str(caught.value)
    assert "hours" in message
    assert message.endswith(".")
    assert len(message) < 300


@pytest.mark.parametrize(
    ("hours", "now", "expected"),
    [
        ("24/7", f"{MO} 08:00", None),
        ("off", f"{MO} 08:00", None),
        ("PH 08:00-09:00", f"{MO} 08:00", None),
        ("Mo-Fr 07:00-09:00", f"{MO} 06:00", f"{MO} 07:00"),
        ("Mo-Fr 07:00-09:00", f"{MO} 07:00", f"{MO} 09:00"),
        ("Mo-Fr 07:00-09:00", f"{FR} 09:00", "2024-06-10 07:00"),
        ("07:00-09:00,09:00-11:00", f"{MO} 07:30", f"{MO} 11:00"),
        ("22:00-06:00", f"{MO} 23:00", f"{TU} 06:00"),
        ("00:00-24:00", f"{MO} 12:00", None),
        ("Mo 00:00-24:00", f"{MO} 12:00", f"{TU} 00:00"),
        ("Dec 25", "2024-06-03 00:00", "2024-12-25 00:00"),
        ("Dec 25", "2024-12-25 00:00", "2024-12-26 00:00"),
        ("2030", "2024-06-03 00:00", None),
        ("2023", "2024-06-03 00:00", None),
        ("Mo[1] 10:00-12:00", f"{MO} 12:00", "2024-07-01 10:00"),
    ],
)
def test_the_next_change(hours: str, now: str, expected: str | None) -> None:
    change = OpeningHours.parse(hours).next_change(at(now))
    assert change == (at(expected) if expected else None)


def test_seconds_within_a_minute_do_not_matter() -> None:
    hours = OpeningHours.parse("07:00-09:00")
    assert hours.is_open(at(f"{MO} 08:59:59.999999"))
    assert hours.next_change(at(f"{MO} 06:59:59")) == at(f"{MO} 07:00")


def test_the_answer_keeps_the_zone() -> None:
    zone = ZoneInfo("Europe/Lisbon")
    change = OpeningHours.parse("Mo 08:00-09:00").next_change(at(f"{MO} 03:00").replace(tzinfo=zone))
    assert change is not None
    assert change.astimezone(UTC) == datetime(2024, 6, 3, 7, tzinfo=UTC)


def test_the_search_is_bounded() -> None:
    far = at(f"{MO} 00:00") + timedelta(days=LONGEST_SEARCH_DAYS)
    hours = OpeningHours.parse(f"{far.year} {far:%b} {far.day}")
    assert hours.next_change(at(f"{MO} 00:00")) == far
    assert hours.next_change(at(f"{MO} 00:00") - timedelta(days=1)) is None


@pytest.mark.parametrize("hours", ["22:00-06:00", "Mo 22:00-06:00", "Mar-Oct", "Mo[-1]"])
def test_the_first_and_the_last_day_that_there_are(hours: str) -> None:
    parsed = OpeningHours.parse(hours)
    for when in (datetime.min, datetime.max):  # noqa: DTZ901 - local times have no zone here
        parsed.is_open(when)
        change = parsed.next_change(when)
        assert change is None or change > when


def test_the_text_is_kept() -> None:
    assert OpeningHours.parse("Mo-Fr 07:00-09:00").text == "Mo-Fr 07:00-09:00"


def test_february_has_a_last_monday() -> None:
    hours = OpeningHours.parse("Mo[-1]")
    days = [date(2024, 2, 1) + timedelta(days=count) for count in range(29)]
    opened = [day.day for day in days if hours.is_open(datetime(day.year, day.month, day.day, 12))]  # noqa: DTZ001 - local
    assert opened == [26]
