"""Words of several steps made into one delta: of each record only the last word."""

from collections.abc import Iterable

from desktop_app.traffic.words import SpeedBlock, Word

_Pair = tuple[int, int]
_BLOCK_PAIRS = 5_000


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
    blocks = [block for source, last in last_block.items() for block in _blocks(last, speeds[source])]
    return (*records.values(), *blocks)


def _blocks(last: SpeedBlock, speeds: dict[_Pair, float | None]) -> list[SpeedBlock]:
    pairs, kph = tuple(speeds), tuple(speeds.values())
    return [
        SpeedBlock(
            source=last.source,
            ts_ms=last.ts_ms,
            starts_ms=last.starts_ms,
            expires_ms=last.expires_ms,
            confidence=last.confidence,
            pairs=pairs[start : start + _BLOCK_PAIRS],
            speeds_kph=kph[start : start + _BLOCK_PAIRS],
        )
        for start in range(0, len(pairs), _BLOCK_PAIRS)
    ]
