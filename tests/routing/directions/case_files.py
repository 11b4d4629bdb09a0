"""The cases in ``cases/*.txt``, a line each.

A line is ``map | from [via ...] to | steps``, and at its end ``| why`` where OSRM says something else.
"""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from tests.routing.directions.drawing import Drawing

_FOLDER = Path(__file__).parent / "cases"


@dataclass(frozen=True, slots=True)
class Case:
    """A request on a drawn map, and the steps it must be answered with.

    Attributes
    ----------
    family
        The module of maps is ``maps_<family>``.
    stops
        Places of the drawing, as `Drawing.lat_lon` takes them.
    steps
        A step each: type, modifier, ``exit`` and its number, ``into`` and the street, as far as it has them;
        or the code of an error.
    differs
        Why OSRM says something else; empty where it says the same.
    """

    family: str
    map_name: str
    stops: tuple[str, ...]
    steps: tuple[str, ...]
    differs: str

    def __str__(self) -> str:
        return f"{self.family}: {self.map_name}: {' to '.join(self.stops)}"


def families() -> list[str]:
    """Return the names of the files of cases."""
    return sorted(path.stem for path in _FOLDER.glob("*.txt"))


def drawn_maps(family: str) -> dict[str, Drawing]:
    """Return the maps of a family by name."""
    maps: dict[str, Drawing] = import_module(f"tests.routing.directions.maps_{family}").MAPS
    return maps


def read_cases(family: str) -> list[Case]:
    """Return the cases of a family."""
    lines = (_FOLDER / f"{family}.txt").read_text(encoding="utf-8").splitlines()
    return [_case(family, line) for line in lines if line and not line.startswith("#")]


def _case(family: str, line: str) -> Case:
    map_name, stops, steps, *differs = [part.strip() for part in line.split("|")]
    return Case(family, map_name, tuple(stops.split()), tuple(steps.split("; ")), "".join(differs))
