"""A town for the simulator: a grid with wide roads, a ring of narrow ones, and a bridge."""

from desktop_app.roadnet.network import ArcFlag, RoadClass, RoadNetwork
from tests.networks import Road, network_of

COLUMNS, ROWS = 12, 10


def node_at(column: int, row: int) -> int:
    """Return the OSM id of a crossing of the town."""
    return row * 100 + column + 1


def town(step_deg: float = 0.002) -> RoadNetwork:
    """Return a grid of 12 by 10 streets; every third is a main road, one has a bridge."""
    places = {
        node_at(column, row): (0.1 + column * step_deg, 45.0 + row * step_deg)
        for row in range(ROWS)
        for column in range(COLUMNS)
    }
    roads = [_street([node_at(c, row) for c in range(COLUMNS)], f"Row {row}", row) for row in range(ROWS)]
    roads += [_street([node_at(c, r) for r in range(ROWS)], f"Column {c}", c) for c in range(COLUMNS)]
    roads.append(
        Road(
            (node_at(4, 5), 9_001, node_at(5, 6)),
            "Bridge",
            road_class=RoadClass.PRIMARY,
            flags=ArcFlag.BRIDGE,
        )
    )
    places[9_001] = (0.1 + 4.5 * step_deg, 45.0 + 5.5 * step_deg)
    return network_of(places, roads)


def _street(nodes: list[int], name: str, number: int) -> Road:
    wide = number % 3 == 0
    return Road(
        tuple(nodes),
        name,
        forward_kph=60.0 if wide else 40.0,
        backward_kph=60.0 if wide else 40.0,
        road_class=RoadClass.PRIMARY if wide else RoadClass.RESIDENTIAL,
    )
