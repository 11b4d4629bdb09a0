"""The backdrop of an extract: areas with holes, lines, places."""

from pathlib import Path

import numpy as np
import pytest

from desktop_app.roadnet.backdrop import Backdrop, BackdropKind, PlaceKind
from desktop_app.roadnet.map_data import SourceMap
from tests.roadnet.sources.map_files import NODES, node, osm, read, relation, way
from tests.shared_data import SHARED, needs_shared

ROAD = way(10, (1, 2, 3), highway="residential")


def corner_nodes(first_id: int, west: float, south: float, size: float) -> str:
    """Return the corners of a square, ids from `first_id` up."""
    corners = ((0, 0), (1, 0), (1, 1), (0, 1))
    return "".join(
        node(first_id + number, south + size * y, west + size * x) for number, (x, y) in enumerate(corners)
    )


SQUARES = (
    corner_nodes(100, 7.0, 43.0, 0.1)
    + corner_nodes(200, 7.02, 43.02, 0.02)
    + corner_nodes(300, 8.0, 43.0, 0.1)
)


def load(tmp_path: Path, *items: str) -> SourceMap:
    path = tmp_path / "town.osm"
    path.write_text(osm(NODES, SQUARES, ROAD, *items), "utf-8")
    return read(path)


def shape(backdrop: Backdrop, row: int) -> list[tuple[float, float]]:
    part = slice(backdrop.shape_first[row], backdrop.shape_first[row + 1])
    return list(zip(backdrop.point_lon[part].tolist(), backdrop.point_lat[part].tolist(), strict=True))


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"natural": "water"}, BackdropKind.WATER),
        ({"waterway": "riverbank"}, BackdropKind.WATER),
        ({"landuse": "reservoir"}, BackdropKind.WATER),
        ({"leisure": "park"}, BackdropKind.GREEN),
        ({"natural": "wood"}, BackdropKind.GREEN),
        ({"landuse": "meadow"}, BackdropKind.GREEN),
    ],
)
def test_closed_ways_are_areas(tmp_path: Path, tags: dict[str, str], kind: BackdropKind) -> None:
    backdrop = load(tmp_path, way(20, (100, 101, 102, 103, 100), **tags)).backdrop
    assert backdrop.shape_kind.tolist() == [kind]
    assert backdrop.shape_part_of.tolist() == [-1]
    assert shape(backdrop, 0)[0] == shape(backdrop, 0)[-1] == (7.0, 43.0)


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"railway": "rail"}, BackdropKind.RAIL),
        ({"waterway": "river"}, BackdropKind.STREAM),
        ({"natural": "coastline"}, BackdropKind.COAST),
    ],
)
def test_lines_are_cut_at_their_gaps(tmp_path: Path, tags: dict[str, str], kind: BackdropKind) -> None:
    data = load(tmp_path, way(20, (100, 101, 999, 102, 103, 999, 100), **tags))
    assert data.backdrop.shape_kind.tolist() == [kind, kind]
    assert shape(data.backdrop, 0) == [(7.0, 43.0), (7.1, 43.0)]
    assert data.report.dropped == {"backdrop_shape_with_missing_nodes": 1}


def test_what_runs_in_a_tunnel_or_is_built_over_is_not_seen(tmp_path: Path) -> None:
    backdrop = load(
        tmp_path,
        way(20, (100, 101), railway="rail", tunnel="yes"),
        way(21, (100, 101, 102, 103, 100), building="yes"),
    ).backdrop
    assert not len(backdrop.shape_kind)


def test_a_multipolygon_is_joined_from_its_ways_with_its_hole(tmp_path: Path) -> None:
    members = [(20, "outer"), (21, "outer"), (22, "inner"), (23, "")]
    backdrop = load(
        tmp_path,
        relation(1, members, type="multipolygon", natural="water"),
        way(20, (100, 101, 102)),
        way(21, (100, 103, 102)),
        way(22, (200, 201, 202, 203, 200)),
        way(23, (300, 301, 302, 303, 300)),
    ).backdrop
    assert backdrop.shape_kind.tolist() == [BackdropKind.WATER] * 3
    assert backdrop.shape_part_of.tolist() == [-1, -1, 0]
    assert set(shape(backdrop, 0)) == {(7.0, 43.0), (7.1, 43.0), (7.1, 43.1), (7.0, 43.1)}
    assert shape(backdrop, 2)[0] == (7.02, 43.02)


def test_a_ring_with_a_gap_is_left_out_and_counted(tmp_path: Path) -> None:
    data = load(
        tmp_path,
        relation(1, [(20, "outer"), (99, "outer")], type="multipolygon", natural="water"),
        way(20, (100, 101, 102)),
        way(21, (300, 301, 302), leisure="park"),
    )
    assert not len(data.backdrop.shape_kind)
    assert data.report.examples["backdrop_ring_is_open"] == ("way 21", "relation 1")


def test_an_area_goes_on_without_a_missing_node(tmp_path: Path) -> None:
    backdrop = load(tmp_path, way(20, (999, 100, 101, 102, 103, 999), natural="water")).backdrop
    assert shape(backdrop, 0) == [(7.0, 43.0), (7.1, 43.0), (7.1, 43.1), (7.0, 43.1), (7.0, 43.0)]


def test_relations_that_hold_themselves_and_each_other_end(tmp_path: Path) -> None:
    loop = '<member type="relation" ref="1" role="outer"/><member type="relation" ref="2" role="outer"/>'
    tags = '<tag k="type" v="multipolygon"/><tag k="natural" v="water"/>'
    data = load(tmp_path, *(f'<relation id="{number}">{loop}{tags}</relation>' for number in (1, 2)))
    assert not len(data.backdrop.shape_kind)


def test_places_have_kind_place_and_name(tmp_path: Path) -> None:
    backdrop = load(
        tmp_path,
        node(50, 43.5, 7.5, place="town", name="Vila"),
        node(51, 43.6, 7.6, place="hamlet", name="Aldeia"),
        node(52, 43.7, 7.7, place="village"),
        node(53, 43.7, 7.7, place="continent", name="Europe"),
        node(54, 91, 7.7, place="city", name="Nowhere"),
    ).backdrop
    assert backdrop.place_kind.tolist() == [PlaceKind.TOWN, PlaceKind.LOCALITY]
    assert [backdrop.texts[name] for name in backdrop.place_name] == ["Vila", "Aldeia"]
    assert (backdrop.place_lon[0], backdrop.place_lat[0]) == (7.5, 43.5)


@needs_shared
def test_a_real_town_has_water_green_rail_and_places() -> None:
    backdrop = read(SHARED / "maps" / "krems.osm.gz").backdrop
    kinds = np.bincount(backdrop.shape_kind, minlength=4)
    assert (kinds[[BackdropKind.WATER, BackdropKind.GREEN, BackdropKind.RAIL]] > 20).all()
    assert "Weinzierl" in {backdrop.texts[name] for name in backdrop.place_name}
