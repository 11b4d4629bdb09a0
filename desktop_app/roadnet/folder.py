"""Map folders: an imported map on disk, opened by mapping its files into memory.

A folder holds ``manifest.json`` and one NumPy file (``.npy``, format 1.0, little-endian, C order)
for each array of the road network and the backdrop:

========================  ==================================================================
``manifest.json``         the format's name and version, the map's facts, the type and shape
                          of every array, the report of the import
``network.<array>.npy``   the arrays of `RoadNetwork`, by their names there; its texts as
                          ``network.texts.blob.npy`` (UTF-8) and ``network.texts.first.npy``
``profile.<p>.<a>.npy``   the arrays of `ProfileArcs` of profile ``p``
``backdrop.<array>.npy``  the arrays of `Backdrop`, likewise
========================  ==================================================================

Other files in the folder belong to other rooms and are left alone. A folder is written beside its
place, flushed to the disk and renamed, so that a crash or a full disk leaves no half of one.
Arrays are opened read-only; nothing in a folder is ever executed or unpickled.
"""

import os
import shutil
import uuid
from pathlib import Path
from typing import Annotated

import msgspec
import numpy as np

from desktop_app.errors import MapFolderError, StorageError
from desktop_app.roadnet.backdrop import Backdrop
from desktop_app.roadnet.columns import (
    Column,
    column_types,
    columns_of,
    network_of_columns,
    table_of_columns,
)
from desktop_app.roadnet.folder_check import check_backdrop, check_network
from desktop_app.roadnet.map_data import ImportReport, MapData
from desktop_app.roadnet.network import FORMAT_VERSION, MapFacts, RoadNetwork
from desktop_app.roadnet.road_rules import ProfileArcs, VehicleSize
from desktop_app.whole_files import put_in_place, sync_folder

MANIFEST = "manifest.json"

_FORMAT = "greenwave-map"
_LARGEST_MANIFEST = 4 * 1024 * 1024
_AGAIN = "import the map again"


class _Format(msgspec.Struct, frozen=True):
    """What every version's manifest begins with."""

    format: str
    version: int


class _ArrayKind(msgspec.Struct, frozen=True):
    """Element type in NumPy's words (``<i4``), and shape."""

    dtype: str
    shape: tuple[int, ...]


class _Profile(msgspec.Struct, frozen=True):
    """What of a profile is no array."""

    name: Annotated[str, msgspec.Meta(pattern="^[a-z0-9_-]{1,40}$")]
    modes: int
    size: VehicleSize


class _Manifest(msgspec.Struct, frozen=True):
    format: str
    version: int
    facts: MapFacts
    profiles: tuple[_Profile, ...]
    arrays: dict[str, _ArrayKind]
    report: ImportReport


def is_map_folder(folder: Path) -> bool:
    """Say whether `folder` looks like a map folder; it may still be damaged."""
    return (folder / MANIFEST).is_file()


def check_replaceable(folder: Path) -> None:
    """Raise a `MapFolderError` where `folder` is something else than a map folder, or holds other files."""
    if not folder.exists() or is_map_folder(folder) or (folder.is_dir() and not any(folder.iterdir())):
        return
    raise MapFolderError(f"{folder} exists and is no map folder; choose another name.")


