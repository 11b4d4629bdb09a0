"""The arrays of a struct of arrays as named columns, and back; what map folders are made of."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import TypeVar, get_args, get_type_hints

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.backdrop import Backdrop
from desktop_app.roadnet.network import MapFacts, RoadNetwork
from desktop_app.roadnet.texts import TextTable

Column = NDArray[np.generic]
_Table = TypeVar("_Table", RoadNetwork, Backdrop)


def column_types(table: type[RoadNetwork | Backdrop]) -> dict[str, np.dtype[np.generic]]:
    """Return name and element type of each array of a struct; a text table is two of them."""
    types: dict[str, np.dtype[np.generic]] = {}
    for name, hint in get_type_hints(table).items():
        if hint is TextTable:
            types |= {f"{name}.{part}": dtype for part, dtype in _array_types(TextTable).items()}
    return _array_types(table) | types


def columns_of(table: RoadNetwork | Backdrop) -> dict[str, Column]:
    """Return the arrays of a struct by name."""
    columns: dict[str, Column] = {}
    for field in fields(table):
        value = getattr(table, field.name)
        if isinstance(value, TextTable):
            columns |= {f"{field.name}.blob": value.blob, f"{field.name}.first": value.first}
        elif isinstance(value, np.ndarray):
            columns[field.name] = value
    return columns


def network_of_columns(facts: MapFacts, columns: Mapping[str, Column]) -> RoadNetwork:
    """Return the network with these arrays."""
    return _table_of(lambda **arrays: RoadNetwork(facts=facts, **arrays), RoadNetwork, columns)


def backdrop_of_columns(columns: Mapping[str, Column]) -> Backdrop:
    """Return the backdrop with these arrays."""
    return _table_of(Backdrop, Backdrop, columns)


def _table_of(make: Callable[..., _Table], table: type[_Table], columns: Mapping[str, Column]) -> _Table:
    arrays: dict[str, Column | TextTable] = {name: columns[name] for name in _array_types(table)}
    for name, hint in get_type_hints(table).items():
        if hint is TextTable:
            arrays[name] = _texts(columns[f"{name}.blob"], columns[f"{name}.first"])
    return make(**arrays)


def _texts(blob: Column, first: Column) -> TextTable:
    return TextTable(blob.view(np.uint8), first.view(np.int64))


def _array_types(table: type) -> dict[str, np.dtype[np.generic]]:
    """Read the element types from the annotations, so that a new field needs no second list."""
    types = {}
    for name, hint in get_type_hints(table).items():
        arguments = get_args(hint)
        if len(arguments) == 2 and get_args(arguments[1]):  # noqa: PLR2004 - ndarray[shape, dtype[scalar]]
            types[name] = np.dtype(get_args(arguments[1])[0])
    return types
