"""Roads as GeoJSON."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from desktop_app.errors import StorageError
from desktop_app.roadnet.network import ArcFlag, RoadClass, RoadNetwork
from desktop_app.roadnet.selection_geojson import write_roads_geojson
from desktop_app.roadnet.spatial_index import SpatialIndex
from tests.networks import Road, grid, network_of


def document(network: RoadNetwork, folder: Path, segments: list[int] | None = None) -> dict[str, Any]:
    """Return what is written of some segments, of all where none are named."""
    picked = np.arange(network.segment_count) if segments is None else np.array(segments)
    path = folder / "roads.geojson"
    count = write_roads_geojson(network, picked.astype(np.int32), path)
    read: dict[str, Any] = json.loads(path.read_bytes())
    assert len(read["features"]) == count
    return read


def test_a_road_says_what_it_is(tmp_path: Path) -> None:
    places = {1: (8.0, 41.0), 2: (8.00000012345, 41.001), 3: (8.002, 41.001)}
    road = Road((1, 2, 3), "Rua A", 36.0, 0.0, RoadClass.TERTIARY, ArcFlag.BRIDGE)
    read = document(network_of(places, [road]), tmp_path)
    assert (read["type"], read["attribution"]) == ("FeatureCollection", "test data")
    (feature,) = read["features"]
    assert feature["type"] == "Feature"
    assert feature["geometry"] == {
        "type": "LineString",
        "coordinates": [[8.0, 41.0], [8.0000001, 41.001], [8.002, 41.001]],
    }
    facts = feature["properties"]
    assert facts["length_m"] == pytest.approx(279, abs=1)
    assert {key: value for key, value in facts.items() if key != "length_m"} == {
        "way": 100,
        "nodes": [1, 2, 3],
        "name": "Rua A",
        "ref": "",
        "class": "tertiary",
        "speed_kph": 36.0,
        "lanes": 0,
        "oneway": True,
        "access": {"car": "open"},
    }


def test_a_two_way_road_is_two_features(tmp_path: Path) -> None:
    network = network_of({1: (8.0, 41.0), 2: (8.001, 41.0)}, [Road((1, 2))])
    first, second = document(network, tmp_path)["features"]
    assert first["geometry"]["coordinates"] == second["geometry"]["coordinates"][::-1]
    assert not first["properties"]["oneway"]


@pytest.mark.parametrize(("west", "east", "edge"), [(179.999, -179.999, 180.0), (-179.999, 179.999, -180.0)])
def test_a_line_over_the_antimeridian_is_split_there(
    tmp_path: Path, west: float, east: float, edge: float
) -> None:
    network = network_of({1: (west, 10.0), 2: (east, 12.0)}, [Road((1, 2), backward_kph=0)])
    (feature,) = document(network, tmp_path)["features"]
    assert feature["geometry"] == {
        "type": "MultiLineString",
        "coordinates": [[[west, 10.0], [edge, 11.0]], [[-edge, 11.0], [east, 12.0]]],
    }


def test_only_the_arcs_of_the_segments_are_written_whole(tmp_path: Path) -> None:
    network = grid()
    index = SpatialIndex(network)
    segments = index.in_box(0.0999, 44.9999, 0.1001, 45.0001)
    features = document(network, tmp_path, segments.tolist())["features"]
    assert {tuple(feature["properties"]["nodes"]) for feature in features} == {
        (1, 2),
        (2, 1),
        (1, 101),
        (101, 1),
    }


def test_no_road_is_an_empty_collection(tmp_path: Path) -> None:
    assert document(grid(2, 2), tmp_path, [])["features"] == []


def test_many_roads_are_one_document(tmp_path: Path) -> None:
    network = grid(30, 25)
    assert len(document(network, tmp_path)["features"]) == network.arc_count > 2_000


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be written"):
        document(grid(2, 2), tmp_path / "absent")
