import numpy as np

from desktop_app.ui.map.coast import sea_rings
from desktop_app.ui.map.polylines import Floats, Polylines

ROAD_X, ROAD_Y = np.array([0.5, 0.501, 0.5, 0.501]), np.array([0.4, 0.4, 0.401, 0.401])


def coast(*lines: list[tuple[float, float]]) -> Polylines:
    first = np.concatenate([[0], np.cumsum([len(line) for line in lines])])
    points = np.array([point for line in lines for point in line])
    return Polylines.of(first, points[:, 0], points[:, 1])


def wet(rings: list[Floats], x: float, y: float) -> bool:
    turns = 0.0
    for ring in rings:
        angles = np.unwrap(np.arctan2(ring[:, 1] - y, ring[:, 0] - x))
        turns += (angles[-1] - angles[0] + np.arctan2(0, 1)) / (2 * np.pi)
        closing = np.arctan2(ring[0, 1] - y, ring[0, 0] - x) - np.arctan2(ring[-1, 1] - y, ring[-1, 0] - x)
        turns += ((closing + np.pi) % (2 * np.pi) - np.pi) / (2 * np.pi)
    return round(turns) != 0


def test_the_sea_lies_on_the_right_of_the_coast() -> None:
    # Eastwards, in two pieces, with land to the north.
    rings = sea_rings(
        coast([(0.5005, 0.402), (0.502, 0.402)], [(0.499, 0.402), (0.5005, 0.402)]), ROAD_X, ROAD_Y
    )
    assert wet(rings, 0.5005, 0.403)
    assert not wet(rings, 0.5005, 0.4015)


def test_two_coasts_leave_the_land_between_them() -> None:
    south = [(0.499, 0.402), (0.502, 0.402)]
    north = [(0.502, 0.399), (0.499, 0.399)]
    rings = sea_rings(coast(south, north), ROAD_X, ROAD_Y)
    assert wet(rings, 0.5, 0.403)
    assert wet(rings, 0.5, 0.398)
    assert not wet(rings, 0.5, 0.4005)


def test_an_island_is_land_in_the_sea() -> None:
    island = [(0.499, 0.399), (0.499, 0.402), (0.502, 0.402), (0.502, 0.399), (0.499, 0.399)]
    rings = sea_rings(coast(island), ROAD_X, ROAD_Y)
    assert wet(rings, 0.505, 0.4)
    assert not wet(rings, 0.5005, 0.4005)


def test_a_coast_that_would_flood_the_roads_is_left_out() -> None:
    assert sea_rings(coast([(0.502, 0.402), (0.499, 0.402)]), ROAD_X, ROAD_Y) == []


def test_no_coast_is_no_sea() -> None:
    assert sea_rings(Polylines.of(np.zeros(1, np.int64), np.zeros(0), np.zeros(0)), ROAD_X, ROAD_Y) == []
