"""The arrays of a struct of arrays as named columns, and back; what map folders are made of.

A struct within a struct gives columns with its field's name before theirs, such as ``texts.blob``.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import MapFacts, RoadNetwork
from desktop_app.roadnet.road_rules import ProfileArcs

Column = NDArray[np.generic]
_Table = TypeVar("_Table")


def column_types(table: type) -> dict[str, np.dtype[np.generic]]:
    """Return name and element type of each array of a struct, by its annotations."""
    types: dict[str, np.dtype[np.generic]] = {}
    for name, hint in _hints(table).items():
        if is_dataclass(hint) and isinstance(hint, type):
            types |= {f"{name}.{part}": dtype for part, dtype in column_types(hint).items()}
        elif (dtype := _element_type(hint)) is not None:
            types[name] = dtype
    return types


def columns_of(table: object) -> dict[str, Column]:
    """Return the arrays of a struct by name; profiles of a network are left out."""
    return dict(_columns(table))


def table_of_columns(table: type[_Table], columns: Mapping[str, Column], **others: object) -> _Table:
    """Return the struct with these arrays, and `others` for the fields that are no arrays."""
    struct: type = table
    values: dict[str, Any] = dict(others)
    for name, hint in _hints(struct).items():
        if is_dataclass(hint) and isinstance(hint, type) and name not in others:
            start = f"{name}."
            part = {
                key.removeprefix(start): column for key, column in columns.items() if key.startswith(start)
            }
            values[name] = table_of_columns(hint, part) if part else None
        elif _element_type(hint) is not None:
            values[name] = columns[name]
    make: Callable[..., _Table] = table
    return make(**values)


def network_of_columns(
    facts: MapFacts, profiles: tuple[ProfileArcs, ...], columns: Mapping[str, Column]
) -> RoadNetwork:
    """Return the network with these arrays."""
    return table_of_columns(RoadNetwork, columns, facts=facts, profiles=profiles)


def _columns(table: Any) -> Iterator[tuple[str, Column]]:  # noqa: ANN401 - any struct of arrays
    for field in fields(table):
        value = getattr(table, field.name)
        if isinstance(value, np.ndarray):
            yield field.name, value
        elif is_dataclass(value):
            for name, column in _columns(value):
                yield f"{field.name}.{name}", column


@cache
def _hints(table: type) -> dict[str, object]:
    """Return the annotations of a struct; evaluating them takes longer than mapping its files."""
    return get_type_hints(table)


def _element_type(hint: object) -> np.dtype[np.generic] | None:
    """Return the element type of an annotation such as ``NDArray[np.int32]``, None for any other."""
    arguments = get_args(hint)
    if len(arguments) == 2 and get_args(arguments[1]):  # noqa: PLR2004 - ndarray[shape, dtype[scalar]]
        dtype: np.dtype[np.generic] = np.dtype(get_args(arguments[1])[0])
        return dtype
    return None
