"""Reading ``countries.toml``."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop_app.errors import CountriesFileError
from desktop_app.input_file import TooLargeError, read_bounded
from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.sources.tagging.country import CountryRules
from desktop_app.roadnet.sources.tagging.usual_speeds import HIGHEST_KPH, LOWEST_KPH

_MOST_BYTES = 1 << 20
_CODE = re.compile(r"[A-Z]{2}")
_WORD = re.compile(r"[a-z][a-z0-9_]{0,39}")
_ZONE = re.compile(r"[A-Za-z_]{2,20}(?:/[A-Za-z_-]{2,30}){1,2}")
_GENERAL = "general"
_KEYS = frozenset({"boxes", "drives_left", "limits", "speeds", "time_zone", "truck", "unlimited", "zones"})
_CLASS_OF_TAG = {road_class.tag: road_class for road_class in RoadClass}


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of longitudes and latitudes in degrees."""

    west: float
    south: float
    east: float
    north: float

    @property
    def area(self) -> float:
        """Its size in square degrees, for comparing."""
        return (self.east - self.west) * (self.north - self.south)

    def holds(self, lon: float, lat: float) -> bool:
        """Say whether a place lies in it."""
        return self.west <= lon <= self.east and self.south <= lat <= self.north


@dataclass(frozen=True, slots=True)
class ZoneBox:
    """An IANA time zone and roughly where it is in use."""

    name: str
    box: Box


@dataclass(frozen=True, slots=True)
class CountryEntry:
    """A country as the file has it; the time zone of the rules is that outside all `zones`."""

    rules: CountryRules
    boxes: tuple[Box, ...]
    zones: tuple[ZoneBox, ...]


def read_countries(path: Path) -> tuple[dict[str, CountryEntry], CountryRules]:
    """Return the countries of a file by their codes, and the rules of all others.

    Raises
    ------
    CountriesFileError
        The file cannot be read, or a key is unknown, absent or has a bad value; the message names the
        file, the country and the key.
    """
    document = _Document(path)
    general = document.general()
    return {code: document.country(code, general) for code in document.codes()}, general


class _Document:
    """The content of a file, and what is wrong with it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._content = self._read()

    def codes(self) -> list[str]:
        codes = [code for code in self._content if code != _GENERAL]
        for code in codes:
            if not _CODE.fullmatch(code):
                raise self._error(code, "is no code of a country")
        return codes

    def general(self) -> CountryRules:
        table = self._table(_GENERAL)
        return CountryRules(
            unlimited_kph=self._speed(_GENERAL, "unlimited", table.get("unlimited")),
            limits_kph=self._speeds(_GENERAL, "limits", table),
        )

    def country(self, code: str, general: CountryRules) -> CountryEntry:
        table = self._table(code)
        zones = table.get("zones", [])
        boxes = table.get("boxes")
        if not isinstance(boxes, list) or not boxes or not isinstance(zones, list):
            raise self._error(code, "needs 'boxes', and 'zones' as a list if there are any")
        speeds = self._speeds(code, "speeds", table)
        if not speeds.keys() <= _CLASS_OF_TAG.keys():
            raise self._error(code, "has a class of road in 'speeds' that is none")
        rules = CountryRules(
            code=code,
            drives_left=table.get("drives_left") is True,
            time_zone=self._zone(code, table.get("time_zone")),
            unlimited_kph=self._speed(code, "unlimited", table.get("unlimited", general.unlimited_kph)),
            limits_kph={**general.limits_kph, **self._speeds(code, "limits", table)},
            truck_limits_kph=self._speeds(code, "truck", table),
            speeds_kph={_CLASS_OF_TAG[tag]: kph for tag, kph in speeds.items()},
        )
        return CountryEntry(
            rules,
            tuple(self._box(code, box) for box in boxes),
            tuple(self._zone_box(code, zone) for zone in zones),
        )

    def _read(self) -> Mapping[str, object]:
        try:
            return tomllib.loads(read_bounded(self._path, _MOST_BYTES).decode("utf-8"))
        except TooLargeError as error:
            raise CountriesFileError(f"{self._path} is larger than {_MOST_BYTES >> 20} MiB.") from error
        except OSError as error:
            raise CountriesFileError(f"{self._path} cannot be read: {error.strerror or error}.") from error
        except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
            reason = " ".join(str(error).split())
            raise CountriesFileError(f"{self._path} is no TOML file: {reason}.") from error

    def _table(self, code: str) -> Mapping[str, object]:
        table = self._content.get(code)
        if not isinstance(table, dict):
            raise self._error(code, "is missing or no table")
        unknown = sorted(set(table) - _KEYS)
        if unknown:
            raise self._error(
                code, f"has an unknown key '{unknown[0]}'; known are {', '.join(sorted(_KEYS))}"
            )
        return table

    def _speeds(self, code: str, key: str, table: Mapping[str, object]) -> dict[str, float]:
        speeds = table.get(key, {})
        if not isinstance(speeds, dict) or not all(_WORD.fullmatch(word) for word in speeds):
            raise self._error(code, f"needs words and speeds in '{key}'")
        return {word: self._speed(code, f"{key}.{word}", value) for word, value in speeds.items()}

    def _speed(self, code: str, key: str, value: object) -> float:
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not LOWEST_KPH <= value <= HIGHEST_KPH
        ):
            raise self._error(code, f"needs a number from {LOWEST_KPH:g} to {HIGHEST_KPH:g} at '{key}'")
        return float(value)

    def _zone(self, code: str, value: object) -> str:
        if not isinstance(value, str) or not _ZONE.fullmatch(value):
            raise self._error(code, "needs names of time zones such as Europe/Lisbon")
        return value

    def _zone_box(self, code: str, value: object) -> ZoneBox:
        if not isinstance(value, dict) or set(value) != {"name", "box"}:
            raise self._error(code, "needs a name and a box for each of its 'zones'")
        return ZoneBox(self._zone(code, value["name"]), self._box(code, value["box"]))

    def _box(self, code: str, value: object) -> Box:
        if isinstance(value, list) and len(value) == 4:  # noqa: PLR2004 - the sides of a box
            numbers = [side for side in value if isinstance(side, int | float)]
            if len(numbers) == len(value):
                box = Box(*map(float, numbers))
                if -180 <= box.west < box.east <= 180 and -90 <= box.south < box.north <= 90:  # noqa: PLR2004
                    return box
        raise self._error(code, "needs boxes of west, south, east and north in degrees")

    def _error(self, code: str, what: str) -> CountriesFileError:
        return CountriesFileError(f"{self._path}: [{code}] {what}.")
