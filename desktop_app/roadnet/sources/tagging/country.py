"""Which country a map lies in, and what its law says where signs say nothing."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop_app.roadnet.sources.tagging.tags import Tags


@dataclass(frozen=True, slots=True)
class CountryRules:
    """The rules of the road of one country.

    Attributes
    ----------
    code
        ISO 3166-1, two capital letters; empty for the general defaults.
    drives_left
        Whether traffic keeps to the left.
    time_zone
        IANA name of the zone of the map's centre; empty where unknown.
    unlimited_kph
        At what speed cars drive where there is no limit.
    zone_kph
        Limits by the words of ``maxspeed=DE:urban``: ``urban``, ``rural``, ``motorway`` and more.
    truck_kph
        The same for heavy goods vehicles, where they are lower.
    """

    code: str = ""
    drives_left: bool = False
    time_zone: str = ""
    unlimited_kph: float = 130.0
    zone_kph: Mapping[str, float] = field(default_factory=dict)
    truck_kph: Mapping[str, float] = field(default_factory=dict)


class CountryTable:
    """The rules of all countries that ``resources/countries.toml`` knows."""

    @classmethod
    def load(cls) -> "CountryTable":
        """Return the table that ships with the program."""
        return cls()

    def rules(self, code: str, lon: float, lat: float) -> CountryRules:
        """Return a country's rules with the time zone of a place; general ones where it is unknown."""
        return CountryRules(code=code)


class CountryVotes:
    """Counts what the objects of a map say of their country."""

    KEYS = (
        "ISO3166-1",
        "ISO3166-1:alpha2",
        "addr:country",
        "is_in:country_code",
        "source:maxspeed",
        "maxspeed",
    )

    def __init__(self) -> None:
        """Start without a vote."""
        self._votes: Counter[str] = Counter()

    def take(self, tags: Tags) -> None:
        """Count what one object's tags say."""

    def by_code(self) -> Mapping[str, int]:
        """Return the votes of each country."""
        return self._votes


def country_of(table: CountryTable, votes: CountryVotes, lon: float, lat: float) -> CountryRules:
    """Return the rules of the country in which a map lies whose middle is at `lon`, `lat`."""
    return table.rules("", lon, lat)
