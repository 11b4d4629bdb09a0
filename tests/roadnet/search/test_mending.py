"""Words that were typed wrongly lead to the words of the map."""

import sqlite3
from collections.abc import Iterator

import pytest

from desktop_app.roadnet.search.mending import mended
from desktop_app.roadnet.search.records import gram_records, word_records
from desktop_app.roadnet.search.schema import CREATE

_WORDS = [("boavista", 9), ("constituicao", 2), ("main", 40), ("maine", 1), ("mein", 1), ("prosa", 1)]


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(":memory:", isolation_level=None)
    opened.executescript(CREATE)
    opened.executemany("INSERT INTO word VALUES (?, ?, ?)", word_records(_WORDS))
    opened.executemany("INSERT INTO gram VALUES (?, ?)", gram_records(_WORDS))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "typed", ["boavsta", "boavissta", "boavosta", "baovista", "bovaista", "oavista", "boavitsa"]
)
def test_a_slip_anywhere(database: sqlite3.Connection, typed: str) -> None:
    assert "boavista" in mended(database, typed, may_go_on=False)


def test_short_words_take_one_slip(database: sqlite3.Connection) -> None:
    assert next(iter(mended(database, "mian", may_go_on=False))) == "main"
    assert "main" not in mended(database, "mxxn", may_go_on=False)
    assert mended(database, "mai", may_go_on=True) == {}


def test_fewer_slips_weigh_more(database: sqlite3.Connection) -> None:
    one = mended(database, "constituica", may_go_on=False)["constituicao"]
    two = mended(database, "constiuica", may_go_on=False)["constituicao"]
    assert 1 > one > two > 0


def test_a_beginning_with_a_slip(database: sqlite3.Connection) -> None:
    assert "constituicao" in mended(database, "consitui", may_go_on=True)
    assert "constituicao" not in mended(database, "consitui", may_go_on=False)


@pytest.mark.parametrize("typed", ["", "12345", "a" * 100, "x001234x001234"])
def test_what_is_no_word_is_not_mended(database: sqlite3.Connection, typed: str) -> None:
    assert mended(database, typed, may_go_on=True) == {}
