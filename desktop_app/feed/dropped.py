"""Why a connection ends."""

from desktop_app.errors import FeedError
from desktop_app.feed.refusals import Reason

NORMAL = 1000
PROTOCOL_ERROR = 1002
BAD_PAYLOAD = 1007
POLICY = 1008
TOO_LARGE = 1009
"""Close codes of RFC 6455, section 7.4.1."""


class DroppedError(FeedError):
    """A connection ended, or has to end.

    Attributes
    ----------
    close_code
        What to tell the server, or None where it is gone.
    peer_code
        What the server gave as its reason, or None.
    reason
        The protocol's word to count it by, or None.
    """

    def __init__(
        self,
        message: str,
        *,
        close_code: int | None = None,
        peer_code: int | None = None,
        reason: Reason | None = None,
    ) -> None:
        """Say why in a sentence for people."""
        super().__init__(message)
        self.close_code = close_code
        self.peer_code = peer_code
        self.reason = reason