def write_map_folder(folder: Path, data: MapData) -> None:
    """Write `data` as a map folder, in the place of an older one if there is one.

    Raises
    ------
    MapFolderError
        `folder` exists and is something else.
    StorageError
        The disk is full, or the folder cannot be written; nothing is left behind.
    """
    check_replaceable(folder)
    part = folder.parent / f".{folder.name}.{uuid.uuid4().hex}.part"
    aside = part.with_suffix(".old")
    try:
        part.mkdir(parents=True)
        _write_files(part, data)
        put_in_place(part, folder, aside)
    except OSError as error:
        reason = error.strerror or str(error)
        raise StorageError(
            f"The map folder {folder} cannot be written: {reason}; make room or choose another place."
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    shutil.rmtree(aside, ignore_errors=True)


def open_map_folder(folder: Path) -> MapData:
    """Return the map in `folder`, its arrays mapped read-only from the files.

    Raises
    ------
    MapFolderError
        It is no map folder, is damaged, or was written by another version of the program.
    """
    try:
        manifest = _read_manifest(folder)
        network = network_of_columns(
            manifest.facts, _open_profiles(folder, manifest), _open(folder, "network", RoadNetwork, manifest)
        )
        backdrop = table_of_columns(Backdrop, _open(folder, "backdrop", Backdrop, manifest))
        problem = check_network(network) or check_backdrop(backdrop)
    except OSError as error:
        raise MapFolderError(
            f"The map folder {folder} cannot be opened: {error.strerror or error}; {_AGAIN}."
        ) from error
    if problem:
        raise MapFolderError(f"The map folder {folder} is damaged: {problem}; {_AGAIN}.")
    return MapData(network, backdrop, manifest.report)


def _columns(data: MapData) -> dict[str, Column]:
    parts = {"network": columns_of(data.network), "backdrop": columns_of(data.backdrop)}
    parts |= {f"profile.{profile.name}": columns_of(profile) for profile in data.network.profiles}
    return {f"{part}.{name}": column for part, columns in parts.items() for name, column in columns.items()}


def _write_files(part: Path, data: MapData) -> None:
    arrays = {}
    for name, column in _columns(data).items():
        stored = np.ascontiguousarray(column, dtype=column.dtype.newbyteorder("<"))
        arrays[name] = _ArrayKind(stored.dtype.str, stored.shape)
        with (part / f"{name}.npy").open("xb") as file:
            np.lib.format.write_array(file, stored, version=(1, 0), allow_pickle=False)
            file.flush()
            os.fsync(file.fileno())
    profiles = tuple(_Profile(profile.name, profile.modes, profile.size) for profile in data.network.profiles)
    manifest = _Manifest(_FORMAT, FORMAT_VERSION, data.network.facts, profiles, arrays, data.report)
    with (part / MANIFEST).open("xb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(manifest), indent=1))
        file.flush()
        os.fsync(file.fileno())
    sync_folder(part)


def _read_manifest(folder: Path) -> _Manifest:
    path = folder / MANIFEST
    if not path.is_file():
        raise MapFolderError(f"{folder} is no map folder: it holds no {MANIFEST}; make one with import.")
    if path.stat().st_size > _LARGEST_MANIFEST:
        raise MapFolderError(f"The map folder {folder} is damaged: its {MANIFEST} is too large; {_AGAIN}.")
    text = path.read_bytes()
    try:
        head = msgspec.json.decode(text, type=_Format)
        if head.format != _FORMAT:
            raise MapFolderError(f"{folder} is no map folder: its {MANIFEST} is another program's.")
        if head.version != FORMAT_VERSION:
            age = "a newer" if head.version > FORMAT_VERSION else "an older"
            raise MapFolderError(
                f"The map folder {folder} was written by {age} Greenwave (format {head.version}, "
                f"this one reads {FORMAT_VERSION}); {_AGAIN}."
            )
        return msgspec.json.decode(text, type=_Manifest)
    except msgspec.DecodeError as error:
        raise MapFolderError(
            f"The map folder {folder} is damaged: {MANIFEST} cannot be read ({error}); {_AGAIN}."
        ) from error


def _open_profiles(folder: Path, manifest: _Manifest) -> tuple[ProfileArcs, ...]:
    return tuple(
        table_of_columns(
            ProfileArcs,
            _open(folder, f"profile.{profile.name}", ProfileArcs, manifest),
            name=profile.name,
            modes=profile.modes,
            size=profile.size,
        )
        for profile in manifest.profiles
    )


def _open(
    folder: Path, part: str, table: type[RoadNetwork | Backdrop | ProfileArcs], manifest: _Manifest
) -> dict[str, Column]:
    return {
        name: _open_array(folder / f"{part}.{name}.npy", manifest.arrays.get(f"{part}.{name}"), dtype)
        for name, dtype in column_types(table).items()
    }


def _open_array(path: Path, kind: _ArrayKind | None, dtype: np.dtype[np.generic]) -> Column:
    """Return the array at `path`; it must be what the manifest and the program say it is."""
    expected = dtype.newbyteorder("<")
    if kind is None or kind.dtype != expected.str or len(kind.shape) != 1:
        raise _damaged(path, "the manifest does not describe it")
    if kind.shape == (0,):
        return np.zeros(0, dtype=dtype)  # an empty file cannot be mapped
    try:
        array: Column = np.lib.format.open_memmap(path, mode="r")
    except (ValueError, EOFError) as error:
        raise _damaged(path, str(error)) from error
    if array.dtype != expected or array.shape != kind.shape:
        raise _damaged(path, "it is not what the manifest says")
    return array.view(np.ndarray)


def _damaged(path: Path, reason: str) -> MapFolderError:
    reason = " ".join(reason.split())
    return MapFolderError(
        f"The map folder {path.parent} is damaged: {path.name} cannot be used ({reason}); {_AGAIN}."
    )
