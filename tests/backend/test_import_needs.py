"""What an import needs is told beforehand, and what cannot go well is refused."""

from pathlib import Path

import pytest

from desktop_app.backend.import_needs import ImportNeeds, check_needs, machine_memory_bytes, needs_of
from desktop_app.errors import MapFileError, StorageError


def file_of(path: Path, head: bytes, size: int) -> Path:
    with path.open("wb") as file:
        file.write(head)
        file.truncate(size)
    return path


def test_packed_maps_need_more_for_their_size_than_plain_ones(tmp_path: Path) -> None:
    size = 50_000_000
    packed = needs_of(file_of(tmp_path / "a.pbf", b"\0\0\0\x0e\x0a\x09OSMHeader\x18", size))
    zipped = needs_of(file_of(tmp_path / "a.osm.gz", b"\x1f\x8b", size))
    plain = needs_of(file_of(tmp_path / "a.osm", b"<?xml", size))
    assert packed.memory_bytes > zipped.memory_bytes > plain.memory_bytes > size
    assert packed.disk_bytes > plain.disk_bytes


def test_graphs_need_more_than_plain_maps(tmp_path: Path) -> None:
    graph = needs_of(file_of(tmp_path / "a.graphml", b"<?xml", 50_000_000))
    plain = needs_of(file_of(tmp_path / "a.osm", b"<?xml", 50_000_000))
    assert graph.memory_bytes > plain.memory_bytes


def test_a_small_file_needs_what_the_program_itself_does(tmp_path: Path) -> None:
    needs = needs_of(file_of(tmp_path / "a.osm", b"<osm/>", 10))
    assert needs.words() == "about 80 MB of memory and 20 MB of disk"
    with pytest.raises(FileNotFoundError):
        needs_of(tmp_path / "gone.osm")


def test_too_little_memory_is_refused_with_both_sizes(tmp_path: Path) -> None:
    needs = ImportNeeds(9_000_000_000, 1)
    with pytest.raises(MapFileError, match=r"large\.osm\.pbf is too large .* 9\.0 GB .* 4\.0 GB; choose"):
        check_needs(needs, Path("large.osm.pbf"), tmp_path, 4_000_000_000)
    check_needs(needs, Path("large.osm.pbf"), tmp_path, 8_000_000_000)
    check_needs(needs, Path("large.osm.pbf"), tmp_path, None)


def test_a_disk_that_is_too_full_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"large\.osm\.pbf needs about .* GB of room"):
        check_needs(ImportNeeds(1, 10**18), Path("large.osm.pbf"), tmp_path, None)


def test_a_machine_says_how_much_memory_it_has_or_nothing() -> None:
    memory = machine_memory_bytes()
    assert memory is None or memory > 100_000_000
