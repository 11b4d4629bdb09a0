"""How deep a JSON text is nested, found without recursion, and cut where it is too deep."""

import re

DEEPEST = 64
"""Levels of arrays and objects that are read; no message of the protocol needs ten."""

_NOT_BRACKETS = bytes(byte for byte in range(256) if byte not in b"[]{}")
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*+(?:"|\\?$)|[\[\]{}]', re.DOTALL)
_STEP = {b"[": 1, b"{": 1, b"]": -1, b"}": -1}


def is_deeper(text: bytes, levels: int = DEEPEST) -> bool:
    """Return whether `text` nests deeper than `levels`; brackets within strings do not count.

    The shallow, balanced texts of every day are told quickly, by taking innermost pairs away a level
    at a time.
    """
    brackets = text.translate(None, _NOT_BRACKETS)
    for _ in range(levels):
        if not brackets:
            return False
        brackets = brackets.replace(b"[]", b"").replace(b"{}", b"")
    depth = 0
    for token in _TOKEN.finditer(text):
        depth += _STEP.get(token[0], 0)
        if depth > levels:
            return True
    return False


def clip_depth(text: bytes, levels: int = DEEPEST) -> bytes:
    """Return `text` with ``null`` in place of all that lies deeper than `levels`.

    What was well-formed stays so; the rest of the text is unchanged.
    """
    kept: list[bytes] = []
    depth = start = 0
    for token in _TOKEN.finditer(text):
        step = _STEP.get(token[0], 0)
        if step > 0 and depth == levels:
            kept += (text[start : token.start()], b"null")
        elif step < 0 and depth == levels + 1:
            start = token.end()
        depth += step
    if depth <= levels:
        kept.append(text[start:])
    return b"".join(kept)
