"""Reasons for the import report, collected while one object is read."""

from collections.abc import Callable

Note = Callable[[str], None]
"""Takes the reason why a tag was read by a stated rule, or not understood."""


class Notes:
    """Keeps each reason once, in the order they came."""

    def __init__(self) -> None:
        """Start without a reason."""
        self._reasons: dict[str, None] = {}

    def add(self, *reasons: str) -> None:
        """Keep reasons; those already there change nothing."""
        self._reasons.update(dict.fromkeys(reasons))

    def all(self) -> tuple[str, ...]:
        """Return what was kept."""
        return tuple(self._reasons)


def silent(reason: str) -> None:
    """Take a reason that is told elsewhere."""
