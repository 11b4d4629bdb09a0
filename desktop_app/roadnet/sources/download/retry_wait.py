"""How long to wait before a busy server is asked again."""

import math
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from desktop_app.roadnet.sources.download.limits import Patience

_MOST_DOUBLINGS = 30


def retry_wait_s(failures: int, retry_after_s: float | None, patience: Patience, random: float) -> float:
    """Return the seconds to wait after so many busy answers in a row, 1 and up.

    Exponential with jitter in its upper half: several people who were turned away together do not come
    back together, and none comes back at once. What the server asks for is always waited for in full.

    Parameters
    ----------
    retry_after_s
        What the server asks for; None where it asks for nothing.
    random
        From 0 up to 1.
    """
    doubled = 2.0 ** min(failures - 1, _MOST_DOUBLINGS)
    ceiling_s = min(patience.first_wait_s * doubled, patience.longest_wait_s)
    jitter_s = ceiling_s * (0.5 + 0.5 * random)
    if retry_after_s is not None:
        return retry_after_s + jitter_s / 10
    return jitter_s


def retry_after_s(text: str, now_ms: int) -> float | None:
    """Return the seconds that a ``Retry-After`` header asks for, RFC 9110 10.2.3; None where it is none.

    Parameters
    ----------
    now_ms
        The present instant in milliseconds since 1970, UTC, for a header that gives a date.
    """
    if text.isascii() and text.isdigit():
        seconds = float(text)
        return seconds if math.isfinite(seconds) else None
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.fromtimestamp(now_ms / 1000, UTC)).total_seconds())


RandomShare = Callable[[], float]
"""Returns numbers from 0 up to 1."""

Wait = Callable[[float], object]
"""Waits for so many seconds."""
