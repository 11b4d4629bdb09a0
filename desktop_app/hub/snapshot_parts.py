"""Cutting what is said into what one message holds: the parts of a snapshot, the blocks of speeds."""

from collections.abc import Iterable, Iterator

import msgspec

from desktop_app.feed.wire import encode_word
from desktop_app.traffic.words import SpeedBlock, Word

_PART_BYTES = 700_000
_PART_UPDATES = 4_000
_BLOCK_PAIRS = 5_000


def snapshot_parts(words: Iterable[Word]) -> tuple[tuple[Word, ...], ...]:
    """Return `words` in parts of at most 4,000 updates and about 0.7 MB of JSON; at least one part.

    Long blocks of speeds are cut into several.
    """
    parts: list[tuple[Word, ...]] = []
    part: list[Word] = []
    room = _PART_BYTES
    for word in words:
        for piece in cut_blocks(word):
            size = len(msgspec.json.encode(encode_word(piece))) + 1
            if part and (size > room or len(part) >= _PART_UPDATES):
                parts.append(tuple(part))
                part, room = [], _PART_BYTES
            part.append(piece)
            room -= size
    return (*parts, tuple(part)) if part or not parts else tuple(parts)


def cut_blocks(word: Word) -> Iterator[Word]:
    """Return `word`; a block of more than 5,000 speeds is cut into several."""
    if not isinstance(word, SpeedBlock) or len(word.pairs) <= _BLOCK_PAIRS:
        yield word
        return
    for start in range(0, len(word.pairs), _BLOCK_PAIRS):
        run = slice(start, start + _BLOCK_PAIRS)
        yield msgspec.structs.replace(word, pairs=word.pairs[run], speeds_kph=word.speeds_kph[run])
