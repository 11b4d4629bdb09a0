"""Reading a map folder through: each file's damage is found, and named."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from desktop_app.errors import MapFolderError
from desktop_app.roadnet.folder import open_map_folder, write_map_folder
from desktop_app.roadnet.folder_audit import check_map_folder
from desktop_app.roadnet.progress import ImportProgress
from tests.roadnet.test_folder import source_map


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "grid"
    write_map_folder(folder, source_map())
    return folder


def ignore(_progress: ImportProgress) -> None:
    pass


def test_a_whole_folder_passes_and_progress_reaches_the_end(folder: Path) -> None:
    words: list[ImportProgress] = []
    manifest = check_map_folder(folder, words.append)
    assert manifest.counts.arcs == source_map().network.arc_count
    size = sum(path.stat().st_size for path in folder.iterdir() if path.name != "manifest.json")
    assert words[-1].done == words[-1].total == size


def test_the_manifest_names_all_files_and_where_the_map_comes_from(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert set(manifest["files"]) == {path.name for path in folder.iterdir()} - {"manifest.json"}
    assert {"version", "program", "counts", "profiles", "profiles_key", "report"} <= set(manifest)
    assert {"source_hash", "data_time", "attribution", "west", "north"} <= set(manifest["facts"])


def test_a_changed_bit_in_any_file_is_found_and_the_file_named(folder: Path) -> None:
    for path in (*sorted(folder.glob("*.npy")), folder / "search.sqlite"):
        whole = path.read_bytes()
        path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        with pytest.raises(MapFolderError, match=path.name.replace(".", r"\.")):
            check_map_folder(folder, ignore)
        path.write_bytes(whole)
    check_map_folder(folder, ignore)


def test_a_file_that_is_cut_or_gone_is_named(folder: Path) -> None:
    path = folder / "network.arc_way.npy"
    path.write_bytes(path.read_bytes()[:-8])
    with pytest.raises(MapFolderError, match=r"network\.arc_way\.npy"):
        check_map_folder(folder, ignore)
    path.unlink()
    with pytest.raises(MapFolderError, match=r"network\.arc_way\.npy.*not there"):
        check_map_folder(folder, ignore)


def test_values_that_do_not_fit_are_found_even_where_the_sums_are_right(tmp_path: Path) -> None:
    source = source_map()
    source.network.segment_twin[0] = np.int32(10**6)
    write_map_folder(tmp_path / "wrong", source)
    with pytest.raises(MapFolderError, match=r"network\.segment_twin points outside"):
        check_map_folder(tmp_path / "wrong", ignore)


def test_other_files_in_the_folder_are_left_alone(folder: Path) -> None:
    (folder / "notes.txt").write_text("mine")
    check_map_folder(folder, ignore)


def damaged(manifest: dict[str, Any], what: str) -> None:
    """Make the manifest say something that cannot be."""
    match what:
        case "no files":
            manifest["files"] = {}
        case "no search":
            del manifest["files"]["search.sqlite"]
        case "a profile twice":
            manifest["profiles"] *= 2
        case "beyond the globe":
            manifest["facts"]["north"] = 1000.0
        case "turned round":
            manifest["facts"]["west"], manifest["facts"]["east"] = 50.0, -50.0
        case "a path for an array":
            manifest["arrays"]["../x"] = manifest["arrays"]["network.arc_way"]


@pytest.mark.parametrize(
    "what",
    ["no files", "no search", "a profile twice", "beyond the globe", "turned round", "a path for an array"],
)
def test_a_manifest_that_contradicts_itself_opens_no_map(folder: Path, what: str) -> None:
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    damaged(manifest, what)
    path.write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(MapFolderError, match=r"manifest\.json"):
        open_map_folder(folder)


def test_false_counts_are_found(folder: Path) -> None:
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    manifest["counts"]["arcs"] = -5
    path.write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(MapFolderError, match="counts"):
        check_map_folder(folder, ignore)
