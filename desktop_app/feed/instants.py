"""Instants as the feed writes them: RFC 3339 in UTC with ``Z``."""

import re
from datetime import UTC, datetime
from functools import lru_cache

_PATTERN = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,30}))?[Zz]"
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY_MS = 86_400_000


@lru_cache(maxsize=1024)
def parse_instant(text: str) -> int:
    """Return an instant as milliseconds since 1970, UTC; what is finer than a millisecond is cut off.

    RFC 3339 allows ``t`` and ``z``, and a leap second at the end of a UTC day, which counts as the
    second after it. Raises ValueError for an instant that does not exist or names no ``Z``.
    """
    match = _PATTERN.fullmatch(text)
    if match is None:
        raise ValueError("not an RFC 3339 instant in UTC")
    year, month, day, hour, minute, second = map(int, match.groups()[:6])
    is_leap_second = (hour, minute, second) == (23, 59, 60)
    moment = datetime(year, month, day, hour, minute, 59 if is_leap_second else second, tzinfo=UTC)
    since = moment - _EPOCH
    whole_s = since.seconds + is_leap_second
    return since.days * _DAY_MS + whole_s * 1000 + int(f"{match[7] or ''}000"[:3])
