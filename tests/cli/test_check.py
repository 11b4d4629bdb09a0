"""``greenwave check``: whole folders are said to be whole, damaged ones name the file."""

from pathlib import Path

import pytest

from desktop_app.roadnet.backdrop import Backdrop
from desktop_app.roadnet.folder import write_map_folder
from desktop_app.roadnet.map_data import ImportReport, SourceMap
from tests.cli.conftest import Greenwave, is_refused
from tests.networks import grid


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "town"
    report = ImportReport(0, 0, 0, 0, {}, {}, 0.0, "")
    write_map_folder(folder, SourceMap(grid(), Backdrop.empty(), report))
    return folder


def test_a_whole_folder_is_said_to_be_whole(greenwave: Greenwave, folder: Path) -> None:
    ended = greenwave("check", folder)
    assert ended.code == 0
    assert "whole" in ended.out
    assert "98 arcs" in ended.out
    assert not ended.err


def test_a_flipped_bit_names_its_file(greenwave: Greenwave, folder: Path) -> None:
    path = folder / "network.node_lon.npy"
    content = bytearray(path.read_bytes())
    content[-3] ^= 1
    path.write_bytes(content)
    assert is_refused(greenwave("check", folder), str(folder), path.name)


def test_what_is_no_map_folder_is_refused(greenwave: Greenwave, tmp_path: Path) -> None:
    assert is_refused(greenwave("check", tmp_path / "nothing"), "nothing", "no map folder")
    assert is_refused(greenwave("check"), "FOLDER")
