"""Reading what ways are, each set of tags once: a city has far more ways than kinds of them."""

from collections.abc import Iterable, Sequence

from desktop_app.roadnet.profile import Profile
from desktop_app.roadnet.sources.tagging.country import CountryRules
from desktop_app.roadnet.sources.tagging.keys import is_rule_key
from desktop_app.roadnet.sources.tagging.readings import WayReading
from desktop_app.roadnet.sources.tagging.ways import read_way

Signature = tuple[tuple[str, str], ...]
"""Those tags of a way that have a say in what road it is, in the way's order."""


class WayReadings:
    """Gives each set of tags a number, and says what it means once the country is known."""

    def __init__(self, profiles: Sequence[Profile], general: CountryRules | None = None) -> None:
        """Read for `profiles`; `general` rules count until the country is known."""
        self._profiles = profiles
        self._general = CountryRules() if general is None else general
        self._numbers: dict[Signature, int] = {}
        self._signatures: list[Signature] = []
        self._first: list[WayReading | None] = []
        self._driven: list[bool] = []

    def number(self, tags: Iterable[tuple[str, str]]) -> int:
        """Return the number of a way's tags."""
        signature = tuple([tag for tag in tags if is_rule_key(tag[0])])
        number = self._numbers.get(signature)
        if number is None:
            number = self._numbers[signature] = len(self._signatures)
            self._signatures.append(signature)
            reading = read_way(dict(signature), self._profiles, self._general)
            self._first.append(reading)
            self._driven.append(
                reading is not None and any(passage.kph > 0 for pair in reading.passages for passage in pair)
            )
        return number

    def reading(self, number: int) -> WayReading | None:
        """Return what tags mean, with the speeds of no country in particular; None where it is no road."""
        return self._first[number]

    def is_driven(self, number: int) -> bool:
        """Say whether any profile ever drives a way with these tags, in either direction."""
        return self._driven[number]

    def in_country(self, country: CountryRules) -> tuple[WayReading | None, ...]:
        """Return what the tags mean by the rules of a country, by their numbers."""
        if country == self._general:
            return tuple(self._first)
        return tuple(
            first and read_way(dict(signature), self._profiles, country)
            for signature, first in zip(self._signatures, self._first, strict=True)
        )
