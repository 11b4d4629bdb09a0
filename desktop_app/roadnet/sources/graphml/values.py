"""Reading the texts in which OSMnx writes numbers and lists; never by running them.

A list is a Python list literal such as ``[1, 2]`` or ``['Rua A', "Rua d'Ouro"]``. Only flat lists of
texts, numbers, True, False and None are lists, of at most `_MOST_ITEMS` items.
"""

import ast
import math
import re

_MOST_ITEMS = 1_000
_LONGEST_LIST = 100_000
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")
_LONGEST_NUMBER = 60
_ITEM = re.compile(
    r"""\s*(?:(?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?P<word>[-+.0-9a-zA-Z]+))\s*(?P<next>[,\]])"""
)
_LARGEST_ID = 2**62
_WHOLE = re.compile(r"-?[0-9]{1,19}")


def decimal(text: str) -> float:
    """Return a finite decimal number, NaN for anything else: ``0x10``, ``1,5``, ``1e400``, ``inf``."""
    text = text.strip()
    if len(text) > _LONGEST_NUMBER or not _NUMBER.fullmatch(text):
        return math.nan
    number = float(text)
    return number if math.isfinite(number) else math.nan


def whole(text: str) -> int | None:
    """Return an id, or None for anything else, such as one beyond 2**62."""
    text = text.strip()
    number = int(text) if _WHOLE.fullmatch(text) else _LARGEST_ID
    return number if abs(number) < _LARGEST_ID else None


def items_of(text: str) -> tuple[str, ...] | None:
    """Return the items of a list, or the one value that is no list; None for a list that cannot be read."""
    text = text.strip()
    if not (text.startswith("[") and text.endswith("]")):
        return (text,)
    if text[1:-1].strip() == "":
        return ()
    return _list_items(text) if len(text) <= _LONGEST_LIST else None


def first_of(text: str) -> str:
    """Return the first of a list of values, or the value itself; of a list that cannot be read, all of it."""
    items = items_of(text)
    if items is None:
        return text
    return items[0] if items else ""


def _list_items(text: str) -> tuple[str, ...] | None:
    items: list[str] = []
    at = 1
    while at < len(text) and len(items) < _MOST_ITEMS:
        found = _ITEM.match(text, at)
        if found is None:
            return None
        item = _unquoted(found["text"]) if found["text"] else found["word"]
        if item is None:
            return None
        items.append(item)
        at = found.end()
        if found["next"] == "]":
            return tuple(items) if at == len(text) else None
    return None


def _unquoted(literal: str) -> str | None:
    """Return the text of a literal in quotes, which `_ITEM` has made sure that it is."""
    if "\\" not in literal:
        return literal[1:-1]
    try:
        text = ast.literal_eval(literal)
    except (SyntaxError, ValueError):
        return None
    return text if isinstance(text, str) else None
