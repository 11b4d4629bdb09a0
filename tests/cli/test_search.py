"""``greenwave search``: the document, the lines, the exit codes."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Greenwave, is_refused
from tests.shared_data import SHARED, needs_shared

MONACO = SHARED / "maps/monaco.osm.gz"
SMALL = SHARED / "hostile/map/good_small.osm"


@needs_shared
def test_the_document_is_the_contracts(greenwave: Greenwave) -> None:
    ended = greenwave("search", MONACO, "rue grimaldi", "--limit", 2, "--json")
    assert (ended.code, ended.err) == (0, "")
    document = json.loads(ended.out)
    first = document["results"][0]
    assert {"kind", "label", "lat", "lon", "score"} <= set(first)
    assert (first["kind"], first["label"]) == ("street", "Rue Grimaldi")
    assert [first["lat"], first["lon"]] == pytest.approx([43.7345, 7.4187], abs=0.003)
    assert len(document["results"]) <= 2
    scores = [result["score"] for result in document["results"]]
    assert scores == sorted(scores, reverse=True)


@needs_shared
def test_the_text_needs_no_quotes_and_the_lines_can_be_read(greenwave: Greenwave) -> None:
    ended = greenwave("search", MONACO, "bd", "des", "moulins")
    assert ended.code == 0
    assert "Boulevard des Moulins" in ended.out
    assert all(line.split()[0] in {"street", "poi"} for line in ended.out.splitlines())


@needs_shared
def test_a_coordinate_may_begin_with_a_minus(greenwave: Greenwave) -> None:
    ended = greenwave("search", MONACO, "-20.44,-54.6", "--json")
    (result,) = json.loads(ended.out)["results"]
    assert (result["kind"], result["lat"], result["lon"]) == ("coordinate", -20.44, -54.6)


@needs_shared
@pytest.mark.parametrize("text", ["qqqzzz", "\u202e", "🚒 & 🚒"])
def test_nothing_found_is_exit_3(greenwave: Greenwave, text: str) -> None:
    ended = greenwave("search", MONACO, text)
    assert (ended.code, ended.out) == (3, "")
    assert ended.err.startswith("greenwave: nothing found for")
    assert ended.err.count("\n") == 1
    ended = greenwave("search", MONACO, text, "--json")
    assert (ended.code, json.loads(ended.out)) == (3, {"results": []})


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["search"], "map"),
        (["search", "/nowhere/map.osm"], "TEXT"),
        (["search", "/nowhere/map.osm", "  "], "TEXT"),
        (["search", "/nowhere/map.osm", "x", "--limit", "0"], "--limit"),
        (["search", "/nowhere/map.osm", "x", "--limit", "many"], "many"),
        (["search", "/nowhere/map.osm", "x"], "map.osm"),
    ],
)
def test_bad_arguments_are_refused_in_one_line(
    greenwave: Greenwave, arguments: list[object], word: str
) -> None:
    ended = greenwave(*arguments)
    assert is_refused(ended, word), ended


@needs_shared
def test_a_folder_without_an_index_is_refused(greenwave: Greenwave, tmp_path: Path) -> None:
    folder = tmp_path / "made"
    assert greenwave("import", SMALL, "-o", folder).code == 0
    (folder / "search.sqlite").unlink()
    ended = greenwave("search", folder, "x")
    assert is_refused(ended, "made"), ended
