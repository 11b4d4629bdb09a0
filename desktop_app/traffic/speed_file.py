"""OSRM's segment speed file: ``from_osm_node,to_osm_node,km/h[,rate[,...]]``, one direction a line."""

import math
from dataclasses import dataclass
from pathlib import Path

from desktop_app.errors import SpeedsFileError
from desktop_app.input_file import TooLargeError, read_bounded
from desktop_app.traffic.words import FASTEST_KPH, SLOWEST_KPH, ClosureWord, NodesPlace, SpeedWord

MOST_BYTES = 256 * 1024 * 1024
LARGEST_NODE = 2**63 - 1
SOURCE = "speeds file"

_LEAST_FIELDS = 3


@dataclass(frozen=True, slots=True)
class SpeedFile:
    """What a speed file says.

    Attributes
    ----------
    words
        One a good line; a speed of 0 closes. Of lines about one pair the last counts.
    refused
        A sentence for each line that cannot be used, with its number.
    """

    words: tuple[SpeedWord | ClosureWord, ...]
    refused: tuple[str, ...]


def read_speed_file(path: Path, now_ms: int) -> SpeedFile:
    """Read a segment speed file.

    Parameters
    ----------
    path
        The file; UTF-8.
    now_ms
        The instant that the words carry.

    Raises
    ------
    SpeedsFileError
        The file cannot be read, is too large, or holds no line that can be used.
    """
    try:
        text = read_bounded(path, MOST_BYTES).decode("utf-8")
    except TooLargeError as error:
        raise SpeedsFileError(f"{path}: larger than {MOST_BYTES >> 20} MiB; split the speed file.") from error
    except OSError as error:
        raise SpeedsFileError(
            f"{path}: cannot be read ({error.strerror}); check the path of --speeds."
        ) from error
    except UnicodeDecodeError as error:
        raise SpeedsFileError(f"{path}: is not UTF-8 text; give a CSV file as OSRM reads it.") from error
    words: dict[tuple[int, int], SpeedWord | ClosureWord] = {}
    refused: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            pair, kph = _parse(line)
        except ValueError as error:
            refused.append(f"{path}, line {number}: {error}; the line is left out.")
            continue
        words[pair] = _word(pair, kph, now_ms)
    if not words:
        raise SpeedsFileError(f"{path}: no line reads from_osm_node,to_osm_node,km/h; check the file.")
    return SpeedFile(tuple(words.values()), tuple(refused))


def _parse(line: str) -> tuple[tuple[int, int], float]:
    fields = line.split(",")
    if len(fields) < _LEAST_FIELDS:
        raise ValueError("fewer than three fields")
    pair = (_node(fields[0]), _node(fields[1]))
    kph = _number(fields[2], "speed")
    if not 0 <= kph <= FASTEST_KPH:
        raise ValueError(f"a speed from 0 to {FASTEST_KPH:.0f} km/h is needed")
    if len(fields) > _LEAST_FIELDS:
        _number(fields[3], "rate")
    return pair, kph


def _node(field: str) -> int:
    field = field.strip()
    digits = field.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(LARGEST_NODE))):
        raise ValueError("a node id is no whole number")
    node = int(field)
    if abs(node) > LARGEST_NODE:
        raise ValueError("a node id is out of range")
    return node


def _number(field: str, what: str) -> float:
    try:
        value = float(field)
    except ValueError:
        raise ValueError(f"the {what} is no number") from None
    if not math.isfinite(value):
        raise ValueError(f"the {what} is not finite")
    return value


def _word(pair: tuple[int, int], kph: float, now_ms: int) -> SpeedWord | ClosureWord:
    word_id = f"{pair[0]}-{pair[1]}"
    if kph == 0:
        return ClosureWord(source=SOURCE, id=word_id, ts_ms=now_ms, place=NodesPlace(pair))
    return SpeedWord(
        source=SOURCE, id=word_id, ts_ms=now_ms, place=NodesPlace(pair), speed_kph=max(kph, SLOWEST_KPH)
    )
