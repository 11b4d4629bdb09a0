"""``--deadline``: how long a trip may take, or the hour of arrival."""

import argparse
import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from desktop_app.errors import BadArgumentError
from desktop_app.routing.request_check import LONGEST_DEADLINE_S

FORM = "SECONDS|25m|HH:MM"

_SECONDS = re.compile(r"\d+(\.\d*)?|\.\d+")
_SPAN = re.compile(r"(?:(\d+)h)?(?:(\d+)m(?:in)?)?(?:(\d+)s)?")
_HOUR = re.compile(r"\d{1,2}:\d{2}(:\d{2})?")
_MOST_DIGITS = 40


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as it was given.

    Attributes
    ----------
    text
        The argument.
    by
        Seconds from now, an hour of the day by this machine's clock, or an instant.
    """

    text: str
    by: float | time | datetime

    def seconds_from(self, now_ms: int) -> float:
        """Return how long a trip may take that begins at `now_ms`, milliseconds since 1970 UTC.

        An hour is the next one of that name.

        Raises
        ------
        BadArgumentError
            It lies in the past, or more than 24 days ahead.
        """
        seconds = self.by if isinstance(self.by, float) else _until_s(self.by, now_ms)
        if seconds <= 0:
            raise BadArgumentError(f"--deadline {self.text}: that has passed; give one in the future.")
        if seconds > LONGEST_DEADLINE_S:
            raise BadArgumentError(f"--deadline {self.text}: that is too far off; give one within 24 days.")
        return seconds


def deadline(text: str) -> Deadline:
    """Read seconds, a span such as ``1h30m``, an hour such as ``14:30``, or an instant of ISO 8601."""
    form = "seconds (1500), a time of travel (25m, 1h30m), an hour (14:30) or an instant (2026-05-01T14:30Z)"
    try:
        by = _read(text.strip())
    except (ValueError, OverflowError):
        by = None
    if by is None or len(text) > _MOST_DIGITS:
        raise argparse.ArgumentTypeError(f"{text[:_MOST_DIGITS]!r} is no deadline: give {form}")
    return Deadline(text.strip(), by)


def _read(text: str) -> float | time | datetime | None:
    if not text.isascii():
        return None
    if _SECONDS.fullmatch(text):
        return float(text)
    span = _SPAN.fullmatch(text)
    if text and span is not None:
        hours, minutes, seconds = (int(part or 0) for part in span.groups())
        return float(3600 * hours + 60 * minutes + seconds)
    if _HOUR.fullmatch(text):
        return time.fromisoformat(text.zfill(len(text) + (text.index(":") == 1)))
    return datetime.fromisoformat(text).astimezone() if "T" in text else None


def _until_s(by: time | datetime, now_ms: int) -> float:
    now = datetime.fromtimestamp(now_ms / 1000).astimezone()
    if isinstance(by, datetime):
        return (by - now).total_seconds()
    instant = datetime.combine(now.date(), by).astimezone()
    if instant <= now:
        instant = datetime.combine(now.date() + timedelta(days=1), by).astimezone()
    return (instant - now).total_seconds()
