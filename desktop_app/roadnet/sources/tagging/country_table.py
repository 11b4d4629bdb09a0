"""The rules of all countries that ``resources/countries.toml`` knows, and where these lie."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from desktop_app.resource_files import resource_path
from desktop_app.roadnet.sources.tagging.country import CountryRules
from desktop_app.roadnet.sources.tagging.country_file import Box, CountryEntry, read_countries


class CountryTable:
    """Rules by country, and countries by place."""

    def __init__(self, entries: Mapping[str, CountryEntry], general: CountryRules) -> None:
        """Hold countries by their codes; `general` are the rules of all others."""
        foreign = {
            f"{code.lower()}:{zone}": kph
            for code, entry in entries.items()
            for zone, kph in entry.rules.limits_kph.items()
        }
        self._entries = entries
        self._foreign_limits_kph = foreign
        self._general = replace(general, foreign_limits_kph=foreign)

    @classmethod
    def load(cls, path: Path | None = None) -> "CountryTable":
        """Return the table in a file, that which ships with the program where none is named.

        Raises CountriesFileError where the file is damaged.
        """
        return cls(*read_countries(path or resource_path("countries.toml")))

    def codes(self) -> frozenset[str]:
        """Return the codes of all countries that are known."""
        return frozenset(self._entries)

    def rules(self, code: str, lon: float, lat: float) -> CountryRules:
        """Return a country's rules with the time zone of a place; general ones where it is unknown."""
        entry = self._entries.get(code)
        if entry is None:
            return replace(self._general, code=code)
        zone = _smallest((zone.box, zone.name) for zone in entry.zones if zone.box.holds(lon, lat))
        return replace(
            entry.rules,
            time_zone=zone or entry.rules.time_zone,
            foreign_limits_kph=self._foreign_limits_kph,
        )

    def countries_at(self, lon: float, lat: float) -> tuple[str, ...]:
        """Return the codes of the countries whose boxes hold a place, that of the smallest box first."""
        found = sorted(
            (box.area, code)
            for code, entry in self._entries.items()
            for box in entry.boxes
            if box.holds(lon, lat)
        )
        return tuple(dict.fromkeys(code for _, code in found))


def _smallest(named_boxes: Iterable[tuple[Box, str]]) -> str:
    """Return the name of the smallest box, the empty text where there is none."""
    return min(((box.area, name) for box, name in named_boxes), default=(0.0, ""))[1]
