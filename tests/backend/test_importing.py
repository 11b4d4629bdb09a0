"""Importing in a process of its own: real files, real processes."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop_app.backend.importing import import_map
from desktop_app.errors import CancelledError, FaultError, MapFileError, MapFolderError, StorageError
from desktop_app.roadnet.folder import open_map_folder
from desktop_app.roadnet.progress import ImportProgress
from desktop_app.routing.arc_order import arc_ranks
from tests.backend import import_children
from tests.backend.towns import TOWN, TOWN_WITHOUT_ROADS
from tests.backend.waiting import until
from tests.shared_data import SHARED, needs_shared


def _never() -> bool:
    return False


def _ignore(_progress: ImportProgress) -> None:
    pass


@pytest.fixture
def town(tmp_path: Path) -> Path:
    source = tmp_path / "town.osm"
    source.write_text(TOWN)
    return source


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_becomes_a_folder_with_a_report_and_progress(tmp_path: Path, town: Path) -> None:
    stages: list[str] = []
    report = import_map(town, tmp_path / "map", lambda step: stages.append(step.stage), _never)
    assert report.ways_kept == 2
    assert open_map_folder(tmp_path / "map").network.segment_count == report.segments
    assert len(set(stages)) >= 2
    assert "ordering the roads" in stages
    assert left_in(tmp_path) == ["map", "town.osm"]


def test_the_order_of_the_arcs_is_kept_with_the_map(tmp_path: Path, town: Path) -> None:
    import_map(town, tmp_path / "map", _ignore, _never)
    data = open_map_folder(tmp_path / "map")
    assert sorted(data.order.rank.tolist()) == list(range(data.network.arc_count))
    assert data.order.rank.tolist() == arc_ranks(data.network).tolist()


def test_an_older_map_folder_is_replaced(tmp_path: Path, town: Path) -> None:
    first = import_map(town, tmp_path / "map", _ignore, _never)
    town.write_text(TOWN.replace('<tag k="oneway" v="yes"/>', ""))
    second = import_map(town, tmp_path / "map", _ignore, _never)
    assert second.segments > first.segments
    assert open_map_folder(tmp_path / "map").network.segment_count == second.segments
    assert left_in(tmp_path) == ["map", "town.osm"]


def test_an_error_of_the_import_comes_back_as_itself(tmp_path: Path) -> None:
    source = tmp_path / "no_roads.osm"
    source.write_text(TOWN_WITHOUT_ROADS)
    with pytest.raises(MapFileError, match=r"no_roads\.osm holds no road for cars"):
        import_map(source, tmp_path / "map", _ignore, _never)
    assert left_in(tmp_path) == ["no_roads.osm"]


def test_a_folder_that_is_something_else_is_left_alone(tmp_path: Path, town: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "thesis.txt").write_text("x")
    with pytest.raises(MapFolderError, match="no map folder"):
        import_map(town, tmp_path / "precious", _ignore, _never)
    assert left_in(tmp_path / "precious") == ["thesis.txt"]


def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path: Path, town: Path) -> None:
    with pytest.raises(MapFolderError, match=r"cannot be written: .*; choose another place"):
        import_map(town, town / "map", _ignore, _never)


def test_cancelling_ends_within_a_second_and_leaves_nothing(tmp_path: Path, town: Path) -> None:
    steps: list[ImportProgress] = []
    asked_s: list[float] = []

    def cancelled() -> bool:
        if steps:
            asked_s.append(time.monotonic())
        return bool(steps)

    with pytest.raises(CancelledError):
        import_map(town, tmp_path / "map", steps.append, cancelled, import_children.hangs)
    assert time.monotonic() - asked_s[0] < 1.0
    assert left_in(tmp_path) == ["town.osm"]


def test_a_sink_that_raises_ends_the_import(tmp_path: Path, town: Path) -> None:
    def stop(_progress: ImportProgress) -> None:
        raise CancelledError("enough")

    with pytest.raises(CancelledError, match="enough"):
        import_map(town, tmp_path / "map", stop, _never, import_children.hangs)
    assert left_in(tmp_path) == ["town.osm"]


def test_a_process_that_dies_is_a_fault_in_words(tmp_path: Path, town: Path) -> None:
    with pytest.raises(FaultError, match=r"ended unexpectedly \(signal SIGKILL\); .*memory"):
        import_map(town, tmp_path / "map", _ignore, _never, import_children.dies)
    assert left_in(tmp_path) == ["town.osm"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals and limits")
def test_a_process_killed_while_it_writes_leaves_no_half_folder(tmp_path: Path, town: Path) -> None:
    import_map(town, tmp_path / "map", _ignore, _never)
    for folder in (tmp_path / "map", tmp_path / "new"):
        with pytest.raises(FaultError, match="SIGKILL"):
            import_map(town, folder, _ignore, _never, import_children.dies_writing)
    assert open_map_folder(tmp_path / "map").network.arc_count
    assert left_in(tmp_path) == ["map", "town.osm"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_a_full_disk_is_a_sentence_and_leaves_nothing(tmp_path: Path, town: Path) -> None:
    with pytest.raises(StorageError, match=r"cannot be written: .*; make room"):
        import_map(town, tmp_path / "map", _ignore, _never, import_children.fills_the_disk)
    assert left_in(tmp_path) == ["town.osm"]


def test_a_process_that_fails_is_not_said_to_be_short_of_memory(tmp_path: Path, town: Path) -> None:
    with pytest.raises(FaultError, match=r"ended unexpectedly \(exit code 1\); try again"):
        import_map(town, tmp_path / "map", _ignore, _never, import_children.gives_up)


def test_an_error_of_an_unknown_kind_is_a_fault(tmp_path: Path, town: Path) -> None:
    with pytest.raises(FaultError, match=r"It failed\."):
        import_map(town, tmp_path / "map", _ignore, _never, import_children.fails_oddly)


def test_an_import_whose_asker_is_killed_ends_and_cleans_up(tmp_path: Path) -> None:
    source = tmp_path / "large.osm"
    source.write_text(TOWN_WITHOUT_ROADS)
    asker = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "tests.backend.import_parent", str(source), str(tmp_path / "map")],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
    )
    with asker:
        assert asker.stdout is not None
        assert asker.stdout.readline() == "begun\n"
        asker.kill()
    until(lambda: left_in(tmp_path) == ["large.osm"])


def test_what_the_import_needs_is_its_first_word(tmp_path: Path, town: Path) -> None:
    steps: list[ImportProgress] = []
    import_map(town, tmp_path / "map", steps.append, _never)
    assert "of memory" in steps[0].stage


@needs_shared
def test_a_real_import_is_cancelled_within_a_second_at_any_stage(tmp_path: Path) -> None:
    source = SHARED / "maps" / "porto_portugal.osm.pbf"
    for stage in ("reading roads", "building the network"):
        stages: list[str] = []
        asked_s: list[float] = []

        def cancelled(stages: list[str] = stages, stage: str = stage, asked_s: list[float] = asked_s) -> bool:
            if stage in stages:
                asked_s.append(time.monotonic())
            return stage in stages

        def told(step: ImportProgress, stages: list[str] = stages) -> None:
            stages.append(step.stage)

        with pytest.raises(CancelledError):
            import_map(source, tmp_path / "map", told, cancelled)
        assert time.monotonic() - asked_s[0] < 1.0
        assert not left_in(tmp_path)
