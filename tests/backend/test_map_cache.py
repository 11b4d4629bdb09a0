"""The cache of imported maps: real files, real imports, two processes at once."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.backend.file_lock import FileLock
from desktop_app.backend.importing import import_map
from desktop_app.backend.map_cache import MapCache
from desktop_app.errors import CancelledError, MapFileError
from desktop_app.roadnet.folder import open_map_folder, write_map_folder
from desktop_app.roadnet.map_data import ImportReport
from desktop_app.roadnet.progress import ImportProgress, ProgressSink
from desktop_app.roadnet.sources.map_source import read_source
from tests.backend.towns import TOWN, TOWN_WITHOUT_ROADS
from tests.backend.waiting import DEADLINE_S

CHECKOUT = Path(__file__).parents[2]


def never() -> bool:
    return False


def ignore(_progress: ImportProgress) -> None:
    pass


class CountedImport:
    """Imports in this process, for speed, and counts."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(
        self, source: Path, folder: Path, progress: ProgressSink, _cancelled: Callable[[], bool], /
    ) -> ImportReport:
        self.count += 1
        data = read_source(source, progress)
        write_map_folder(folder, data)
        return data.report


@pytest.fixture
def imports() -> CountedImport:
    return CountedImport()


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return write_town(tmp_path / "town.osm")


def write_town(path: Path, street: str = "Good Street") -> Path:
    path.write_text(TOWN.replace("Good Street", street))
    return path


def cache_in(
    folder: Path, imports: CountedImport, limit_bytes: int = 2_000_000_000, version: int = 1
) -> MapCache:
    return MapCache(folder, limit_bytes=limit_bytes, run_import=imports, importer_version=version)


def maps_in(root: Path) -> list[str]:
    return sorted(path.name for path in root.iterdir() if path.is_dir())


def test_a_file_is_imported_once_and_opened_at_once_afterwards(
    tmp_path: Path, town: Path, imports: CountedImport
) -> None:
    first = cache_in(tmp_path / "cache", imports).folder_of(town, ignore, never)
    told: list[ImportProgress] = []
    second = cache_in(tmp_path / "cache", imports).folder_of(town, told.append, never)
    assert second == first
    assert imports.count == 1
    assert told == [], "the file was read again"
    assert "Good Street" in {open_map_folder(first).network.street(arc) for arc in range(2)}


def test_the_content_counts_not_the_name(tmp_path: Path, town: Path, imports: CountedImport) -> None:
    cache = cache_in(tmp_path / "cache", imports)
    first = cache.folder_of(town, ignore, never)
    copy = Path(shutil.copy(town, tmp_path / "copy.osm"))
    assert cache.folder_of(copy, ignore, never) == first
    write_town(town, "New Street")
    assert cache.folder_of(town, ignore, never) != first
    assert imports.count == 2


def test_another_importer_makes_another_map(tmp_path: Path, town: Path, imports: CountedImport) -> None:
    first = cache_in(tmp_path / "cache", imports).folder_of(town, ignore, never)
    second = cache_in(tmp_path / "cache", imports, version=2).folder_of(town, ignore, never)
    assert first != second
    assert imports.count == 2


def test_a_map_folder_is_returned_as_it_is(tmp_path: Path, town: Path, imports: CountedImport) -> None:
    folder = tmp_path / "mine"
    imports(town, folder, ignore, never)
    assert cache_in(tmp_path / "cache", imports).folder_of(folder, ignore, never) == folder
    assert maps_in(tmp_path / "cache") == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("absent.osm.pbf", "There is no map"),
        ("folder", "is a folder, but no map folder"),
        ("town.graphml", "holds no graph"),
        ("pipe.osm", "a device"),
        ("no_roads.osm", "no road for cars"),
        ("nul\0.osm", "cannot be read"),
    ],
)
def test_what_is_no_map_is_said(tmp_path: Path, imports: CountedImport, name: str, said: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "town.graphml").write_text("<graphml/>")
    (tmp_path / "no_roads.osm").write_text(TOWN_WITHOUT_ROADS)
    os.mkfifo(tmp_path / "pipe.osm")
    with pytest.raises(MapFileError, match=said):
        cache_in(tmp_path / "cache", imports).folder_of(tmp_path / name, ignore, never)
    assert maps_in(tmp_path / "cache") == []


