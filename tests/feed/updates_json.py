"""Good updates as JSON objects, for tests to spoil."""

from typing import Any

Json = dict[str, Any]

TS = "2023-11-14T22:13:20Z"
TS_MS = 1_700_000_000_000


def speed(**changes: object) -> Json:
    """Return a speed update of 30 km/h on nodes 1, 2."""
    good = {"id": "s1", "source": "sim", "kind": "speed", "ts": TS, "nodes": [1, 2], "speed_kph": 30.0}
    return good | changes


def closure(**changes: object) -> Json:
    """Return a closure of way 7, both directions."""
    way = {"id": 7, "dir": "both"}
    return {"id": "c1", "source": "city", "kind": "closure", "ts": TS, "way": way} | changes


def delay(**changes: object) -> Json:
    """Return a delay of 90 and 30 s at two points."""
    points = [
        {"latitude": 41.15, "longitude": -8.61, "delay": 90},
        {"latitude": 41.16, "longitude": -8.61, "delay": 30},
    ]
    return {"id": "d1", "source": "app", "kind": "delay", "ts": TS, "points": points} | changes


def incident(**changes: object) -> Json:
    """Return an accident on a line that costs 240 s."""
    good = {
        "id": "i1",
        "source": "city",
        "kind": "incident",
        "ts": TS,
        "line": [[-8.61, 41.15], [-8.60, 41.15]],
        "what": "accident",
        "severity": "major",
        "delay_s": 240,
        "text": "Two lorries",
    }
    return good | changes


def speeds(**changes: object) -> Json:
    """Return a block of three speeds."""
    good = {
        "source": "sim",
        "kind": "speeds",
        "ts": TS,
        "nodes": [1, 2, 2, 3, 3, 4],
        "speed_kph": [14.0, 15.5, None],
    }
    return good | changes


def clear(**changes: object) -> Json:
    """Return the end of record s1."""
    return {"id": "s1", "source": "sim", "kind": "clear", "ts": TS} | changes


def without(update: Json, field: str) -> Json:
    """Return `update` without `field`."""
    return {name: value for name, value in update.items() if name != field}
