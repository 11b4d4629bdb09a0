"""What a map's source knows beside its roads that people search for: addresses, places, points."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.texts import TextTable


@dataclass(frozen=True, slots=True, eq=False)
class AddressTable:
    """Known house numbers, K of them.

    Attributes
    ----------
    lon, lat
        (K,) float64 degrees.
    street, town, number
        (K,) int32 numbers in the texts of `SearchItems`; the street may be a place without streets.
    """

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    street: NDArray[np.int32]
    town: NDArray[np.int32]
    number: NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class InterpolationTable:
    """Lines along which house numbers run from one known number to the next, I of them with P points.

    Attributes
    ----------
    street
        (I,) int32 numbers in the texts of `SearchItems`.
    first_number, last_number, step
        (I,) int32: the numbers at both ends, and 1 for all numbers between or 2 for every other.
    first_point
        (I + 1,) int64: line ``i`` is the points ``first_point[i]:first_point[i + 1]``.
    lon, lat
        (P,) float64 degrees.
    """

    street: NDArray[np.int32]
    first_number: NDArray[np.int32]
    last_number: NDArray[np.int32]
    step: NDArray[np.int32]
    first_point: NDArray[np.int64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class NamedPoints:
    """Places or points of interest, L of them.

    Attributes
    ----------
    lon, lat
        (L,) float64 degrees.
    name
        (L,) int32 numbers in the texts of `SearchItems`; 0 for a point without a name.
    kind
        (L,) int32 numbers in the texts: OSM's key and value, ``amenity=fuel`` or ``place=town``.
    population
        (L,) int64; 0 where it is not known.
    """

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    name: NDArray[np.int32]
    kind: NDArray[np.int32]
    population: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class SearchItems:
    """All of it, with the texts that the tables number."""

    addresses: AddressTable
    interpolations: InterpolationTable
    places: NamedPoints
    pois: NamedPoints
    texts: TextTable

    @classmethod
    def empty(cls) -> "SearchItems":
        """Return the items of a source that has none."""
        whole, real = np.zeros(0, np.int32), np.zeros(0)
        points = NamedPoints(real, real, whole, whole, np.zeros(0, np.int64))
        return cls(
            addresses=AddressTable(real, real, whole, whole, whole),
            interpolations=InterpolationTable(whole, whole, whole, whole, np.zeros(1, np.int64), real, real),
            places=points,
            pois=points,
            texts=TextTable.of([]),
        )
