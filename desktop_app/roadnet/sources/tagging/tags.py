"""The tags of one OSM object."""

from collections.abc import Mapping

Tags = Mapping[str, str]
"""Keys and values as they stand in the map."""

FORWARD_KEY, BACKWARD_KEY, BOTH_WAYS_KEY = ":forward", ":backward", ":both_ways"
"""Endings of a key that counts in one direction of its way (wiki: Forward & backward, left & right)."""

_NO = frozenset({"", "no", "none", "false", "0"})


def is_set(tags: Tags, key: str) -> bool:
    """Say whether a tag is there and its value is not a no."""
    return tags.get(key, "") not in _NO
