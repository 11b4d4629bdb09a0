"""Ways as lines of text: what pyosmium writes is what its objects say."""

from pathlib import Path

import osmium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.roadnet.sources.way_texts import refs_of, tags_of, text_of_way, way_text

# The last plane, of private characters alone, is written wrongly by libosmium 2.21.
texts = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0", max_codepoint=0xFFFFF), max_size=12
)
ids = st.integers(-(2**40), 2**40)
tag_sets = st.dictionaries(texts.filter(bool), texts, max_size=4)


@pytest.fixture(scope="module", name="folder")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lines")


@settings(max_examples=60, deadline=None)
@given(osm_id=ids, refs=st.lists(ids, max_size=5), tags=tag_sets)
def test_a_line_gives_back_the_way_that_was_written(
    folder: Path, osm_id: int, refs: list[int], tags: dict[str, str]
) -> None:
    way = osmium.osm.mutable.Way(id=osm_id, version=3, nodes=refs, tags=tags)
    lines, packed = folder / "way.opl", folder / "way.osm.pbf"
    for path in (lines, packed):
        with osmium.SimpleWriter(str(path), overwrite=True) as writer:
            writer.add_way(way)
    handed_out = [
        text_of_way(read) for read in osmium.FileProcessor(packed) if isinstance(read, osmium.osm.Way)
    ]
    for text in (way_text(lines.read_text("utf-8")), *handed_out):
        assert (text.osm_id, text.version, text.visible) == (osm_id, 3, True)
        assert tags_of(text.tags) == tags
        assert refs_of(text.refs) == refs
    assert len(handed_out) == 1


def test_fields_of_a_line_are_told_apart() -> None:
    way = way_text("w7 v3 dD c9 t2014-05-06T07:08:09Z i5 uA%20%b Thighway=a%2c%b,oneway= Nn1,n-2\n")
    assert (way.osm_id, way.version, way.visible, way.changed) == (7, 3, False, "2014-05-06T07:08:09Z")
    assert tags_of(way.tags) == {"highway": "a,b", "oneway": ""}
    assert refs_of(way.refs) == [1, -2]


def test_a_code_that_is_no_character_is_told_as_unreadable() -> None:
    assert tags_of("name=a%110000%%d800%") == {"name": "a\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}"}


def test_a_way_without_tags_and_nodes_has_none() -> None:
    assert tags_of("") == {}
    assert refs_of("") == []
