"""The search index on disk: one SQLite file, ``search.sqlite`` in a map folder.

=================  ==============================================================================
``entry``          streets, road numbers, places, points of interest; ids run from 1 in order of
                   importance, so that the first rows of a query are the most important ones.
                   ``folded`` is the name as folded words, ``also`` words of other spellings of it,
                   ``beside`` further words that find it, such as its towns
``words``          FTS5, without content, a row for each entry: its words, and ``cell``, where it
                   lies on a coarse grid
``word``           each word of a name once, and how many entries have it
``gram``           pieces of each word, by which words that are typed wrongly are found
``address``        house numbers of streets, by street (an entry's id) and number
``interpolation``  lines along which numbers run; ``line`` is pairs of float64 lon and lat
``crossing``       the junctions of streets, by street
=================  ==============================================================================

``application_id`` and ``user_version`` tell what the file is, and its version.
"""

SEARCH_FILE = "search.sqlite"
"""Its name in a map folder."""

APPLICATION_ID = 0x47575331
SEARCH_VERSION = 1

CREATE = f"""
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {SEARCH_VERSION};
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -65536;
CREATE TABLE entry (
    id INTEGER PRIMARY KEY, kind INTEGER, name TEXT, label TEXT, detail TEXT, town TEXT, folded TEXT,
    also TEXT, beside TEXT, lon REAL, lat REAL, west REAL, south REAL, east REAL, north REAL, importance REAL
);
CREATE VIRTUAL TABLE words USING fts5(
    word, cell, content = '', detail = column, columnsize = 0, prefix = '1 2 3', tokenize = 'ascii'
);
CREATE TABLE word (id INTEGER PRIMARY KEY, word TEXT, entries INTEGER);
CREATE TABLE gram (gram TEXT, word INTEGER, PRIMARY KEY (gram, word)) WITHOUT ROWID;
CREATE TABLE address (
    street INTEGER, number INTEGER, suffix TEXT, high INTEGER, town TEXT, lon REAL, lat REAL,
    PRIMARY KEY (street, number, suffix)
) WITHOUT ROWID;
CREATE TABLE interpolation (street INTEGER, low INTEGER, high INTEGER, step INTEGER, line BLOB);
CREATE TABLE crossing (
    street INTEGER, junction INTEGER, lon REAL, lat REAL, PRIMARY KEY (street, junction)
) WITHOUT ROWID;
"""

FINISH = """
CREATE INDEX entry_folded ON entry (folded);
CREATE INDEX interpolation_street ON interpolation (street);
INSERT INTO words (words) VALUES ('optimize');
"""

CELL_DEG = 0.05
_COLUMNS, _ROWS = round(360 / CELL_DEG), round(90 / CELL_DEG)
_HEAD = 5


def cell_word(lon_cell: int, lat_cell: int) -> str:
    """Return the word that stands for a cell of the coarse grid."""
    return f"c{lon_cell % _COLUMNS}c{lat_cell + _ROWS}"


def grams_of(word: str) -> set[str]:
    """Return what a word is likely to share with itself typed wrongly.

    Its runs of three letters, the beginning marked, for the longer words; and its first letters
    less one of them, marked too, by which short words meet (as in Garbe's SymSpell).
    """
    marked, head = f"^{word}", word[:_HEAD]
    runs = {marked[start : start + 3] for start in range(len(marked) - 2)}
    return runs | {f"~{head[:left_out]}{head[left_out + 1 :]}" for left_out in range(len(head))}
