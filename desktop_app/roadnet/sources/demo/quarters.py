"""The town's quarters, and the plan by which their streets are built."""

import numpy as np

from desktop_app.roadnet.sources.demo import direction_field as fields
from desktop_app.roadnet.sources.demo.avenues import CORE, CORE_RADIUS_M, Rank, Road
from desktop_app.roadnet.sources.demo.direction_field import Quarter
from desktop_app.roadnet.sources.demo.geometry import Mask, Points, inside, points
from desktop_app.roadnet.sources.demo.ground import GroundMask, within_land
from desktop_app.roadnet.sources.demo.street_tracing import StreetPlan

QUARTERS = (
    Quarter("Old Town", 0, 130, 12, 74, 0.55),
    Quarter("Saint Mark", -20, 1150, 4, 108),
    Quarter("Gardens", 1150, 1000, 38, 116),
    Quarter("Eastgate", 1700, -150, 9, 112),
    Quarter("Westgate", -1300, 500, -8, 108),
    Quarter("Weavers' Hill", -1500, 1700, 52, 118),
    Quarter("Northfield", 350, 2700, -6, 128, 0.25),
    Quarter("Lindenau", 2150, 2750, 30, 136, 0.45),
    Quarter("Observatory", -2600, 1350, 22, 136, 0.5),
    Quarter("Ashmoor", -3300, 700, -14, 140),
    Quarter("Millbank", -3150, -350, 35, 132),
    Quarter("Harbour", 2950, 300, -18, 178),
    Quarter("Southbank", 0, -1250, -4, 104),
    Quarter("Tannery", -1350, -1750, 41, 116),
    Quarter("Brookside", 1150, -1900, 62, 118),
    Quarter("Willow Park", -2750, -2350, 17, 138, 0.5),
    Quarter("Southfield", -300, -2550, 8, 126),
    Quarter("Hopyards", 1850, -2750, 25, 140, 0.3),
    Quarter("Lower Meadow", 2850, -1600, 72, 134),
    Quarter("Birchwood", -1700, 3300, 28, 148, 0.6),
)

HARBOUR_YARDS = points((2450, -80), (2600, 420), (3000, 560), (3420, 560), (3400, 120), (3000, 20))
"""Ring of the industrial area."""

_TOWN_M = 3_750.0
_LONGEST_M = 1_700.0
_LONGEST_IN_CORE_M = 520.0


def make_plan(roads: list[Road], blocked: GroundMask, rng: np.random.Generator) -> StreetPlan:
    """Return which way streets run, how near to each other, and how long."""
    spots = fields.grid_spots()
    warp_m = np.stack([fields.smooth_noise(spots, 1400.0, rng) for _ in range(2)], axis=1) * 150.0
    weights = fields.quarter_weights(QUARTERS, spots, warp_m)
    field = fields.double_angles(QUARTERS, weights, spots)
    wide = [road.line for road in roads if road.rank <= Rank.AVENUE or road.is_quay]
    fields.pull(field, wide, 110.0, 0.55)
    fields.pull(field, [road.line for road in roads if road.rank is Rank.COLLECTOR], 80.0, 0.35)
    core = np.exp(-((_from_core_m(spots) / (CORE_RADIUS_M * 0.95)) ** 6))
    wobble = fields.smooth_noise(spots, 900.0, rng) * 0.10 * (1 - core)
    wobble += fields.smooth_noise(spots, 260.0, rng) * 0.34 * core
    angle = np.arctan2(field[1], field[0]) / 2 + wobble
    spacing_m = np.array([quarter.spacing_m for quarter in QUARTERS]) @ weights
    spacing_m *= 0.95 + 0.10 * fields.smooth_noise(spots, 700.0, rng)
    spacing_m[~_is_town(spots, rng) | blocked.at(spots)] = 0.0
    spacing_m[0] = 0.0
    longest_m = _LONGEST_M + (_LONGEST_IN_CORE_M - _LONGEST_M) * core
    shape = (fields.ROWS, fields.COLUMNS)
    return StreetPlan(angle.reshape(shape), spacing_m.reshape(shape), longest_m.reshape(shape), fields.CELL_M)


def street_rank(line: Points) -> Rank:
    """Return the rank of a street: in the harbour's yards no one lives."""
    return Rank.LANE if inside(line[len(line) // 2][None], HARBOUR_YARDS)[0] else Rank.STREET


def quarter_of(spot: Points) -> int:
    """Return the number of the quarter whose middle is nearest."""
    middles = np.array([[quarter.x, quarter.y] for quarter in QUARTERS])
    return int(np.argmin(np.hypot(*(middles - spot).T)))


def _from_core_m(spots: Points) -> Points:
    away: Points = np.hypot(*(spots - CORE).T)
    return away


def _is_town(spots: Points, rng: np.random.Generator) -> Mask:
    """Say for each spot whether the town has grown as far; it grew along its avenues."""
    angle = np.arctan2(spots[:, 1], spots[:, 0] * 0.86)
    phases = rng.uniform(0.0, 2 * np.pi, 3)
    edge = 1.0 + sum(0.05 * np.sin(angle * (number + 3) + phase) for number, phase in enumerate(phases))
    found: Mask = np.hypot(spots[:, 0] * 0.86, spots[:, 1]) < _TOWN_M * edge
    return np.logical_and(found, within_land(spots, 40.0))
