"""One table of a profile's TOML file: values of the kind and within the bounds that are asked for."""

import math
import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

from desktop_app.errors import ProfileFileError
from desktop_app.roadnet.profile import RoadRule
from desktop_app.roadnet.road_rules import Access

_MOST_ENTRIES = 256
_LONGEST_TEXT = 80
_SHOWN = 40
_WORD = re.compile(r"[a-z0-9][a-z0-9_.:-]{0,59}")
_ACCESS = {access.name.lower(): access for access in Access}
_LEAST_FACTOR, _LEAST_KPH, _MOST_KPH = 0.01, 1.0, 250.0


class ProfileTable:
    """A table whose every refusal is a sentence that names the file and the key."""

    def __init__(self, path: Path, name: str, content: Mapping[str, object]) -> None:
        """Take the table `name` of the file at `path`; the empty name is the file's own level."""
        self._path = path
        self._name = name
        self._content = content
        if len(content) > _MOST_ENTRIES:
            raise ProfileFileError(f"{path}: [{name}] has more than {_MOST_ENTRIES} entries.")

    def refusal(self, key: str, why: str) -> ProfileFileError:
        """Return the error that the value of `key` is not as it should be."""
        shown = key if len(key) <= _SHOWN else f"{key[:_SHOWN]}..."
        where = f"{self._name}.{shown}" if self._name else shown
        return ProfileFileError(f"{self._path}: {where!r} {why}.")

    def allow(self, known: AbstractSet[str]) -> None:
        """Raise ProfileFileError for the first key that is not `known`."""
        for key in self._content:
            if key not in known:
                raise self.refusal(key, f"is not known here; known are {', '.join(sorted(known))}")

    def entries(self) -> Iterable[str]:
        """Return the keys; raises ProfileFileError where one is no word of OSM's."""
        for key in self._content:
            self._check_word(key, key)
        return self._content.keys()

    def has(self, key: str) -> bool:
        """Say whether the table has a key."""
        return key in self._content

    def table(self, key: str) -> "ProfileTable":
        """Return a table within this one, empty where it is absent."""
        value = self._content.get(key, {})
        if not isinstance(value, dict):
            raise self.refusal(key, "must be a table")
        return ProfileTable(self._path, f"{self._name}.{key}" if self._name else key, value)

    def text(self, key: str) -> str:
        """Return a text for people, of one line."""
        value = self._value(key)
        if not isinstance(value, str) or not value.strip() or not value.isprintable():
            raise self.refusal(key, "must be a text of one line")
        if len(value) > _LONGEST_TEXT:
            raise self.refusal(key, f"must be at most {_LONGEST_TEXT} letters long")
        return value.strip()

    def word(self, key: str) -> str:
        """Return a word as OSM writes them."""
        return self._check_word(key, self._value(key))

    def words(self, key: str) -> tuple[str, ...]:
        """Return a list of words, empty where the key is absent."""
        value = self._content.get(key, [])
        if not isinstance(value, list) or len(value) > _MOST_ENTRIES:
            raise self.refusal(key, "must be a list of words")
        words = tuple(self._check_word(key, word) for word in value)
        if len(set(words)) < len(words):
            raise self.refusal(key, "has a word twice")
        return words

    def number(self, key: str, least: float, most: float) -> float:
        """Return a number from `least` to `most`."""
        value = self._value(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise self.refusal(key, f"must be a number from {least:g} to {most:g}")
        return float(value)

    def flag(self, key: str) -> bool:
        """Return a truth value, False where the key is absent."""
        value = self._content.get(key, False)
        if not isinstance(value, bool):
            raise self.refusal(key, "must be true or false")
        return value

    def access(self, key: str) -> Access:
        """Return one of ``open``, ``zone``, ``closed``."""
        value = self._value(key)
        access = _ACCESS.get(value) if isinstance(value, str) else None
        if access is None:
            raise self.refusal(key, "must be open, zone or closed")
        return access

    def rule(self, key: str) -> RoadRule:
        """Return how a kind of road is driven: an access alone, or a table with speeds beside it."""
        if isinstance(self._value(key), str):
            return RoadRule(self.access(key))
        table = self.table(key)
        table.allow({"access", "speed_factor", "cap_kph"})
        factor = table.number("speed_factor", _LEAST_FACTOR, 1.0) if table.has("speed_factor") else 1.0
        cap_kph = table.number("cap_kph", _LEAST_KPH, _MOST_KPH) if table.has("cap_kph") else math.inf
        return RoadRule(table.access("access"), factor, cap_kph)

    def _value(self, key: str) -> object:
        if key not in self._content:
            raise self.refusal(key, "is missing")
        return self._content[key]

    def _check_word(self, key: str, value: object) -> str:
        if not isinstance(value, str) or not _WORD.fullmatch(value):
            raise self.refusal(key, "must be a word of small letters, digits, _ . : and -")
        return value
