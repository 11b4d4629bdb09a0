"""Mapping the files of a map folder into memory, and saying in words what is wrong with them."""

from pathlib import Path
from typing import TypeVar

import numpy as np

from desktop_app.errors import MapFolderError
from desktop_app.roadnet.backdrop import Backdrop
from desktop_app.roadnet.columns import Column, column_types, network_of_columns, table_of_columns
from desktop_app.roadnet.generalised import RoadLines
from desktop_app.roadnet.manifest import AGAIN, Manifest
from desktop_app.roadnet.map_data import ArcOrder, MapData
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.road_rules import ProfileArcs
from desktop_app.roadnet.spatial_arrays import SpatialArrays
from desktop_app.roadnet.stored_arrays import map_array

_Table = TypeVar("_Table")


def open_parts(folder: Path, manifest: Manifest) -> MapData:
    """Return the map in `folder` with its arrays mapped; only sizes and headers of the files are checked.

    Raises
    ------
    MapFolderError
        A file is missing, or is not what the manifest and the program say.
    """
    _check_sizes(folder, manifest)
    parts = _Parts(folder, manifest)
    profiles = tuple(
        table_of_columns(
            ProfileArcs,
            parts.columns(f"profile.{profile.name}", ProfileArcs),
            name=profile.name,
            modes=profile.modes,
            size=profile.size,
            turn_costs=profile.turn_costs,
        )
        for profile in manifest.profiles
    )
    return MapData(
        network_of_columns(manifest.facts, profiles, parts.columns("network", RoadNetwork)),
        parts.table("backdrop", Backdrop),
        manifest.report,
        parts.table("index", SpatialArrays),
        parts.table("lines", RoadLines),
        parts.table("order", ArcOrder),
    )


def damaged(folder: Path, reason: str) -> MapFolderError:
    """Return the refusal of a damaged folder."""
    return MapFolderError(f"The map folder {folder} is damaged: {' '.join(reason.split())}; {AGAIN}.")


def unreadable(folder: Path, error: OSError) -> MapFolderError:
    """Return the refusal of a folder that the system does not let us read."""
    return MapFolderError(f"The map folder {folder} cannot be opened: {error.strerror or error}; {AGAIN}.")


def damaged_file(path: Path, reason: str) -> MapFolderError:
    """Return the refusal of a folder in which the file at `path` is damaged."""
    return damaged(path.parent, f"{path.name} cannot be used ({reason})")


def _check_sizes(folder: Path, manifest: Manifest) -> None:
    for name, stored in manifest.files.items():
        path = folder / name
        try:
            size = path.stat().st_size
        except FileNotFoundError as error:
            raise damaged_file(path, "it is not there") from error
        if size != stored.size:
            raise damaged_file(path, f"it has {size} bytes, not {stored.size}")


class _Parts:
    """The tables of a folder by the names of their parts."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self._folder = folder
        self._arrays = manifest.arrays

    def table(self, part: str, table: type[_Table]) -> _Table:
        return table_of_columns(table, self.columns(part, table))

    def columns(self, part: str, table: type) -> dict[str, Column]:
        return {name: self._array(f"{part}.{name}", dtype) for name, dtype in column_types(table).items()}

    def _array(self, name: str, dtype: np.dtype[np.generic]) -> Column:
        path, kind = self._folder / f"{name}.npy", self._arrays.get(name)
        if kind is None or kind.dtype != dtype.newbyteorder("<").str or len(kind.shape) != 1:
            raise damaged_file(path, "the manifest does not describe it")
        try:
            return map_array(path, kind)
        except ValueError as error:
            raise damaged_file(path, str(error)) from error
