"""Map folders: what is written is what is read, and damage is told in words."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from desktop_app.errors import MapFolderError, StorageError
from desktop_app.roadnet.backdrop import Backdrop
from desktop_app.roadnet.columns import column_types, columns_of
from desktop_app.roadnet.folder import is_map_folder, open_map_folder, write_map_folder
from desktop_app.roadnet.generalised import build_road_lines
from desktop_app.roadnet.map_data import ArcOrder, ImportReport, SourceMap
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.road_rules import ProfileArcs
from desktop_app.roadnet.spatial_arrays import build_spatial_arrays
from desktop_app.roadnet.texts import TextTable
from tests.networks import grid


def source_map(columns: int = 6) -> SourceMap:
    network = grid(columns)
    report = ImportReport(
        arcs=network.arc_count,
        junctions=network.junction_count,
        segments=network.segment_count,
        ways_kept=11,
        dropped={"repeated_node_id": 1},
        examples={"repeated_node_id": ("node 2",)},
        seconds=0.5,
        data_time="2015-06-06T00:23:02Z",
    )
    backdrop = Backdrop(
        shape_kind=np.array([0, 0], np.uint8),
        shape_first=np.array([0, 4, 8], np.int32),
        shape_part_of=np.array([-1, 0], np.int32),
        point_lon=np.arange(8.0),
        point_lat=np.arange(8.0),
        place_kind=np.array([1], np.uint8),
        place_lon=np.array([0.1]),
        place_lat=np.array([45.0]),
        place_name=np.array([1], np.int32),
        texts=TextTable.of(["", "Vila"]),
    )
    order = ArcOrder(np.arange(network.arc_count, dtype=np.int32)[::-1].copy())
    return SourceMap(network, backdrop, report, order=order)


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "grid"
    write_map_folder(folder, source_map())
    return folder


def message_of(folder: Path) -> str:
    with pytest.raises(MapFolderError) as caught:
        open_map_folder(folder)
    assert str(folder) in str(caught.value)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def change_manifest(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    change(manifest)
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")


def test_a_folder_gives_back_what_was_written(folder: Path) -> None:
    data, opened = source_map(), open_map_folder(folder)
    assert opened.report == data.report
    assert opened.network.facts == data.network.facts
    tables: list[tuple[object, object]] = [
        (data.network, opened.network),
        (data.network.profile("car"), opened.network.profile("car")),
        (data.backdrop, opened.backdrop),
        (build_spatial_arrays(data.network), opened.index),
        (build_road_lines(data.network), opened.lines),
        (data.order, opened.order),
    ]
    for written, read in tables:
        columns = columns_of(read)
        assert all(np.array_equal(columns[name], column) for name, column in columns_of(written).items())
    assert opened.backdrop.texts[1] == "Vila"


def test_every_array_of_a_network_is_stored(folder: Path) -> None:
    stored = {path.name for path in folder.iterdir()}
    structs = {"facts", "texts", "conditions", "turn_bans", "limits", "profiles"}
    arrays = {field.name for field in fields(RoadNetwork)} - structs
    arrays |= {"texts.blob", "conditions.first", "turn_bans.arcs", "limits.arc_value"}
    assert {f"network.{name}.npy" for name in arrays} <= stored
    assert {f"profile.car.{name}.npy" for name in column_types(ProfileArcs)} <= stored
    assert set(column_types(RoadNetwork)) == set(columns_of(source_map().network))


def test_arrays_are_mapped_and_cannot_be_changed(folder: Path) -> None:
    network = open_map_folder(folder).network
    assert isinstance(network.arc_tail.base, np.memmap)
    with pytest.raises(ValueError, match="read-only"):
        network.arc_tail[0] = 1


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="this system does not list what is mapped")
def test_pages_are_shared_between_processes(folder: Path) -> None:
    opened = open_map_folder(folder)
    lines = Path("/proc/self/maps").read_text("utf-8").splitlines()
    rights = {line.split()[-1]: line.split()[1] for line in lines if str(folder) in line}
    assert rights[str(folder / "network.arc_tail.npy")] == "r--s"
    assert set(rights.values()) == {"r--s"}
    assert opened.network.arc_count


def test_a_writer_that_is_killed_leaves_the_older_map(folder: Path) -> None:
    code = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from desktop_app.roadnet.folder import write_map_folder\n"
        "from tests.roadnet.test_folder import source_map\n"
        "write_map_folder(Path(sys.argv[1]), source_map(columns=9), lambda word: os.kill(os.getpid(), 9))\n"
    )
    for target in (folder, folder.parent / "new"):
        ended = subprocess.run(  # noqa: S603 - our own interpreter and code
            [sys.executable, "-c", code, str(target)], cwd=Path(__file__).parents[2], check=False
        )
        assert ended.returncode != 0
    assert open_map_folder(folder).network.arc_count == source_map().network.arc_count
    assert not (folder.parent / "new").exists()


def test_an_empty_backdrop_is_stored_too(tmp_path: Path) -> None:
    data = source_map()
    write_map_folder(tmp_path / "bare", SourceMap(data.network, Backdrop.empty(), data.report))
    opened = open_map_folder(tmp_path / "bare")
    assert not len(opened.backdrop.shape_kind)
    assert not len(opened.order.rank)


def test_an_older_map_is_replaced_and_nothing_is_left_beside_it(folder: Path) -> None:
    old = open_map_folder(folder)
    write_map_folder(folder, source_map(columns=9))
    assert open_map_folder(folder).network.junction_count == 45
    assert old.network.arc_tail[0] == source_map().network.arc_tail[0]
    assert [path.name for path in folder.parent.iterdir()] == ["grid"]


def test_an_empty_folder_is_taken_and_any_other_is_not(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    write_map_folder(tmp_path / "empty", source_map())
    assert is_map_folder(tmp_path / "empty")
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "letter.txt").write_text("dear")
    with pytest.raises(MapFolderError, match="no map folder"):
        write_map_folder(tmp_path / "letters", source_map())
    assert (tmp_path / "letters" / "letter.txt").read_text() == "dear"


def test_a_place_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match="cannot be written"):
        write_map_folder(tmp_path / "file" / "grid", source_map())
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
def test_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal = pytest.importorskip("signal")
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, hard))
    try:
        with pytest.raises(StorageError, match="cannot be written"):
            write_map_folder(tmp_path / "grid", source_map())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)
    assert not list(tmp_path.iterdir())


def test_what_is_no_map_folder_is_told_so(tmp_path: Path) -> None:
    assert "no map folder" in message_of(tmp_path)
    assert "no map folder" in message_of(tmp_path / "absent")


def test_a_newer_or_older_format_is_refused_with_its_number(folder: Path) -> None:
    change_manifest(folder, lambda manifest: manifest.update(version=99, arrays="quite another thing"))
    assert "newer" in message_of(folder)
    assert "99" in message_of(folder)
    change_manifest(folder, lambda manifest: manifest.update(version=0))
    assert "older" in message_of(folder)


@pytest.mark.parametrize(
    "change",
    [
        lambda manifest: manifest.update(format="another program's"),
        lambda manifest: manifest.pop("facts"),
        lambda manifest: manifest["facts"].update(west="far"),
        lambda manifest: manifest["arrays"].pop("network.arc_tail"),
        lambda manifest: manifest["arrays"]["network.arc_tail"].update(dtype="<i8"),
        lambda manifest: manifest["arrays"]["network.arc_tail"].update(dtype="|O"),
        lambda manifest: manifest["arrays"]["network.arc_tail"].update(shape=[10**12]),
        lambda manifest: manifest["arrays"]["network.arc_tail"].update(shape=[0]),
        lambda manifest: manifest["arrays"]["network.arc_tail"].update(shape=[2, 2]),
    ],
)
def test_a_manifest_that_does_not_fit_is_damage(
    folder: Path, change: Callable[[dict[str, Any]], object]
) -> None:
    change_manifest(folder, change)
    message_of(folder)


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b" " * (5 * 1024 * 1024)])
def test_a_manifest_that_cannot_be_read_is_damage(folder: Path, text: bytes) -> None:
    (folder / "manifest.json").write_bytes(text)
    message_of(folder)


@pytest.mark.parametrize("name", ["network.arc_tail.npy", "network.texts.blob.npy", "backdrop.point_lon.npy"])
def test_an_array_that_is_cut_foreign_or_gone_is_damage(folder: Path, name: str) -> None:
    path = folder / name
    whole = path.read_bytes()
    for data in (whole[:-1], whole[:40], b"", b"PK\x03\x04" + whole, b"\x80\x04N." + whole):
        path.write_bytes(data)
        assert name in message_of(folder)
    path.unlink()
    message_of(folder)


def test_nothing_is_unpickled(folder: Path) -> None:
    path = folder / "network.arc_tail.npy"
    np.save(path, np.array([print, print], dtype=object), allow_pickle=True)
    assert path.name in message_of(folder)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("network.arc_head", 10**6),
        ("network.arc_tail", -1),
        ("network.arc_twin", -2),
        ("network.arc_first_segment", 7),
        ("network.arc_name", 10**6),
        ("network.segment_tail", -5),
        ("network.segment_arc", 2**31 - 1),
        ("network.segment_length_m", float("nan")),
        ("network.segment_free_flow_kph", 0.0),
        ("network.node_lat", float("inf")),
        ("network.texts.first", 10**9),
        ("backdrop.shape_first", -3),
        ("backdrop.shape_part_of", 2),
        ("backdrop.place_name", 5),
        ("network.turn_bans.first", 4),
        ("profile.car.arc_kph", float("nan")),
        ("profile.car.arc_component", 10**6),
        ("profile.car.arc_access", 255),
        ("profile.car.junction_access", 3),
        ("index.cell_segment", 10**6),
        ("index.cell_first", 1),
        ("index.cell_key", 2**40),
        ("index.grid", float("nan")),
        ("lines.level_first", 3),
        ("lines.line_first", -1),
        ("order.rank", 10**6),
        ("order.rank", 0),
    ],
)
def test_an_index_or_figure_that_points_outside_is_damage(folder: Path, name: str, value: float) -> None:
    path = folder / f"{name}.npy"
    array = np.load(path).copy()
    array[0] = value
    np.save(path, array)
    message_of(folder)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such rights")
def test_a_folder_can_be_read_by_others(folder: Path) -> None:
    assert folder.stat().st_mode & 0o044 == 0o044 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
