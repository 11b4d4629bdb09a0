"""Access and one-way that depend on the hour or the vehicle (wiki: Conditional restrictions)."""

from datetime import datetime

import pytest

from desktop_app.roadnet.conditions import Condition
from desktop_app.roadnet.road_rules import Access
from desktop_app.roadnet.sources.tagging.readings import Passage
from tests.roadnet.sources.tagging.readers import passages, way

NOON = datetime(2026, 11, 25, 12, 0)  # noqa: DTZ001 - hours on signs are local
NIGHT = datetime(2026, 11, 25, 23, 30)  # noqa: DTZ001 - hours on signs are local

DAY = "(08:00-18:00)"


def words(passage: Passage) -> str:
    """Return the access without a condition, at noon and at night."""
    condition = Condition.parse(passage.condition) if passage.condition else Condition(())
    at_hours = (condition.value_at(NOON), condition.value_at(NIGHT))
    accesses = [passage.access, *(passage.access if at is None else Access(at) for at in at_hours)]
    return " ".join(access.name.lower() for access in accesses)


ALWAYS_OPEN, NEVER = "open open open", "closed closed closed"

TABLE = [
    # Closed by day, for all, for vehicles, for one kind.
    ("car", {"access:conditional": f"no @ {DAY}"}, "open closed open", None),
    ("car", {"vehicle:conditional": f"no @ {DAY}"}, "open closed open", None),
    ("car", {"motor_vehicle:conditional": f"no @ {DAY}"}, "open closed open", None),
    ("car", {"motorcar:conditional": f"no @ {DAY}"}, "open closed open", None),
    ("truck", {"motorcar:conditional": f"no @ {DAY}"}, ALWAYS_OPEN, None),
    ("truck", {"hgv:conditional": f"no @ {DAY}"}, "open closed open", None),
    ("car", {"hgv:conditional": f"no @ {DAY}"}, ALWAYS_OPEN, None),
    ("car", {"motor_vehicle:conditional": f"destination @ {DAY}"}, "open zone open", None),
    ("emergency", {"motor_vehicle:conditional": f"destination @ {DAY}"}, ALWAYS_OPEN, None),
    ("car", {"motor_vehicle:conditional": "no @ (22:00-06:00)"}, "open open closed", None),
    (
        "car",
        {"motor_vehicle:conditional": f"no @ {DAY}; destination @ (22:00-24:00)"},
        "open closed zone",
        None,
    ),
    ("car", {"motor_vehicle:conditional": f"no @ {DAY}; yes @ (11:00-13:00)"}, ALWAYS_OPEN, None),
    # Opened by day.
    ("car", {"access": "no", "access:conditional": f"yes @ {DAY}"}, "closed open closed", None),
    ("car", {"access": "no", "motor_vehicle:conditional": f"yes @ {DAY}"}, "closed open closed", None),
    (
        "car",
        {"motor_vehicle": "no", "motor_vehicle:conditional": f"delivery @ {DAY}"},
        "closed zone closed",
        None,
    ),
    ("car", {"access": "private", "access:conditional": f"yes @ {DAY}"}, "zone open zone", None),
    # The narrowest key decides, with a condition or without.
    ("car", {"motor_vehicle": "yes", "access:conditional": f"no @ {DAY}"}, ALWAYS_OPEN, None),
    ("car", {"motor_vehicle": "no", "access:conditional": f"yes @ {DAY}"}, NEVER, None),
    ("car", {"access": "yes", "motor_vehicle:conditional": f"no @ {DAY}"}, "open closed open", None),
    ("truck", {"hgv": "yes", "motor_vehicle:conditional": f"no @ {DAY}"}, ALWAYS_OPEN, None),
    (
        "car",
        {"access:conditional": f"no @ {DAY}", "motorcar:conditional": "yes @ (11:00-13:00)"},
        ALWAYS_OPEN,
        None,
    ),
    (
        "car",
        {"access:conditional": "no @ (22:00-06:00)", "motorcar:conditional": f"destination @ {DAY}"},
        "open zone closed",
        None,
    ),
    # A pedestrian street opens by a key of vehicles only.
    ("car", {"highway": "pedestrian", "access:conditional": f"yes @ {DAY}"}, NEVER, None),
    (
        "car",
        {"highway": "pedestrian", "motor_vehicle:conditional": f"yes @ {DAY}"},
        "closed open closed",
        None,
    ),
    (
        "car",
        {"highway": "pedestrian", "vehicle:conditional": f"delivery @ {DAY}"},
        "closed zone closed",
        None,
    ),
    ("car", {"highway": "track", "motor_vehicle:conditional": f"yes @ {DAY}"}, "closed open closed", None),
    # One direction.
    ("car", {"access:forward:conditional": f"no @ {DAY}"}, "open closed open", ALWAYS_OPEN),
    ("car", {"access:conditional:forward": f"no @ {DAY}"}, "open closed open", ALWAYS_OPEN),
    ("car", {"motor_vehicle:backward:conditional": f"no @ {DAY}"}, ALWAYS_OPEN, "open closed open"),
    ("car", {"motor_vehicle:conditional:backward": f"no @ {DAY}"}, ALWAYS_OPEN, "open closed open"),
    ("car", {"motor_vehicle:both_ways:conditional": f"no @ {DAY}"}, "open closed open", None),
    ("car", {"oneway": "yes", "access:conditional": f"no @ {DAY}"}, "open closed open", NEVER),
    # One-way by the hour.
    ("car", {"oneway:conditional": f"yes @ {DAY}"}, ALWAYS_OPEN, "open closed open"),
    ("car", {"oneway:conditional": f"-1 @ {DAY}"}, "open closed open", ALWAYS_OPEN),
    ("car", {"oneway": "yes", "oneway:conditional": f"no @ {DAY}"}, ALWAYS_OPEN, "closed open closed"),
    ("car", {"oneway": "yes", "oneway:conditional": f"-1 @ {DAY}"}, "open closed open", "closed open closed"),
    (
        "car",
        {"oneway": "reversible", "oneway:conditional": f"yes @ {DAY}; -1 @ (22:00-06:00)"},
        "closed open closed",
        "closed closed open",
    ),
    ("car", {"oneway:motorcar:conditional": f"yes @ {DAY}"}, ALWAYS_OPEN, "open closed open"),
    ("truck", {"oneway:motorcar:conditional": f"yes @ {DAY}"}, ALWAYS_OPEN, None),
    ("car", {"oneway:motorcar": "no", "oneway:conditional": f"yes @ {DAY}"}, ALWAYS_OPEN, None),
    (
        "emergency",
        {"oneway:bus": "no", "oneway": "yes", "oneway:conditional": f"yes @ {DAY}"},
        ALWAYS_OPEN,
        None,
    ),
    (
        "car",
        {"access": "destination", "oneway": "yes", "oneway:conditional": f"no @ {DAY}"},
        "zone zone zone",
        "closed zone closed",
    ),
    # Both kinds on one road.
    (
        "car",
        {"access:conditional": "no @ (22:00-06:00)", "oneway:conditional": f"yes @ {DAY}"},
        "open open closed",
        "open closed closed",
    ),
    (
        "car",
        {"oneway": "yes", "oneway:conditional": "no @ (00:00-24:00)", "access:conditional": f"no @ {DAY}"},
        "open closed open",
        "closed closed open",
    ),
    # Vehicles.
    ("truck", {"hgv:conditional": "no @ (weight>7.5)"}, NEVER, None),
    ("truck", {"hgv:conditional": "no @ (weight>60)"}, ALWAYS_OPEN, None),
    ("truck", {"motor_vehicle:conditional": "destination @ (length>12)"}, "zone zone zone", None),
    ("truck", {"hgv": "no", "hgv:conditional": "delivery @ (weight<50)"}, "zone zone zone", None),
    ("truck", {"hgv:conditional": f"no @ (weight>7.5 AND {DAY[1:-1]})"}, "open closed open", None),
    ("truck", {"hgv:conditional": f"destination @ (weight>7.5); no @ {DAY}"}, "zone closed zone", None),
    ("emergency", {"motor_vehicle:conditional": "no @ (weight>7.5)"}, NEVER, None),
    (
        "car",
        {"highway": "service", "access": "no", "access:conditional": f"customers @ {DAY}"},
        "closed zone closed",
        None,
    ),
    (
        "car",
        {"route": "ferry", "highway": "", "motor_vehicle:conditional": f"no @ {DAY}"},
        "open closed open",
        None,
    ),
]


