"""The words by which the protocol counts what it refuses."""

from typing import Literal

import msgspec

from desktop_app.errors import FeedError

Reason = Literal[
    "not_json",
    "not_object",
    "too_large",
    "too_deep",
    "bad_version",
    "unknown_type",
    "unknown_kind",
    "missing_field",
    "wrong_type",
    "bad_speed",
    "bad_delay",
    "bad_time",
    "future_ts",
    "bad_place",
    "binary",
]
"""`stale_ts` and `unknown_place` are missing here: only who holds the records and the map can say them."""


class Refusal(msgspec.Struct, frozen=True):
    """A message that is refused as a whole.

    Attributes
    ----------
    reason
        The protocol's word.
    said
        With ``bad_version``: the version that the message names, for people.
    """

    reason: Reason
    said: str = ""


class RefusedError(FeedError):
    """Ends the reading of one update; never leaves the room."""

    def __init__(self, reason: Reason) -> None:
        """Refuse for `reason`."""
        super().__init__(reason)
        self.reason: Reason = reason
