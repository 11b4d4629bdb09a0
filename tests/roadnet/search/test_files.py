"""The index as a file: written whole or not at all, and refused in words when it is not sound."""

import sqlite3
from pathlib import Path

import numpy as np
import pytest

from desktop_app.errors import CancelledError, MapFolderError, StorageError
from desktop_app.roadnet.backdrop import Backdrop
from desktop_app.roadnet.progress import ImportProgress
from desktop_app.roadnet.search.index import SearchIndex
from desktop_app.roadnet.search.items import SearchItems
from desktop_app.roadnet.search.schema import SEARCH_FILE
from desktop_app.roadnet.search.writer import write_search_index
from desktop_app.roadnet.texts import TextTable
from tests.networks import Road, network_of
from tests.roadnet.search.towns import VILLAGES, index_in, labels, two_villages
from tests.roadnet.sources.map_files import nobody


def test_a_map_without_items_and_without_names(tmp_path: Path) -> None:
    network = network_of({1: (0.0, 0.0), 2: (0.001, 0.0)}, [Road((1, 2))])
    index = index_in(tmp_path, network, SearchItems.empty())
    assert index.find("rua") == ()
    assert index.find("0, 0")[0].lat == 0
    index.close()


def test_places_of_the_backdrop_are_found_too(tmp_path: Path) -> None:
    backdrop = Backdrop.empty()
    backdrop = Backdrop(
        **{name: getattr(backdrop, name) for name in Backdrop.__slots__}
        | {
            "place_kind": np.array([0, 3], np.uint8),
            "place_lon": np.array([10.0, 10.2]),
            "place_lat": np.array([48.0, 48.0]),
            "place_name": np.array([1, 2], np.int32),
            "texts": TextTable.of(["", "Nordstadt", "Ostdorf"]),
        }
    )
    write_search_index(tmp_path / SEARCH_FILE, two_villages(), backdrop, VILLAGES, nobody)
    index = SearchIndex(tmp_path / SEARCH_FILE)
    assert [(found.label, found.detail) for found in index.find("nordstadt")] == [("Nordstadt", "city")]
    assert labels(index, "ostdorf").count("Ostdorf") == 1
    index.close()


def test_the_work_tells_how_far_it_has_come_and_can_be_ended(tmp_path: Path) -> None:
    words: list[ImportProgress] = []
    write_search_index(tmp_path / "a", two_villages(), Backdrop.empty(), VILLAGES, words.append)
    assert {word.stage for word in words} == {"building the search index", "writing the search index"}

    def end(progress: ImportProgress) -> None:
        if progress.done:
            raise CancelledError("enough")

    with pytest.raises(CancelledError):
        write_search_index(tmp_path / "b", two_villages(), Backdrop.empty(), VILLAGES, end)
    assert not (tmp_path / "b").exists()


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="none"):
        write_search_index(tmp_path / "none" / "a", two_villages(), Backdrop.empty(), VILLAGES, nobody)


def test_a_folder_without_an_index_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MapFolderError, match="has no search index; import the map again"):
        SearchIndex(tmp_path / SEARCH_FILE)


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00" + bytes(200)])
def test_a_file_that_is_no_index_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / SEARCH_FILE
    path.write_bytes(content)
    with pytest.raises(MapFolderError, match="import the map again"):
        SearchIndex(path)


@pytest.mark.parametrize(
    ("statement", "word"),
    [("application_id = 7", "another program"), ("user_version = 99", "another version")],
)
def test_a_foreign_or_newer_index_is_refused(tmp_path: Path, statement: str, word: str) -> None:
    index_in(tmp_path).close()
    database = sqlite3.connect(tmp_path / SEARCH_FILE)
    database.execute(f"PRAGMA {statement}")
    database.close()
    with pytest.raises(MapFolderError, match=word):
        SearchIndex(tmp_path / SEARCH_FILE)


def test_damage_is_said_in_words_and_never_raised_otherwise(tmp_path: Path) -> None:
    index_in(tmp_path).close()
    path = tmp_path / SEARCH_FILE
    whole = path.read_bytes()
    rng = np.random.default_rng(1)
    refused = []
    for _ in range(120):
        damaged = bytearray(whole[: int(rng.integers(1, len(whole) + 1))])
        for at in rng.integers(0, len(damaged), size=200).tolist():
            damaged[at] = int(rng.integers(256))
        path.write_bytes(damaged)
        try:
            _search(path)
        except MapFolderError as error:
            refused.append(str(error))
    assert len(refused) > 40
    assert all(str(tmp_path) in sentence for sentence in refused)


def _search(path: Path) -> None:
    index = SearchIndex(path)
    try:
        for text in ("hauptstr 12", "ringstr 4", "hauptstr & ringstr", "klinikm", "ost"):
            index.find(text, near=(10.0, 48.0))
    finally:
        index.close()


@pytest.mark.parametrize("lat", [0.0, 89.9, -89.9])
def test_a_street_over_the_antimeridian(tmp_path: Path, lat: float) -> None:
    places = {1: (179.998, lat), 2: (179.999, lat), 3: (-179.999, lat), 4: (-179.998, lat)}
    roads = [Road((1, 2), "Date Line Road"), Road((2, 3), "Date Line Road"), Road((3, 4), "Date Line Road")]
    index = index_in(tmp_path, network_of(places, roads), SearchItems.empty())
    found = index.find("date line road", near=(-179.9, lat))
    index.close()
    assert [result.label for result in found] == ["Date Line Road"]
    assert abs(found[0].lon) > 179.9
