"""Reading profiles from TOML files; `resources/profiles/README.md` says what may stand in them."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from desktop_app.errors import ProfileFileError
from desktop_app.input_file import TooLargeError, read_bounded
from desktop_app.resource_files import resource_path
from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.profile import Profile, RoadRule
from desktop_app.roadnet.profile_table import ProfileTable
from desktop_app.roadnet.road_rules import Access, LimitKind, Mode, TurnCosts

BUILT_IN = ("car", "truck", "emergency")
"""Names of the profiles that ship with the program; the car's is the first."""

GENERAL_KEY = "access"
"""The access key that stands before all others."""

_MOST_BYTES = 64 * 1024
_HIGHEST_KPH = 250.0
_DIMENSIONS = {
    "height_m": (LimitKind.HEIGHT_M, 10.0),
    "width_m": (LimitKind.WIDTH_M, 10.0),
    "length_m": (LimitKind.LENGTH_M, 60.0),
    "weight_t": (LimitKind.WEIGHT_T, 200.0),
    "axle_load_t": (LimitKind.AXLE_LOAD_T, 40.0),
}
"""The kind of limit that each meets, and the most that is believed."""

_TURNS = {
    "angle_s": (0.0, 120.0),
    "bias": (1.0, 2.0),
    "signal_s": (0.0, 120.0),
    "crossing_s": (0.0, 120.0),
    "joining_s": (0.0, 120.0),
}
"""The least and the most that is believed of each."""

_TOP_KEYS = frozenset(
    {
        "name",
        "title",
        "keys",
        "opening_keys",
        "top_kph",
        "ignored_restrictions",
        "dimensions",
        "words",
        "roads",
        "services",
        "tracktypes",
        "barriers",
        "bollards",
        "kerbs",
        "turns",
    }
)


MOST_PROFILES = 8
"""Profiles of one's own in a map; each takes room by the size of the map."""


def built_in_profiles() -> tuple[Profile, ...]:
    """Return the profiles that ship with the program, the car's first."""
    return tuple(read_profile(_built_in_path(name)) for name in BUILT_IN)


def profiles_with(paths: Sequence[Path]) -> tuple[Profile, ...]:
    """Return the profiles that ship with the program, and those in TOML files.

    A file that names a profile of the program stands in its place.

    Raises
    ------
    ProfileFileError
        A file is none, two of them have one name, or there are too many.
    """
    if len(paths) > MOST_PROFILES:
        raise ProfileFileError(f"{len(paths)} profiles are given; a map is made for at most {MOST_PROFILES}.")
    profiles = {profile.name: profile for profile in built_in_profiles()}
    given: dict[str, Path] = {}
    for path in paths:
        profile = read_profile(path)
        if profile.name in given:
            raise ProfileFileError(f"{path} and {given[profile.name]} are both named {profile.name!r}.")
        given[profile.name] = path
        profiles[profile.name] = profile
    return tuple(profiles.values())


def read_profile(path: Path) -> Profile:
    """Return the profile in a TOML file.

    Raises
    ------
    ProfileFileError
        The file cannot be read, or a key is unknown, absent or has a bad value; the message names the
        file and the key.
    """
    top = ProfileTable(path, "", _document(path))
    top.allow(_TOP_KEYS)
    keys = top.words("keys")
    if not keys or keys[0] != GENERAL_KEY:
        raise top.refusal("keys", f'must begin with "{GENERAL_KEY}"')
    opening_keys = top.words("opening_keys")
    _modes(top, "opening_keys", opening_keys)
    dimensions = _dimensions(top.table("dimensions"))
    carries = Mode.HAZMAT if LimitKind.HAZMAT in dimensions else Mode(0)
    return Profile(
        name=top.word("name"),
        title=top.text("title"),
        keys=keys,
        opening_keys=opening_keys,
        modes=_modes(top, "keys", keys[1:]) | carries,
        words=_accesses(top.table("words")),
        roads=_roads(top.table("roads")),
        services=_rules(top.table("services")),
        tracktypes=_accesses(top.table("tracktypes")),
        barriers=_accesses(top.table("barriers")),
        bollards=_accesses(top.table("bollards")),
        kerbs=_accesses(top.table("kerbs")),
        top_kph=top.number("top_kph", 1.0, _HIGHEST_KPH),
        dimensions=dimensions,
        ignored_restrictions=_restrictions(top, "ignored_restrictions"),
        turn_costs=_turn_costs(top.table("turns")),
    )


def _document(path: Path) -> dict[str, object]:
    """Return what a file says, laid over the built-in profile that it is based on."""
    content = _content(path)
    base = content.pop("based_on", None)
    if base is None:
        return content
    if base not in BUILT_IN:
        names = ", ".join(BUILT_IN)
        raise ProfileFileError(f"{path}: based_on must be one of {names}.")
    base_path = _built_in_path(str(base))
    if base_path == path:
        raise ProfileFileError(f"{path}: based_on must not name the profile itself.")
    return _laid_over(_document(base_path), content)


def _content(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(read_bounded(path, _MOST_BYTES).decode("utf-8"))
    except TooLargeError as error:
        raise ProfileFileError(f"{path} is larger than {_MOST_BYTES >> 10} KiB; no profile is.") from error
    except OSError as error:
        raise ProfileFileError(f"{path} cannot be read: {error.strerror or error}.") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        reason = " ".join(str(error).split())
        raise ProfileFileError(f"{path} is no TOML file: {reason}.") from error


def _laid_over(base: Mapping[str, object], content: Mapping[str, object]) -> dict[str, object]:
    merged = dict(base)
    for key, value in content.items():
        below = merged.get(key)
        merged[key] = {**below, **value} if isinstance(below, dict) and isinstance(value, dict) else value
    return merged


def _built_in_path(name: str) -> Path:
    return resource_path("profiles", f"{name}.toml")


def _dimensions(table: ProfileTable) -> dict[LimitKind, float]:
    table.allow({*_DIMENSIONS, "hazmat"})
    found = {
        kind: table.number(key, 0.1, most) for key, (kind, most) in _DIMENSIONS.items() if table.has(key)
    }
    if table.flag("hazmat"):
        found[LimitKind.HAZMAT] = 1.0
    return found


def _turn_costs(table: ProfileTable) -> TurnCosts:
    table.allow(_TURNS.keys())
    return TurnCosts(**{key: table.number(key, *bounds) for key, bounds in _TURNS.items() if table.has(key)})


def _modes(top: ProfileTable, where: str, keys: Iterable[str]) -> Mode:
    """Return the modes of access keys that stand under the key `where`."""
    modes = Mode(0)
    for key in keys:
        mode = Mode.__members__.get(key.upper())
        if mode is None:
            raise top.refusal(where, f'has "{key}", which is no access key that is known')
        modes |= mode
    return modes


def _restrictions(top: ProfileTable, key: str) -> tuple[str, ...]:
    words = top.words(key)
    if not all(word.startswith(("no_", "only_")) for word in words):
        raise top.refusal(key, "must be a list of values of restriction, such as no_left_turn")
    return tuple(sorted(words))


def _accesses(table: ProfileTable) -> dict[str, Access]:
    return {word: table.access(word) for word in table.entries()}


def _roads(table: ProfileTable) -> dict[RoadClass, RoadRule]:
    classes = {road_class.tag: road_class for road_class in RoadClass}
    table.allow(set(classes))
    return {classes[word]: rule for word, rule in _rules(table).items()}


def _rules(table: ProfileTable) -> dict[str, RoadRule]:
    return {word: table.rule(word) for word in table.entries()}
