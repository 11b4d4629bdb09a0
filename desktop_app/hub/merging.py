"""Words of several steps made into one delta: of each record only the last word."""

from collections.abc import Iterable

import msgspec

from desktop_app.hub.snapshot_parts import cut_blocks
from desktop_app.traffic.words import SpeedBlock, Word

_Pair = tuple[int, int]


def merged(words: Iterable[Word]) -> tuple[Word, ...]:
    """Return what is left of `words` where a later word replaces an earlier one with the same key.

    The speeds of one source come together in blocks that carry the times of its last one.
    """
    records: dict[tuple[str, str], Word] = {}
    last_block: dict[str, SpeedBlock] = {}
    speeds: dict[str, dict[_Pair, float | None]] = {}
    for word in words:
        if isinstance(word, SpeedBlock):
            last_block[word.source] = word
            speeds.setdefault(word.source, {}).update(zip(word.pairs, word.speeds_kph, strict=True))
        else:
            records.pop((word.source, word.id), None)
            records[word.source, word.id] = word
    said = list(records.values())
    for source, last in last_block.items():
        pairs, kph = tuple(speeds[source]), tuple(speeds[source].values())
        said += cut_blocks(msgspec.structs.replace(last, pairs=pairs, speeds_kph=kph))
    return tuple(said)
