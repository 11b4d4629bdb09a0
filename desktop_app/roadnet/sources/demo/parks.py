"""Parks, woods and cemeteries: rounded areas that reach as far as the next wide road lets them."""

from dataclasses import dataclass

import numpy as np

from desktop_app.roadnet.sources.demo.geometry import Points
from desktop_app.roadnet.sources.demo.ground import CELL_M, GroundMask

_RAYS = 72


@dataclass(frozen=True, slots=True)
class ParkSite:
    """Where a park is wanted, and how large it may become."""

    name: str
    x: float
    y: float
    radius_m: float
    key: str = "leisure"
    value: str = "park"


@dataclass(frozen=True, slots=True, eq=False)
class Park:
    """A park.

    Attributes
    ----------
    ring
        (P, 2) its edge, not closed.
    """

    site: ParkSite
    ring: Points


SITES = (
    ParkSite("Castle Gardens", -950, 620, 260),
    ParkSite("Rosewater Park", 560, -1130, 250),
    ParkSite("Saint Alban's Cemetery", 1250, 2080, 270, "landuse", "cemetery"),
    ParkSite("Meadow Park", -1900, -560, 330),
    ParkSite("Observatory Hill", -2000, 1000, 300),
    ParkSite("Orchard Park", 2000, 1180, 260),
    ParkSite("Kings Wood", -4100, 2900, 1150, "landuse", "forest"),
    ParkSite("Miller's Wood", 4250, 2000, 720, "landuse", "forest"),
    ParkSite("South Forest", -3900, -1900, 780, "landuse", "forest"),
    ParkSite("Heron Meadows", 2050, -1650, 260),
    ParkSite("Lime Tree Park", -750, -2330, 250),
    ParkSite("Quarry Wood", 2350, 3600, 620, "landuse", "forest"),
    ParkSite("North Cemetery", -1000, 2580, 220, "landuse", "cemetery"),
    ParkSite("Stadium Park", -2850, -1650, 280),
    ParkSite("Lower Meadows", 4250, -1400, 560, "landuse", "meadow"),
    ParkSite("Beech Grove", 900, -2250, 190),
    ParkSite("Doctor's Garden", 1000, 750, 150),
    ParkSite("Vicar's Wood", -5400, 1600, 700, "landuse", "forest"),
    ParkSite("High Forest", -5600, -400, 620, "landuse", "forest"),
    ParkSite("Deer Wood", 5350, -1150, 520, "landuse", "forest"),
    ParkSite("East Meadows", 5400, 1500, 480, "landuse", "meadow"),
    ParkSite("Hunter's Wood", 4400, 4100, 620, "landuse", "forest"),
    ParkSite("Bishop's Wood", -1800, 4350, 560, "landuse", "forest"),
    ParkSite("Long Meadow", 900, 4450, 420, "landuse", "meadow"),
    ParkSite("Hollow Wood", -1800, -4100, 620, "landuse", "forest"),
    ParkSite("Sand Heath", 3900, -4000, 800, "landuse", "forest"),
    ParkSite("Heath", 1000, -3900, 640, "landuse", "forest"),
)


def make_parks(taken: GroundMask, rng: np.random.Generator) -> list[Park]:
    """Return the parks, none of which reaches into a cell that is `taken`."""
    parks = []
    for site in SITES:
        middle = np.array([site.x, site.y]) + rng.normal(0.0, 25.0, 2)
        ring = _ring(middle, site.radius_m, taken, rng)
        if len(ring):
            parks.append(Park(site, ring))
    return parks


def _ring(middle: Points, radius_m: float, taken: GroundMask, rng: np.random.Generator) -> Points:
    """Return the edge of an area about `middle`; empty where there is no room."""
    angle = np.linspace(0.0, 2 * np.pi, _RAYS, endpoint=False)
    phases = rng.uniform(0.0, 2 * np.pi, 3)
    waves = sum(np.sin(angle * (number + 2) + phase) for number, phase in enumerate(phases))
    wanted = radius_m * (1.0 + 0.11 * waves)
    ray = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    steps = np.arange(0.0, radius_m * 1.5, CELL_M / 2)
    spots = middle + ray[:, None, :] * steps[None, :, None]
    flat = spots.reshape(-1, 2)
    hit = taken.at(flat).reshape(spots.shape[:2])
    free = np.where(hit.any(axis=1), steps[np.argmax(hit, axis=1)], steps[-1]) - CELL_M
    reach = np.minimum(wanted, free)
    if reach.min() < CELL_M or float(np.mean(reach)) < 0.35 * radius_m:
        return np.zeros((0, 2))
    ring: Points = middle + ray * reach[:, None]
    return ring
