"""Frames of RFC 6455 with every bound checked before the payload is read."""

from collections.abc import Callable
from dataclasses import dataclass

from websocket import ABNF, frame_buffer

from desktop_app.feed.dropped import BAD_PAYLOAD, PROTOCOL_ERROR, TOO_LARGE, DroppedError
from desktop_app.feed.messages import MOST_BYTES

MOST_FRAGMENTS = 10_000
"""Of one message: one that is not at its end by then is taken to have none."""

_LONGEST_CONTROL = 125


@dataclass(frozen=True, slots=True)
class Received:
    """One whole message; text is valid UTF-8."""

    data: bytes
    is_text: bool


def payload_of(frame: ABNF) -> bytes:
    """Return what `frame` carries."""
    return frame.data if isinstance(frame.data, bytes) else frame.data.encode()


def broken_protocol(what: str) -> DroppedError:
    """Return the end of a connection whose peer breaks RFC 6455; `what` completes "The feed sent"."""
    return DroppedError(f"The feed sent {what}, which WebSocket forbids.", close_code=PROTOCOL_ERROR)


def too_large() -> DroppedError:
    """Return the end of a connection whose peer sends too much."""
    return DroppedError(
        f"The feed sent a message of more than {MOST_BYTES >> 20} MiB.",
        close_code=TOO_LARGE,
        reason="too_large",
    )


class BoundedFrameBuffer(frame_buffer):
    """websocket-client's reader of frames, which looks at each header before it reads on."""

    def __init__(self, receive: Callable[[int], bytes], bytes_left: Callable[[], int]) -> None:
        """Read by `receive`; a frame of data may hold what `bytes_left` returns."""
        super().__init__(receive, skip_utf8_validation=True)
        self._bytes_left = bytes_left

    @property
    def is_midway(self) -> bool:
        """Whether a frame has begun and not ended."""
        return self.header is not None or bool(self.recv_buffer)

    def recv_header(self) -> None:
        """Read the first two bytes, and refuse what no server may send."""
        super().recv_header()
        if self.header is not None:
            fin, rsv1, rsv2, rsv3, opcode, is_masked, length = self.header
            if rsv1 or rsv2 or rsv3:
                raise broken_protocol("a frame with reserved bits")
            if opcode not in ABNF.OPCODES:
                raise broken_protocol("a frame of an unknown kind")
            if is_masked:
                raise broken_protocol("a masked frame")
            if opcode >= ABNF.OPCODE_CLOSE and (length > _LONGEST_CONTROL or not fin):
                raise broken_protocol("a control frame that is long or in pieces")

    def recv_length(self) -> None:
        """Read the length, and refuse a frame that is too long."""
        super().recv_length()
        if self.length is not None and self.length > self._bytes_left():
            raise too_large()


class MessageAssembler:
    """Puts the frames of a message together."""

    def __init__(self) -> None:
        """Start between two messages."""
        self._data = bytearray()
        self._opcode: int | None = None
        self._fragments = 0

    @property
    def is_midway(self) -> bool:
        """Whether a message has begun and not ended."""
        return self._opcode is not None

    def bytes_left(self) -> int:
        """Return how much of a message may still come."""
        return MOST_BYTES - len(self._data)

    def add(self, frame: ABNF) -> Received | None:
        """Take a frame of data; return the message if it was the last one of it."""
        if (frame.opcode == ABNF.OPCODE_CONT) != self.is_midway:
            raise broken_protocol("a frame out of turn")
        if self._opcode is None:
            self._opcode = frame.opcode
        self._data += payload_of(frame)
        self._fragments += 1
        if frame.fin:
            return self._whole()
        if self._fragments >= MOST_FRAGMENTS:
            raise too_large()
        return None

    def _whole(self) -> Received:
        data, is_text = bytes(self._data), self._opcode == ABNF.OPCODE_TEXT
        self._data, self._opcode, self._fragments = bytearray(), None, 0
        if is_text:
            try:
                data.decode()
            except UnicodeDecodeError as error:
                raise DroppedError(
                    "The feed sent a text that is not UTF-8.", close_code=BAD_PAYLOAD, reason="not_json"
                ) from error
        return Received(data, is_text)
