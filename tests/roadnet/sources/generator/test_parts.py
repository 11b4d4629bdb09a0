import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.sources.generator.lattice import Lattice, bilinear
from desktop_app.roadnet.sources.generator.proximity import relative_neighbours
from desktop_app.roadnet.sources.generator.rural_tiles import diagonal_tile, lane_tile
from desktop_app.roadnet.sources.generator.tile import (
    EAST,
    FIRST_CORNER,
    NORTH,
    ROUNDABOUT,
    SOUTH,
    SYMMETRIES,
    WEST,
    Tile,
    placed,
)
from desktop_app.roadnet.sources.generator.town_tiles import TownPattern, trace_tile
from desktop_app.roadnet.sources.generator.towns import place_towns, town_sizes
from desktop_app.roadnet.sources.generator.warp import Warp, lon_lat

_CORNERS = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])


def ref_places(tile: Tile) -> np.typing.NDArray[np.float64]:
    """Return where all spots and ports of a tile are."""
    side_start = {SOUTH: (0.0, 0.0), EAST: (1.0, 0.0), NORTH: (0.0, 1.0), WEST: (0.0, 0.0)}
    ports = []
    for side, at in zip(tile.port_side.tolist(), tile.port_at.tolist(), strict=True):
        if side >= FIRST_CORNER:
            ports.append(tuple(_CORNERS[side - FIRST_CORNER]))
        else:
            x, y = side_start[side]
            ports.append((x + at, y) if side in {SOUTH, NORTH} else (x, y + at))
    return np.concatenate([tile.spots, np.array(ports).reshape(-1, 2)])


def way_lengths(tile: Tile) -> list[float]:
    places = ref_places(tile)
    return [float(np.hypot(*np.diff(places[tile.way(way)], axis=0).T).sum()) for way in range(tile.way_count)]


@pytest.fixture(scope="module")
def town_tile() -> Tile:
    pattern = TownPattern(104.0, 0.2, 0.2, arms=(WEST, EAST, SOUTH, NORTH), one_way_share=0.4)
    return trace_tile(pattern, np.random.default_rng(5))


@pytest.fixture(scope="module")
def warp() -> Warp:
    return Warp(np.random.default_rng(3))


def test_a_traced_tile_is_one_piece_with_its_border(town_tile: Tile) -> None:
    links: nx.Graph[int] = nx.Graph()
    for way in range(town_tile.way_count):
        nx.add_path(links, town_tile.way(way).tolist())
    ports = range(len(town_tile.spots), len(town_tile.spots) + len(town_tile.port_side))
    nx.add_cycle(links, ports)
    assert nx.is_connected(links)
    assert 300 < town_tile.arc_count() < 1_200
    assert np.any(town_tile.flags & ROUNDABOUT)
    assert np.all((town_tile.spots > 0.0) & (town_tile.spots < 1.0))


@pytest.mark.parametrize("symmetry", range(SYMMETRIES))
def test_a_turned_tile_has_the_same_streets(town_tile: Tile, symmetry: int) -> None:
    turned = placed(town_tile, symmetry)
    assert turned.arc_count() == town_tile.arc_count()
    assert np.allclose(way_lengths(turned), way_lengths(town_tile))


@pytest.mark.parametrize("symmetry", range(SYMMETRIES))
def test_traffic_goes_round_against_the_clock_in_the_mirror_too(town_tile: Tile, symmetry: int) -> None:
    turned = placed(town_tile, symmetry)
    circle = turned.way(int(np.flatnonzero(turned.flags & ROUNDABOUT)[0]))
    x, y = ref_places(turned)[circle].T
    assert np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]) > 0


def test_the_eight_ways_to_turn_a_tile_are_all_different() -> None:
    tile = lane_tile((WEST, SOUTH), np.random.default_rng(1))
    assert len({placed(tile, symmetry).spots.tobytes() for symmetry in range(SYMMETRIES)}) == SYMMETRIES


@pytest.mark.parametrize(("sides", "arcs"), [((WEST,), 2), ((WEST, EAST), 2), ((WEST, EAST, NORTH), 6)])
def test_lanes_lead_to_the_sides_that_were_asked_for(sides: tuple[int, ...], arcs: int) -> None:
    tile = lane_tile(sides, np.random.default_rng(2))
    assert tuple(tile.port_side.tolist()) == sides
    assert tile.arc_count() == arcs


def test_a_diagonal_leads_from_corner_to_corner() -> None:
    places = ref_places(placed(diagonal_tile(RoadClass.PRIMARY), 1))
    assert np.allclose(places.sum(axis=1), 1.0)