@pytest.mark.parametrize("damage", ["cut", "missing", "manifest"])
def test_a_damaged_map_is_made_anew(tmp_path: Path, town: Path, imports: CountedImport, damage: str) -> None:
    folder = cache_in(tmp_path / "cache", imports).folder_of(town, ignore, never)
    victim = folder / ("manifest.json" if damage == "manifest" else "network.arc_tail.npy")
    if damage == "missing":
        victim.unlink()
    else:
        victim.write_bytes(victim.read_bytes()[:-3])
    again = cache_in(tmp_path / "cache", imports).folder_of(town, ignore, never)
    assert imports.count == 2
    assert open_map_folder(again).network.arc_count == 5


def test_a_damaged_list_of_hashes_costs_a_second_reading_only(
    tmp_path: Path, town: Path, imports: CountedImport
) -> None:
    first = cache_in(tmp_path / "cache", imports).folder_of(town, ignore, never)
    (tmp_path / "cache" / "hashes.json").write_bytes(b"[{]")
    told: list[ImportProgress] = []
    assert cache_in(tmp_path / "cache", imports).folder_of(town, told.append, never) == first
    assert imports.count == 1
    assert told


def test_the_cache_is_cut_back_by_last_use(tmp_path: Path, imports: CountedImport) -> None:
    towns = [write_town(tmp_path / f"{name}.osm", f"{name} Street") for name in "abc"]
    folders = []
    for age, town in enumerate(towns):
        cache = cache_in(tmp_path / "cache", imports)
        folders.append(cache.folder_of(town, ignore, never))
        cache.close()
        stamp = folders[-1].with_name(folders[-1].name + ".used")
        os.utime(stamp, (1_700_000_000 + age, 1_700_000_000 + age))
    cache = cache_in(tmp_path / "cache", imports)
    cache.folder_of(towns[0], ignore, never)
    cache.close()
    size = sum(path.stat().st_size for path in folders[0].iterdir())
    fresh = write_town(tmp_path / "d.osm", "d Street")
    last = cache_in(tmp_path / "cache", imports, limit_bytes=round(2.5 * size)).folder_of(
        fresh, ignore, never
    )
    assert maps_in(tmp_path / "cache") == sorted([folders[0].name, last.name])


def test_notes_of_use_go_with_their_process(tmp_path: Path, town: Path) -> None:
    root = tmp_path / "cache"
    closed = MapCache(root)
    closed.folder_of(town, ignore, never)
    assert len(list(root.glob("*.use"))) == 1
    closed.close()
    assert not list(root.glob("*.use"))
    # The process of this one ends without a word to the cache.
    subprocess.run([sys.executable, "-m", "tests.backend.cache_user", str(root), str(town)], check=True)  # noqa: S603 - our own interpreter and module
    assert len(list(root.glob("*.use"))) == 1
    next_one = MapCache(root)
    next_one.folder_of(town, ignore, never)
    assert len(list(root.glob("*.use"))) == 1
    next_one.close()
    assert not list(root.glob("*.use"))


def test_a_map_that_a_process_has_open_is_not_cut_back(
    tmp_path: Path, town: Path, imports: CountedImport
) -> None:
    user = cache_in(tmp_path / "cache", imports)
    in_use = user.folder_of(town, ignore, never)
    other = write_town(tmp_path / "other.osm", "Other Street")
    tight = cache_in(tmp_path / "cache", imports, limit_bytes=1)
    newer = tight.folder_of(other, ignore, never)
    assert in_use.is_dir()
    user.close()
    tight.close()
    cache_in(tmp_path / "cache", imports, limit_bytes=1).folder_of(other, ignore, never)
    assert maps_in(tmp_path / "cache") == [newer.name]


