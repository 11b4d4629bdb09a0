"""What waits to be sent to one client, in order and bounded."""

import asyncio
from collections import deque
from collections.abc import Iterable


class Outbox:
    """Messages for one client; belongs to the event loop's thread."""

    def __init__(self, most_bytes: int) -> None:
        """Hold at most `most_bytes` beside a snapshot."""
        self._frames: deque[tuple[str, bool]] = deque()
        self._room = most_bytes
        self._snapshot_frames = 0
        self._filled = asyncio.Event()
        self.overflown = asyncio.Event()

    @property
    def has_snapshot(self) -> bool:
        """Whether a snapshot waits to be sent."""
        return self._snapshot_frames > 0

    def put(self, frame: str) -> None:
        """Add a message; too much of them sets `overflown`, and then nothing more is taken."""
        self._room -= len(frame)
        if self._room < 0:
            self.overflown.set()
            return
        self._frames.append((frame, False))
        self._filled.set()

    def put_snapshot(self, frames: Iterable[str]) -> None:
        """Add a snapshot, which counts for nothing: there is never more than one."""
        self._frames.extend((frame, True) for frame in frames)
        self._snapshot_frames = sum(is_snapshot for _, is_snapshot in self._frames)
        self._filled.set()

    async def take(self) -> str:
        """Wait for a message and take it out."""
        while not self._frames:
            self._filled.clear()
            await self._filled.wait()
        frame, is_snapshot = self._frames.popleft()
        if is_snapshot:
            self._snapshot_frames -= 1
        else:
            self._room += len(frame)
        return frame
