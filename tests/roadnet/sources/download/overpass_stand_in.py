"""Overpass in small: it carries out our own question on an extract, to the letter."""

import re
from collections.abc import Callable
from pathlib import Path

import osmium

Tags = dict[str, str]
Filter = Callable[[Tags], bool]
Element = tuple[str, int]

_KINDS = {"node": "n", "way": "w", "relation": "r", "nw": "nw", "nwr": "nwr"}
_STATEMENT = re.compile(r"(\w+)((?:\[[^\]]*\])+);")
_FILTER = re.compile(r'\[(?:"([^"]+)"(?:(=|~)"([^"]*)")?|~"([^"]+)"~"([^"]+)")\]')


class _Extract:
    """All objects of a file, by kind and id."""

    def __init__(self, path: Path) -> None:
        self.tags: dict[Element, Tags] = {}
        self.refs: dict[Element, list[Element]] = {}
        for item in osmium.FileProcessor(str(path)):
            key = (item.type_str(), item.id)
            self.tags[key] = {tag.k: tag.v for tag in item.tags}
            if isinstance(item, osmium.osm.Way):
                self.refs[key] = [("n", node.ref) for node in item.nodes]
            elif isinstance(item, osmium.osm.Relation):
                self.refs[key] = [(member.type, member.ref) for member in item.members]

    def recursed_down(self, chosen: set[Element]) -> set[Element]:
        """Return the members of relations and the nodes of ways: of relations in relations nothing."""
        ways = {ref for item in chosen if item[0] == "r" for ref in self.refs[item] if ref[0] != "r"}
        nodes = {ref for item in chosen | ways if item[0] == "w" for ref in self.refs.get(item, ())}
        return (ways | nodes) & self.tags.keys()


def carry_out(query: str, extract: Path, target: Path) -> tuple[int, int, int]:
    """Write what `query` asks of `extract` to `target`; return the counts of nodes, ways and relations.

    Metadata are left out, as of all that `out body` gives.
    """
    source = _Extract(extract)
    union, rest = query.split("(\n", 1)[1].split(");\n", 1)
    chosen: set[Element] = set()
    for kind, filters in _STATEMENT.findall(union):
        chosen |= _matching(source, kind, filters)
    assert rest.startswith("(._; >;);\nout body;\n")
    chosen |= source.recursed_down(chosen)
    ((kind, filters),) = _STATEMENT.findall(rest.removeprefix("(._; >;);\nout body;\n"))
    tags_only = _matching(source, kind, filters) - chosen
    with osmium.SimpleWriter(osmium.io.File(str(target), "osm,add_metadata=false")) as writer:
        for item in osmium.FileProcessor(str(extract)):
            key = (item.type_str(), item.id)
            if key in chosen:
                writer.add(item)
            elif key in tags_only and isinstance(item, osmium.osm.Relation):
                writer.add(item.replace(members=[]))
    nodes, ways, relations = (sum(key[0] == kind for key in chosen) for kind in "nwr")
    return nodes, ways, relations


def _matching(source: _Extract, kind: str, filters: str) -> set[Element]:
    tests = [_test(*parts) for parts in _FILTER.findall(filters)]
    assert len(tests) == filters.count("]")
    return {
        key
        for key, tags in source.tags.items()
        if tags and key[0] in _KINDS[kind] and all(test(tags) for test in tests)
    }


def _test(key: str, relation: str, value: str, key_pattern: str, value_pattern: str) -> Filter:
    if key_pattern:
        return lambda tags: any(
            re.search(key_pattern, name) and re.search(value_pattern, text) for name, text in tags.items()
        )
    if relation == "=":
        return lambda tags: tags.get(key) == value
    if relation == "~":
        return lambda tags: key in tags and re.search(value, tags[key]) is not None
    return lambda tags: key in tags
