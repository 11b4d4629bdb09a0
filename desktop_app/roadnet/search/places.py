"""The places of a map: to be found by name, and to say where other things lie."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.backdrop import Backdrop
from desktop_app.roadnet.search.entries import EntryTable, entries_of
from desktop_app.roadnet.search.items import SearchItems
from desktop_app.roadnet.search.nearest import NearestFinder
from desktop_app.roadnet.search.place_kinds import (
    QUARTER_REACH_M,
    SETTLEMENT_REACH_M,
    backdrop_place_kind,
    place_importance,
)
from desktop_app.roadnet.search.result import ResultKind
from desktop_app.roadnet.search.text_numbers import TextNumbers

_CELL_DEG = 0.25


class SearchPlaces:
    """The places of an import's items, and those of the backdrop that the items do not name."""

    def __init__(self, items: SearchItems, backdrop: Backdrop, texts: TextNumbers) -> None:
        """Take all places; their names get numbers in `texts`."""
        own = texts.taken_over(items.texts, items.places.name)
        drawn = texts.taken_over(backdrop.texts, backdrop.place_name)
        other = ~np.isin(drawn, own)
        self._name = np.concatenate([own, drawn[other]])
        self._lon = np.concatenate([items.places.lon, backdrop.place_lon[other]])
        self._lat = np.concatenate([items.places.lat, backdrop.place_lat[other]])
        kinds = [items.texts[number].partition("=")[2] for number in items.places.kind.tolist()]
        self._kinds = kinds + [backdrop_place_kind(kind) for kind in backdrop.place_kind[other].tolist()]
        self._people = [*items.places.population.tolist(), *[0] * int(other.sum())]
        self._texts = texts
        self._settlements = self._finder(SETTLEMENT_REACH_M)
        self._quarters = self._finder(QUARTER_REACH_M)

    def entries(self) -> EntryTable:
        """Return the places as entries."""
        weights = [place_importance(*pair) for pair in zip(self._kinds, self._people, strict=True)]
        is_part = np.array([kind not in SETTLEMENT_REACH_M for kind in self._kinds], dtype=np.bool_)
        detail = self._texts.numbers(kind.replace("_", " ") for kind in self._kinds)
        town = np.where(is_part, self.towns(self._lon, self._lat), 0).astype(np.int32)
        weight = np.array(weights, dtype=np.float64)
        return entries_of(
            ResultKind.PLACE, self._name, self._lon, self._lat, weight, detail=detail, town=town
        )

    def towns(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.int32]:
        """Return the town or village that each point, (K,) degrees, lies in; 0 for none."""
        return self._named(self._settlements, lon, lat)

    def quarters(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.int32]:
        """Return the quarter or suburb that each point, (K,) degrees, lies in; 0 for none."""
        return self._named(self._quarters, lon, lat)

    def _finder(self, reach_m: Mapping[str, float]) -> tuple[NearestFinder, NDArray[np.int32]]:
        rows = np.array([row for row, kind in enumerate(self._kinds) if kind in reach_m], dtype=np.int64)
        reach = np.array([reach_m[self._kinds[row]] for row in rows.tolist()], dtype=np.float64)
        return NearestFinder(self._lon[rows], self._lat[rows], reach, _CELL_DEG), self._name[rows]

    @staticmethod
    def _named(
        finder: tuple[NearestFinder, NDArray[np.int32]], lon: NDArray[np.float64], lat: NDArray[np.float64]
    ) -> NDArray[np.int32]:
        points, names = finder
        at = points.nearest(lon, lat)
        return np.append(names, 0)[at].astype(np.int32)
