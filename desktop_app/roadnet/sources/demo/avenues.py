"""The wide roads: rings, radial avenues, quays, and the streets that collect a quarter's traffic."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from desktop_app.roadnet.sources.demo.geometry import Points, along_m, points, runs_where, smooth
from desktop_app.roadnet.sources.demo.ground import GroundMask, within_land
from desktop_app.roadnet.sources.demo.river import River

CORE = np.array([0.0, 130.0])
"""The market place of the old town."""

CORE_RADIUS_M = 640.0


class Rank(IntEnum):
    """Kinds of road in the town, from the widest to the narrowest."""

    MOTORWAY = 0
    RAMP = 1
    RING = 2
    RADIAL = 3
    AVENUE = 4
    COLLECTOR = 5
    STREET = 6
    LANE = 7


@dataclass(frozen=True, slots=True, eq=False)
class Road:
    """A road before it is cut at its crossings.

    Attributes
    ----------
    name
        Empty where its pieces are named later.
    """

    line: Points
    rank: Rank
    name: str = ""
    is_quay: bool = False


_RING_M = np.array(
    [2300, 2350, 2250, 2120, 2050, 2150, 2300, 2400, 2500, 2450, 2350, 2300, 2250, 2150, 2200, 2280]
)

_RADIALS: tuple[tuple[str, Rank, Points], ...] = (
    ("North Road", Rank.RADIAL, points((-40, 760), (20, 1250), (-90, 2050), (60, 2900), (-30, 4300))),
    (
        "Emperor Avenue",
        Rank.AVENUE,
        points((430, 620), (900, 1080), (1620, 1650), (2400, 2250), (3200, 2620), (4800, 3150)),
    ),
    (
        "Old Harbour Road",
        Rank.AVENUE,
        points((640, 190), (1300, 260), (2300, 420), (2980, 560), (3600, 720), (4800, 900)),
    ),
    (
        "Westgate Road",
        Rank.RADIAL,
        points((-640, 90), (-1400, 30), (-2300, 140), (-3300, 60), (-4800, 330)),
    ),
    (
        "Weavers' Hill Road",
        Rank.AVENUE,
        points((-420, 640), (-950, 1200), (-1560, 1950), (-2350, 2600), (-3000, 3300), (-3500, 4300)),
    ),
    (
        "South Road",
        Rank.RADIAL,
        points((110, -880), (160, -1500), (60, -2250), (120, -2900), (40, -3400), (-100, -4300)),
    ),
    (
        "Airport Road",
        Rank.RADIAL,
        points((110, -880), (750, -1420), (1500, -1980), (2200, -2300), (3000, -2600), (4800, -3000)),
    ),
    (
        "Forest Road",
        Rank.AVENUE,
        points((110, -880), (-420, -1450), (-1150, -2000), (-1900, -2450), (-2700, -3000), (-3600, -4300)),
    ),
)

_COLLECTORS: tuple[Points, ...] = (
    points(
        (-1450, -900),
        (-1420, 100),
        (-1150, 880),
        (-700, 1430),
        (0, 1560),
        (800, 1480),
        (1330, 950),
        (1480, 100),
        (1350, -750),
    ),
    points((-1200, -1700), (-700, -1830), (100, -1750), (900, -1620), (1500, -1400)),
    points(
        (-4100, 900),
        (-3450, 1300),
        (-2900, 2050),
        (-2000, 2750),
        (-900, 3200),
        (40, 3150),
        (1000, 3350),
        (2100, 3050),
        (2950, 2480),
    ),
    points((-3350, 60), (-3200, 800), (-3450, 1300)),
    points(
        (-3250, -1200),
        (-3300, -2000),
        (-2650, -2900),
        (-1500, -2900),
        (-600, -2650),
        (100, -2700),
        (1000, -2750),
        (2300, -2350),
    ),
    points((2950, 2480), (2850, 1500), (2980, 560), (2600, -100)),
    points((-3600, -1000), (-3250, -1200), (-2500, -1900), (-1700, -2320)),
    points((2200, -2300), (2500, -1700), (2800, -1250)),
    points((-4000, 2000), (-2900, 2050), (-1900, 1500)),
    points((1000, 3350), (1150, 2500), (1000, 1700), (800, 1480)),
)


def make_avenues(river: River, rng: np.random.Generator) -> list[Road]:
    """Return the wide roads, cut where they would cross water without being a bridge."""
    ring = _ring(rng)
    inner = _inner_ring(rng)
    main = smooth(points((-40, 760), (-70, 480), (20, 200), (90, -60), (120, -330), (110, -880)))
    roads = [
        Road(ring, Rank.RING, "Ring Road"),
        Road(main, Rank.RADIAL, "High Street"),
        *_dry(inner, Rank.AVENUE, river, "Rampart Street"),
    ]
    for name, rank, control in _RADIALS:
        roads += _dry(smooth(_crooked(control, rng, 45.0)), rank, river, name)
    for side, (west, east) in ((1, (-2600.0, 2350.0)), (-1, (-2500.0, 2450.0))):
        quay = river.quay(side)
        part = quay[(quay[:, 0] > west) & (quay[:, 0] < east)]
        roads += [Road(each, Rank.COLLECTOR, is_quay=True) for each in _outside(part, river.banks)]
    for control in _COLLECTORS:
        roads += _dry(smooth(_crooked(control, rng, 40.0)), Rank.COLLECTOR, river)
    return roads


def _ring(rng: np.random.Generator) -> Points:
    angle = np.linspace(0.0, 2 * np.pi, len(_RING_M), endpoint=False)
    radius = _RING_M + rng.normal(0.0, 40.0, len(angle))
    control = np.stack([radius * np.cos(angle) * 1.04, radius * np.sin(angle) * 0.98 - 60], axis=1)
    return smooth(control, closed=True)


def _inner_ring(rng: np.random.Generator) -> Points:
    """Return where the town's wall once stood."""
    angle = np.linspace(-0.32 * np.pi, 1.32 * np.pi, 15)
    radius = CORE_RADIUS_M + rng.normal(0.0, 22.0, len(angle))
    return smooth(CORE + np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1))


def _crooked(control: Points, rng: np.random.Generator, by_m: float) -> Points:
    """Return control points of which all but the ends are moved a little."""
    moved = control + rng.normal(0.0, by_m, control.shape) / 2
    moved[[0, -1]] = control[[0, -1]]
    return moved


def _dry(line: Points, rank: Rank, river: River, name: str = "") -> list[Road]:
    return [Road(part, rank, name) for part in _outside(line, river.banks)]


def _outside(line: Points, banks: GroundMask) -> list[Points]:
    """Return the parts of a line on the land and outside the banks, as far as they are worth it."""
    runs = runs_where(~banks.at(line) & within_land(line))
    parts = [line[first:end] for first, end in runs if end - first > 1]
    return [part for part in parts if along_m(part)[-1] > 120.0]  # noqa: PLR2004 - shorter is a stump