@given(columns=st.integers(1, 9), rows=st.integers(1, 9))
def test_edges_join_the_corners_of_their_cells(columns: int, rows: int) -> None:
    lattice = Lattice(columns, rows)
    cells = np.arange(lattice.cell_count)
    south_west, south_east, north_east, north_west = lattice.cell_corners(cells).T
    wanted = (
        (south_west, south_east),
        (south_east, north_east),
        (north_west, north_east),
        (south_west, north_west),
    )
    for edges, (tail, head) in zip(lattice.cell_edges(cells).T, wanted, strict=True):
        assert [ends.tolist() for ends in lattice.edge_ends(edges)] == [tail.tolist(), head.tolist()]
    tail, head = lattice.edge_ends(np.arange(lattice.edge_count))
    pairs = set(zip(tail.tolist(), head.tolist(), strict=True))
    assert len(pairs) == lattice.edge_count == columns * (rows + 1) + rows * (columns + 1)


@given(columns=st.integers(1, 9), rows=st.integers(1, 9))
def test_a_corner_knows_its_edges(columns: int, rows: int) -> None:
    lattice = Lattice(columns, rows)
    arms = lattice.corner_edges(np.arange(lattice.corner_count))
    for corner, edges in enumerate(arms.tolist()):
        for arm, edge in enumerate(edges):
            if edge >= 0:
                tail, head = lattice.edge_ends(np.array([edge]))
                assert (tail if arm in {0, 1} else head).tolist() == [corner]
    assert np.bincount(arms[arms >= 0]).tolist() == [2] * lattice.edge_count


def test_bilinear_puts_corners_on_corners() -> None:
    cell = np.array([[[0.0, 0.0], [4.0, 1.0], [5.0, 6.0], [-1.0, 5.0]]])
    assert np.allclose(bilinear(cell, _CORNERS), cell)


@given(x=st.floats(-4e5, 4e5), y=st.floats(-4e5, 4e5))
def test_the_warp_turns_nothing_inside_out(warp: Warp, x: float, y: float) -> None:
    spots = np.array([[x, y], [x + 1.0, y], [x, y + 1.0]])
    moved = warp.moved(spots)
    (east_x, east_y), (north_x, north_y) = moved[1:] - moved[0]
    assert east_x * north_y - east_y * north_x > 0.001


def test_metres_stay_metres_far_from_the_middle() -> None:
    lon, lat = lon_lat(np.array([[3e5, 3e5], [3e5 + 1_000.0, 3e5]]))
    assert np.deg2rad(lon[1] - lon[0]) * np.cos(np.deg2rad(lat[0])) * 6_371_000.0 == pytest.approx(
        1_000.0, rel=0.002
    )


@settings(max_examples=40)
@given(seed=st.integers(0, 10**6), count=st.integers(2, 40))
def test_relative_neighbours_are_as_defined(seed: int, count: int) -> None:
    spots = np.random.default_rng(seed).uniform(0.0, 100.0, (count, 2))
    away = np.hypot(*(spots[:, None] - spots[None]).transpose(2, 0, 1))
    wanted = {
        (one, two)
        for one in range(count)
        for two in range(one + 1, count)
        if not np.any(np.maximum(away[one], away[two]) < away[one, two])
    }
    found = relative_neighbours(spots)
    assert set(map(tuple, found.tolist())) == wanted
    graph: nx.Graph[int] = nx.Graph(found.tolist())
    assert len(graph) == count
    assert nx.is_connected(graph)


def test_the_second_town_has_half_the_size_of_the_first() -> None:
    sizes = town_sizes(3_000)
    assert 3_000 <= sizes.sum() < 3_300
    assert sizes[1] == pytest.approx(sizes[0] / 2, abs=1)
    assert sizes[9] == pytest.approx(sizes[0] / 10, abs=1)
    assert sizes[-1] == 1


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_towns_keep_apart_from_each_other(seed: int) -> None:
    lattice = Lattice(40, 36)
    towns = place_towns(lattice, town_sizes(70), np.random.default_rng(seed))
    assert np.array_equal(np.bincount(towns.cell_town[towns.cell_town >= 0]), towns.size)
    owner = towns.cell_town.reshape(lattice.rows, lattice.columns)
    for one, two in (
        (owner[:, 1:], owner[:, :-1]),
        (owner[1:], owner[:-1]),
        (owner[1:, 1:], owner[:-1, :-1]),
    ):
        assert not np.any((one >= 0) & (two >= 0) & (one != two))
