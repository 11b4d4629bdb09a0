"""The manifest of a map folder: what lies in it, where that comes from, whether it is whole."""

from pathlib import Path
from typing import Annotated

import msgspec

from desktop_app.errors import MapFolderError
from desktop_app.roadnet.map_data import ImportReport
from desktop_app.roadnet.network import MapFacts
from desktop_app.roadnet.road_rules import TurnCosts, VehicleSize
from desktop_app.roadnet.search.schema import SEARCH_FILE

MANIFEST = "manifest.json"
FORMAT_VERSION = 5
"""Goes up whenever a program that reads the format of before would go wrong."""

AGAIN = "import the map again"
"""What to do about a folder that cannot be used."""

_FORMAT = "greenwave-map"
_LARGEST_MANIFEST = 4 * 1024 * 1024

ProfileName = Annotated[str, msgspec.Meta(pattern="^[a-z0-9_-]{1,40}$")]
FileName = Annotated[str, msgspec.Meta(pattern="^[a-z0-9_-][a-z0-9_.-]{0,120}$")]
"""No separator, so that no name leads out of the folder."""


class ArrayKind(msgspec.Struct, frozen=True):
    """Element type in NumPy's words (``<i4``), and shape."""

    dtype: str
    shape: tuple[int, ...]


class StoredFile(msgspec.Struct, frozen=True):
    """Size in bytes and SHA-256 (hexadecimal) of a file."""

    size: int
    sha256: str


class StoredProfile(msgspec.Struct, frozen=True):
    """What of a profile is no array."""

    name: ProfileName
    modes: int
    size: VehicleSize
    turn_costs: TurnCosts


class Counts(msgspec.Struct, frozen=True):
    """How many there are of each."""

    nodes: int
    junctions: int
    arcs: int
    segments: int


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """The whole manifest.

    Attributes
    ----------
    program
        Version of the program that wrote the folder.
    profiles_key
        Hash of the profiles' rules, as `profile.profiles_key` gives it; empty where nobody said.
    arrays
        By name, without ``.npy``.
    files
        By name, the manifest itself left out.
    """

    format: str = _FORMAT
    version: int = FORMAT_VERSION
    program: str
    facts: MapFacts
    counts: Counts
    profiles: tuple[StoredProfile, ...]
    profiles_key: str
    arrays: dict[FileName, ArrayKind]
    files: dict[FileName, StoredFile]
    report: ImportReport

    def to_bytes(self) -> bytes:
        """Return the text of the file."""
        return msgspec.json.format(msgspec.json.encode(self), indent=1)


class _Head(msgspec.Struct, frozen=True):
    """What every version's manifest begins with."""

    format: str
    version: int


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a map folder.

    Raises
    ------
    MapFolderError
        It is no map folder, is damaged, or was written by another version of the program.
    OSError
        The manifest cannot be read.
    """
    path = folder / MANIFEST
    if not path.is_file():
        raise MapFolderError(f"{folder} is no map folder: it holds no {MANIFEST}; make one with import.")
    if path.stat().st_size > _LARGEST_MANIFEST:
        raise MapFolderError(f"The map folder {folder} is damaged: its {MANIFEST} is too large; {AGAIN}.")
    text = path.read_bytes()
    try:
        _check_head(folder, msgspec.json.decode(text, type=_Head))
        manifest = msgspec.json.decode(text, type=Manifest)
    except msgspec.DecodeError as error:
        raise MapFolderError(
            f"The map folder {folder} is damaged: {MANIFEST} cannot be read ({error}); {AGAIN}."
        ) from error
    contradiction = _contradiction(manifest)
    if contradiction:
        raise MapFolderError(
            f"The map folder {folder} is damaged: {MANIFEST} cannot be right, {contradiction}; {AGAIN}."
        )
    return manifest


def _contradiction(manifest: Manifest) -> str:
    """Return in words what cannot be true of a manifest, or the empty text."""
    unlisted = [name for name in manifest.arrays if f"{name}.npy" not in manifest.files]
    if unlisted or SEARCH_FILE not in manifest.files:
        return f"it does not list {f'{unlisted[0]}.npy' if unlisted else SEARCH_FILE}"
    names = [profile.name for profile in manifest.profiles]
    if len(set(names)) < len(names):
        return "it lists a profile twice"
    facts = manifest.facts
    if not (-180 <= facts.west <= facts.east <= 180 and -90 <= facts.south <= facts.north <= 90):  # noqa: PLR2004 - degrees
        return "its bounds are not on the globe"
    return ""


def _check_head(folder: Path, head: _Head) -> None:
    if head.format != _FORMAT:
        raise MapFolderError(f"{folder} is no map folder: its {MANIFEST} is another program's.")
    formats = f"format {head.version}, this one reads {FORMAT_VERSION}"
    if head.version > FORMAT_VERSION:
        raise MapFolderError(
            f"The map folder {folder} was written by a newer Greenwave ({formats}); "
            f"update the program, or {AGAIN} with this one."
        )
    if head.version < FORMAT_VERSION:
        raise MapFolderError(
            f"The map folder {folder} was written by an older Greenwave ({formats}); {AGAIN}."
        )
