"""What an index lists, as arrays: one entry a street, road number, place or point of interest."""

from dataclasses import dataclass, fields
from typing import Annotated

import msgspec
import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.search.result import ResultKind

ENTRY_KINDS = (ResultKind.STREET, ResultKind.ROAD_NUMBER, ResultKind.PLACE, ResultKind.POI)
"""Kinds of entries by their numbers in the index; results of other kinds are made when searching."""


LonLat = tuple[float, float]
"""Longitude and latitude, degrees."""

Longitude = Annotated[float, msgspec.Meta(ge=-180, le=180)]
Latitude = Annotated[float, msgspec.Meta(ge=-90, le=90)]
"""Degrees as they are read back from an index."""


@dataclass(frozen=True, slots=True, eq=False)
class EntryTable:
    """Entries, M of them; text numbers belong to the texts of whoever made the table.

    Attributes
    ----------
    kind
        (M,) uint8 positions in `ENTRY_KINDS`.
    name, detail, town, spellings, other_words
        (M,) int32 text numbers: what it is called, what it is, where it lies, folded words that mean
        its name too, by what else it is found.
    lon, lat
        (M,) float64 degrees.
    bounds
        (M, 4) float64 west, south, east, north; NaN for a point.
    importance
        (M,) float64 from 0 to 1.
    """

    kind: NDArray[np.uint8]
    name: NDArray[np.int32]
    detail: NDArray[np.int32]
    town: NDArray[np.int32]
    spellings: NDArray[np.int32]
    other_words: NDArray[np.int32]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    bounds: NDArray[np.float64]
    importance: NDArray[np.float64]

    def __len__(self) -> int:
        """Return how many entries there are."""
        return len(self.kind)


def joined(tables: list[EntryTable]) -> EntryTable:
    """Return the entries of all tables, one after the other."""
    names = [field.name for field in fields(EntryTable)]
    return EntryTable(**{name: np.concatenate([getattr(table, name) for table in tables]) for name in names})


def entries_of(  # noqa: PLR0913 - the columns of the table
    kind: ResultKind,
    name: NDArray[np.int32],
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
    importance: NDArray[np.float64],
    *,
    detail: NDArray[np.int32] | None = None,
    town: NDArray[np.int32] | None = None,
    spellings: NDArray[np.int32] | None = None,
    other_words: NDArray[np.int32] | None = None,
    bounds: NDArray[np.float64] | None = None,
) -> EntryTable:
    """Return entries of one kind; a column that is None is empty."""
    empty = np.zeros(len(name), np.int32)
    return EntryTable(
        kind=np.full(len(name), ENTRY_KINDS.index(kind), np.uint8),
        name=name,
        detail=empty if detail is None else detail,
        town=empty if town is None else town,
        spellings=empty if spellings is None else spellings,
        other_words=empty if other_words is None else other_words,
        lon=lon,
        lat=lat,
        bounds=np.full((len(name), 4), np.nan) if bounds is None else bounds,
        importance=importance,
    )
