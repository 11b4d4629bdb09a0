"""Writing the search index of a map."""

import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TypeVar

import numpy as np

from desktop_app.errors import StorageError
from desktop_app.roadnet.backdrop import Backdrop
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.progress import ImportProgress, ProgressSink
from desktop_app.roadnet.search.assembly import IndexContents, assemble
from desktop_app.roadnet.search.items import SearchItems
from desktop_app.roadnet.search.records import (
    EntryRecord,
    address_records,
    crossing_records,
    entry_records,
    gram_records,
    interpolation_records,
    word_records,
)
from desktop_app.roadnet.search.schema import CREATE, FINISH

_STAGE = "writing the search index"
_ROWS = 5_000


def write_search_index(
    path: Path,
    network: RoadNetwork,
    backdrop: Backdrop,
    items: SearchItems,
    progress: ProgressSink,
) -> None:
    """Write the search index of a map as one SQLite file.

    Parameters
    ----------
    path
        The file to make; its folder exists, the file does not.
    network, backdrop, items
        What is searched; `SearchItems.empty` where the source has none.
    progress
        Is told how far it has come; what it raises ends the work, and no file is left.

    Raises
    ------
    StorageError
        The disk is full, or the file cannot be written; no file is left.
    """
    progress(ImportProgress("building the search index", 0, 0))
    contents = assemble(network, backdrop, items)
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            database.executescript(CREATE)
            _fill(database, contents, network, progress)
            database.executescript(FINISH)
        _flush(path)
    except (sqlite3.Error, OSError) as error:
        path.unlink(missing_ok=True)
        raise StorageError(
            f"The search index {path} cannot be written: {error}; make room or choose another place."
        ) from error
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _fill(
    database: sqlite3.Connection, contents: IndexContents, network: RoadNetwork, progress: ProgressSink
) -> None:
    """Write all rows as one transaction."""
    order = np.argsort(-contents.entries.importance, kind="stable")
    entry_id = np.empty(len(order), dtype=np.int64)
    entry_id[order] = np.arange(1, len(order) + 1)
    words: Counter[str] = Counter()
    database.execute("BEGIN")
    _write_entries(database, entry_records(contents, order), words, _counting(progress, len(order)))
    ordered_words = sorted(words.items())
    tables: dict[str, Iterable[tuple[object, ...]]] = {
        "address": address_records(contents, entry_id),
        "interpolation": interpolation_records(contents, entry_id),
        "crossing": crossing_records(contents, network, entry_id),
        "word": word_records(ordered_words),
        "gram": gram_records(ordered_words),
    }
    for name, rows in tables.items():
        _write_table(database, name, rows, _counting(progress, 0))
    database.execute("COMMIT")


def _write_entries(
    database: sqlite3.Connection,
    records: Iterable[EntryRecord],
    words: Counter[str],
    count: Callable[[int], None],
) -> None:
    for batch in _batches(records):
        _insert(database, "entry", [record.row for record in batch])
        database.executemany(
            "INSERT INTO words (rowid, word, cell) VALUES (?, ?, ?)",
            [(record.row[0], record.words, record.cells) for record in batch],
        )
        for record in batch:
            words.update(record.names)
        count(len(batch))


def _write_table(
    database: sqlite3.Connection, name: str, rows: Iterable[tuple[object, ...]], count: Callable[[int], None]
) -> None:
    for batch in _batches(rows):
        _insert(database, name, batch)
        count(len(batch))


def _insert(database: sqlite3.Connection, name: str, rows: Sequence[tuple[object, ...]]) -> None:
    marks = ", ".join("?" * len(rows[0]))
    # Of two rows for one house number the first counts.
    database.executemany(f"INSERT OR IGNORE INTO {name} VALUES ({marks})", rows)  # noqa: S608 - our own names


_Item = TypeVar("_Item")


def _batches(rows: Iterable[_Item]) -> Iterator[list[_Item]]:
    source = iter(rows)
    while batch := list(islice(source, _ROWS)):
        yield batch


def _counting(progress: ProgressSink, total: int) -> Callable[[int], None]:
    """Return what adds to a number of rows and tells it."""
    done = 0

    def add(count: int) -> None:
        nonlocal done
        done += count
        progress(ImportProgress(_STAGE, done, total))

    return add


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
