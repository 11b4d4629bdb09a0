"""A network as GraphML, and back."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings

from desktop_app.errors import MapFileError, StorageError
from desktop_app.roadnet.canonical import canonical
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.road_rules import TurnBans
from desktop_app.roadnet.sources.graphml.writing import write_graphml
from desktop_app.roadnet.sources.osm import read_osm
from tests.networks import grid
from tests.roadnet.sources.graphml.graphs import read
from tests.roadnet.sources.map_files import nobody
from tests.roadnet.test_graph import assert_equal_arrays, networks, ruled_networks
from tests.shared_data import SHARED, needs_shared


def there_and_back(network: RoadNetwork, folder: Path) -> RoadNetwork:
    path = folder / "town.graphml"
    write_graphml(network, path)
    return read(path).network


def is_map(network: RoadNetwork) -> bool:
    """Say whether a car may drive anywhere; what else is a file without roads is no map."""
    return bool((network.profiles[0].arc_kph > 0).any())


@settings(deadline=None, max_examples=40)
@given(network=(networks | ruled_networks()).filter(is_map))
def test_a_network_comes_back_whole(network: RoadNetwork) -> None:
    with TemporaryDirectory() as folder:
        assert_equal_arrays(there_and_back(network, Path(folder)), canonical(network))


@needs_shared
def test_a_real_network_comes_back_whole(tmp_path: Path) -> None:
    network = read_osm(SHARED / "maps" / "monaco.osm.gz", nobody).network
    assert_equal_arrays(there_and_back(network, tmp_path), network)


def test_names_with_signs_of_xml_come_back(tmp_path: Path) -> None:
    network = grid(2, 2)
    named = replace(network, texts=type(network.texts).of(["", 'Rua <A> & "B"', "Rua 'C'", "D", "E"]))
    assert set(there_and_back(named, tmp_path).texts) == set(canonical(named).texts)


def test_a_stated_length_comes_back(tmp_path: Path) -> None:
    network = grid(3, 3)
    longer = replace(network, segment_length_m=network.segment_length_m * 1.25)
    back = there_and_back(longer, tmp_path)
    assert back.segment_length_m == pytest.approx(canonical(longer).segment_length_m)


def test_a_ban_over_an_edge_that_was_taken_out_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "town.graphml"
    network = grid(3, 3)
    bans = TurnBans(
        first=np.array([0, 2, 4], np.int32),
        arcs=np.array([0, 1, 2, 3], np.int32),
        condition=np.zeros(2, np.int32),
        only_modes=np.zeros(2, np.uint32),
        except_modes=np.zeros(2, np.uint32),
        mandatory=np.zeros(2, np.bool_),
        relation=np.array([7, 8]),
    )
    write_graphml(replace(network, turn_bans=bans), path)
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if '{"arc":3,' not in line), "utf-8")
    source = read(path)
    assert source.network.turn_bans.relation.tolist() == [7]
    assert source.report.dropped == {"turn_ban_over_a_missing_edge": 1}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"format":1', '"format":2'),
        ('"profiles":[[', '"profiles":[[['),
        ('{"arc":3,', '{"arc":"three",'),
        ('{"arc":3,', "[" * 100_000),
        ('"access":[[50.0,0,""]]', '"access":[]'),
        ('<data key="edge_greenwave"> {"arc":3,', '<data key="edge_ref"> {"arc":3,'),
    ],
)
def test_rules_that_do_not_fit_are_refused_in_words(tmp_path: Path, old: str, new: str) -> None:
    path = tmp_path / "town.graphml"
    write_graphml(grid(3, 3), path)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(MapFileError, match=r"town\.graphml (has|is|cannot)"):
        read(path)


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be written"):
        write_graphml(grid(2, 2), tmp_path / "absent" / "town.graphml")