def test_what_is_not_the_caches_own_is_never_removed(
    tmp_path: Path, town: Path, imports: CountedImport
) -> None:
    precious = tmp_path / "cache" / "thesis"
    precious.mkdir(parents=True)
    (precious / "chapter.txt").write_text("x" * 1000)
    cache_in(tmp_path / "cache", imports, limit_bytes=1).folder_of(town, ignore, never)
    assert (precious / "chapter.txt").exists()


def test_what_a_killed_import_left_is_swept_away(tmp_path: Path, town: Path, imports: CountedImport) -> None:
    cache = cache_in(tmp_path / "cache", imports)
    folder = cache.folder_of(town, ignore, never)
    left = folder.with_name(f".{folder.name}.x7.importing")
    left.mkdir()
    cache.folder_of(town, ignore, never)
    assert not left.exists()


def test_waiting_for_another_import_can_be_cancelled(
    tmp_path: Path, town: Path, imports: CountedImport
) -> None:
    cache = cache_in(tmp_path / "cache", imports)
    folder = cache.folder_of(town, ignore, never)
    lock = FileLock(folder.with_name(folder.name + ".lock"))
    assert lock.try_acquire()
    with pytest.raises(CancelledError):
        cache.folder_of(town, ignore, lambda: True)
    lock.release()
    assert cache.folder_of(town, ignore, never) == folder


def test_a_file_that_changes_while_it_is_imported_is_not_kept(tmp_path: Path, town: Path) -> None:
    class Meddling(CountedImport):
        def __call__(
            self, source: Path, folder: Path, progress: ProgressSink, cancelled: Callable[[], bool], /
        ) -> ImportReport:
            write_town(source, "Quite Another Street")
            return super().__call__(source, folder, progress, cancelled)

    with pytest.raises(MapFileError, match="changed while"):
        cache_in(tmp_path / "cache", Meddling()).folder_of(town, ignore, never)
    assert maps_in(tmp_path / "cache") == []


def test_two_processes_import_the_same_file_once(tmp_path: Path, town: Path) -> None:
    command = [sys.executable, "-m", "tests.backend.cache_user", str(tmp_path / "cache"), str(town)]
    users = [
        subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own module
        for _ in range(2)
    ]
    said = [user.communicate(timeout=DEADLINE_S)[0].split() for user in users]
    assert [user.returncode for user in users] == [0, 0]
    assert said[0][0] == said[1][0]
    assert sorted(answer[1] for answer in said) == ["found", "imported"]
    assert len(maps_in(tmp_path / "cache")) == 1


def test_threads_of_one_process_import_the_same_file_once(
    tmp_path: Path, town: Path, imports: CountedImport
) -> None:
    cache = cache_in(tmp_path / "cache", imports)
    threads = [threading.Thread(target=cache.folder_of, args=(town, ignore, never)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(DEADLINE_S)
    assert imports.count == 1


def test_a_home_that_cannot_be_written_gives_a_cache_for_this_process_only(
    tmp_path: Path, town: Path
) -> None:
    (tmp_path / "home").write_text("a file where the home should be")
    command = [sys.executable, "-m", "tests.backend.cache_user", str(tmp_path / "home" / "cache"), str(town)]
    ended = subprocess.run(  # noqa: S603 - our own module
        command, cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    folder, how = ended.stdout.split()
    assert how == "imported"
    assert not Path(folder).exists()
    assert not Path(folder).parent.exists()


def test_the_real_import_is_the_default(tmp_path: Path, town: Path) -> None:
    folder = MapCache(tmp_path / "cache").folder_of(town, ignore, never)
    import_map(town, tmp_path / "same", ignore, never)
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        path.name for path in (tmp_path / "same").iterdir()
    )
