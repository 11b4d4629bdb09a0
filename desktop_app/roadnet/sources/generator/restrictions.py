"""Turn restrictions: at crossroads in towns, at streets that meet a wide road, and at interchanges."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from desktop_app.roadnet.sources.generator.cells import CellStreets
from desktop_app.roadnet.sources.generator.country import Country
from desktop_app.roadnet.sources.generator.tile import EAST, ONE_WAY, SOUTH, Tile

_KINDS = ("no_left_turn", "only_straight_on", "no_u_turn", "no_left_turn", "no_right_turn", "only_right_turn")
_ONLY_EVERY = 3
_TURN = {"left": 3, "right": 1, "straight": 2, "u": 0}
"""How many arms further, against the clock, a turn leads."""


@dataclass(frozen=True, slots=True)
class Restriction:
    """A turn restriction; ways and nodes as `Country` numbers them.

    Attributes
    ----------
    via_node
        -1 where the turn leads over `via_ways`.
    """

    kind: str
    from_way: int
    to_way: int
    via_node: int = -1
    via_ways: tuple[int, ...] = ()


def restrictions(country: Country, streets: CellStreets, rng: np.random.Generator) -> Iterator[Restriction]:
    """Return all of a country's restrictions."""
    yield from _at_corners(country, rng)
    yield from _at_streets(country, streets)
    yield from _at_interchanges(country)


def _at_corners(country: Country, rng: np.random.Generator) -> Iterator[Restriction]:
    ways, corners = country.edge_ways, country.restricted.corners
    edges = country.layout.lattice.corner_edges(corners).tolist()
    table = zip(corners.tolist(), edges, strict=True)
    for number, (corner, (east, north, west, south)) in enumerate(table):
        arms = (ways.first_way(east), ways.first_way(north), ways.last_way(west), ways.last_way(south))
        kind = _KINDS[number % len(_KINDS)]
        arm = int(rng.integers(len(arms)))
        to = (arm + _TURN[kind.split("_")[1]]) % len(arms)
        yield Restriction(kind, arms[arm], arms[to], corner)


def _at_streets(country: Country, streets: CellStreets) -> Iterator[Restriction]:
    """Return one at each chosen street, which ends there: no turn to the left, or only to the right."""
    port, first = country.edge_nodes.port, country.ports.first
    chosen = np.flatnonzero(np.isin(port, country.restricted.nodes))
    cells = np.searchsorted(first, chosen, "right") - 1
    for number, cell in zip(chosen.tolist(), cells.tolist(), strict=True):
        tile, local = streets.tile(cell), number - int(first[cell])
        way = _way_to(tile, len(tile.spots) + local)
        if way is None:
            continue
        node = int(port[number])
        before, after = country.edge_ways.ways_beside(country.edge_nodes, node)
        # An edge leads east or north: streets from the cell left of it turn left into its rest.
        left, right = (after, before) if int(tile.port_side[local]) in {SOUTH, EAST} else (before, after)
        via = country.layout.lattice.corner_count + node
        from_way = int(country.first_way[cell]) + way
        if number % _ONLY_EVERY:
            yield Restriction("no_left_turn", from_way, left, via)
        else:
            yield Restriction("only_right_turn", from_way, right, via)


def _way_to(tile: Tile, ref: int) -> int | None:
    """Return the way that may be driven to a port."""
    for way in range(tile.way_count):
        refs = tile.way(way)
        if refs[-1] == ref or (refs[0] == ref and not tile.flags[way] & ONE_WAY):
            return way
    return None


def _at_interchanges(country: Country) -> Iterator[Restriction]:
    """Return two for each: no driving straight back onto the motorway, and no turning round.

    Turning round leads over several ways: to the bridge, over it, and from it.
    """
    nodes, first = country.edge_nodes, country.first_motorway_way
    for each in country.motorways.interchanges:
        right, left = (int(nodes.asked[end]) for end in each.ends)
        off = first + each.off_ways[0]
        via = country.layout.lattice.corner_count + right
        yield Restriction("no_straight_on", off, first + each.on_ways[0], via)
        low, high = min(right, left), max(right, left)
        between = dict.fromkeys(country.edge_ways.ways_beside(nodes, node)[1] for node in range(low, high))
        chain = tuple(between if right < left else reversed(between))
        yield Restriction("no_u_turn", off, first + each.on_ways[1], via_ways=chain)