@pytest.mark.parametrize(("name", "tags", "forward", "backward"), TABLE)
def test_access_follows_the_hour(name: str, tags: dict[str, str], forward: str, backward: str | None) -> None:
    told = {"highway": "residential", **tags}
    if forward == NEVER and backward is None:
        # Another profile may drive there; this one never does.
        told["emergency" if name != "emergency" else "hgv"] = "yes"
    driven = passages(name, **told)
    assert [words(passage) for passage in driven] == [forward, backward or forward]
    assert [passage.kph > 0 for passage in driven] == [
        word != NEVER for word in (forward, backward or forward)
    ]


def test_a_road_that_opens_by_the_hour_has_a_speed() -> None:
    forward, _ = passages("car", highway="residential", access="no", access__conditional=f"yes @ {DAY}")
    assert (forward.access, forward.kph > 0) == (Access.CLOSED, True)


@pytest.mark.parametrize(
    "value",
    ["no @ (sometimes)", "no", "no @ (08:00-18:00", "foo @ (08:00-18:00)", "", "no @ ()", "@"],
)
def test_what_is_not_understood_counts_for_nothing(value: str) -> None:
    reading = way(highway="residential", access__conditional=value)
    assert [words(passage) for passage in reading.passages[0]] == [ALWAYS_OPEN, ALWAYS_OPEN]
    assert reading.notes == (("condition_not_understood",) if value else ())


def test_a_condition_that_changes_nothing_is_none() -> None:
    forward, backward = passages("car", highway="residential", access__conditional=f"yes @ {DAY}")
    assert (forward.condition, backward.condition) == ("", "")


def test_one_way_and_access_may_both_open_a_road_by_the_hour() -> None:
    forward, backward = passages(
        "car",
        highway="residential",
        access="no",
        access__conditional=f"yes @ {DAY}",
        oneway="yes",
        oneway__conditional="no @ (12:00-24:00)",
    )
    at_nine = datetime(2026, 11, 25, 9, 0)  # noqa: DTZ001 - hours on signs are local
    assert [words(forward), words(backward)] == ["closed open closed", "closed open closed"]
    assert Condition.parse(forward.condition).value_at(at_nine) == Access.OPEN
    assert Condition.parse(backward.condition).value_at(at_nine) is None


def test_conditions_beyond_all_reason_count_for_nothing() -> None:
    clauses = "; ".join(f"no @ (Mo-Fr 08:{minute:02}-09:00)" for minute in range(30))
    reading = way(highway="residential", access__conditional=clauses, oneway__conditional=clauses)
    assert {passage.condition for pair in reading.passages for passage in pair} == {""}
    assert reading.notes == ("condition_too_long",)
