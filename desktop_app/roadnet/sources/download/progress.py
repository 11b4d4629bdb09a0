"""How far a download has come."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DownloadProgress:
    """One word on the progress of a download.

    Attributes
    ----------
    stage
        What is being done, for people: ``"waiting for the server"``.
    received_bytes
        What came over the wire.
    bytes_per_s
        Mean rate since the answer began; 0 while nothing came.
    share
        From 0 to 1, by the estimate; None where nothing is known.
    """

    stage: str
    received_bytes: int = 0
    bytes_per_s: float = 0.0
    share: float | None = None


DownloadSink = Callable[[DownloadProgress], None]
"""Takes each word."""

IsCancelled = Callable[[], bool]
"""Whether the person asked to stop; is asked several times a second."""
