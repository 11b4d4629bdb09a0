"""Reading a GraphML document in pieces: its graph, nodes and edges as they come.

Nothing is kept but the element that is being read. A DOCTYPE ends the reading, so that no entity and no
other file is ever looked at; so do nesting and texts beyond `_DEEPEST` and `_LONGEST_TEXT`.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol
from xml.parsers import expat

from desktop_app.roadnet.progress import BYTES, ImportProgress, ProgressSink
from desktop_app.roadnet.sources.graphml.keys import GraphKeys
from desktop_app.roadnet.sources.graphml.refusal import GraphRefusal
from desktop_app.roadnet.sources.xml_prolog import PrologError, check_declaration

_CHUNK = 1024 * 1024
_DEEPEST = 32
_LONGEST_TEXT = 64 * 1024 * 1024
_STAGE = "reading the graph"
_FOREIGN = frozenset({"hyperedge", "port", "endpoint"})
"""Parts of GraphML that road networks have no use for."""


@dataclass(frozen=True, slots=True)
class EdgeElement:
    """An edge as it stands in the file.

    Attributes
    ----------
    source, target
        Ids of nodes; empty where there is none.
    directed
        Whether it leads one way only.
    data
        Its values by the names of their keys.
    """

    source: str
    target: str
    directed: bool
    data: dict[str, str]


class GraphSink(Protocol):
    """Takes what is in a document, in its order."""

    def begin(self, edge_values: frozenset[str]) -> None:
        """Start with the graph, of whose edges these values are declared."""

    def graph(self, data: dict[str, str]) -> None:
        """Take values of the graph itself; may be called several times."""

    def node(self, node: str, data: dict[str, str]) -> None:
        """Take a node."""

    def edge(self, edge: EdgeElement) -> None:
        """Take an edge."""


def read_document(path: Path, sink: GraphSink, progress: ProgressSink) -> str:
    """Hand all that is in the file at `path` to `sink`; return the SHA-256 of its bytes, hexadecimal.

    Raises
    ------
    GraphRefusal
        The file is not there, is no GraphML, contradicts itself, or is built to do harm.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            return _read(file, size, sink, progress)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise GraphRefusal(f"cannot be opened: {reason}; check its name and place.") from error


def _read(file: BinaryIO, size: int, sink: GraphSink, progress: ProgressSink) -> str:
    digest, reader = hashlib.sha256(), _Reader(sink)
    if not size:
        raise GraphRefusal("is empty; save the graph again.")
    try:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            reader.feed(chunk)
            progress(ImportProgress(_STAGE, file.tell(), size, BYTES))
        reader.close()
    except PrologError as error:
        raise GraphRefusal(str(error)) from error
    except expat.ExpatError as error:
        raise GraphRefusal(f"is no readable XML: {error}; save the graph again.") from error
    return digest.hexdigest()


class _Reader:
    """Follows the elements of one document."""

    def __init__(self, sink: GraphSink) -> None:
        self._sink = sink
        self._keys = GraphKeys()
        self._open: list[str] = []
        self._attributes: dict[str, str] = {}
        self._data: dict[str, str] = {}
        self._key, self._text, self._text_size = "", list[str](), 0
        self._takes_text = False
        self._graphs, self._is_directed = 0, True
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.XmlDeclHandler = check_declaration
        self._parser.StartDoctypeDeclHandler = _doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def feed(self, chunk: bytes) -> None:
        """Read on."""
        self._parser.Parse(chunk, False)

    def close(self) -> None:
        """Read to the end."""
        self._parser.Parse(b"", True)
        if not self._graphs:
            raise GraphRefusal("holds no graph.")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        parent = self._open[-1] if self._open else ""
        self._open.append(name)
        if len(self._open) > _DEEPEST:
            raise GraphRefusal(f"is nested more than {_DEEPEST} elements deep; no graph of roads is.")
        if not parent:
            _check_root(name)
        elif parent == "graphml" and name == "key":
            self._keys.declare(attributes)
            self._attributes = attributes
        elif parent == "graphml" and name == "graph":
            self._begin_graph(attributes)
        elif parent == "graph" and name in {"node", "edge"}:
            self._attributes, self._data = attributes, {}
        elif (name == "data" and parent in {"graph", "node", "edge"}) or (name, parent) == ("default", "key"):
            self._key = attributes.get("key", "")
            self._text, self._text_size, self._takes_text = [], 0, True
        elif name == "graph" or (parent == "graph" and name in _FOREIGN):
            raise GraphRefusal(f"has a {name} inside its graph, which no network of roads has.")

    def _begin_graph(self, attributes: dict[str, str]) -> None:
        self._graphs += 1
        if self._graphs > 1:
            raise GraphRefusal("holds more than one graph; save each in a file of its own.")
        default = attributes.get("edgedefault", "directed")
        if default not in {"directed", "undirected"}:
            raise GraphRefusal(f"says edgedefault={default[:40]!r}; it must be directed or undirected.")
        self._is_directed = default == "directed"
        self._sink.begin(self._keys.names("edge"))
        self._sink.graph(self._keys.defaults("graph"))

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        self._open.pop()
        parent = self._open[-1] if self._open else ""
        if self._takes_text and name in {"data", "default"}:
            self._takes_text = False
            self._take_text(parent, "".join(self._text))
        elif parent == "graph" and name == "node":
            data = {**self._keys.defaults("node"), **self._data}
            self._sink.node(self._attributes.get("id", ""), data)
        elif parent == "graph" and name == "edge":
            self._take_edge()

    def _take_text(self, parent: str, text: str) -> None:
        if parent == "key":
            self._keys.set_default(self._attributes, text)
        elif parent == "graph":
            self._sink.graph({self._keys.name(parent, self._key): text})
        else:
            self._data[self._keys.name(parent, self._key)] = text

    def _take_edge(self) -> None:
        directed = self._attributes.get("directed", "")
        self._sink.edge(
            EdgeElement(
                self._attributes.get("source", ""),
                self._attributes.get("target", ""),
                self._is_directed if not directed else directed in {"true", "1"},
                {**self._keys.defaults("edge"), **self._data},
            )
        )

    def _characters(self, text: str) -> None:
        if self._takes_text:
            self._text_size += len(text)
            if self._text_size > _LONGEST_TEXT:
                raise GraphRefusal(f"has a value of more than {_LONGEST_TEXT >> 20} million characters.")
            self._text.append(text)


def _doctype(name: str, _system_id: str | None, _public_id: str | None, _has_subset: int) -> None:
    if name.casefold() == "html":
        raise GraphRefusal("is a web page, not a graph, as a failed download leaves it; download it again.")
    raise GraphRefusal("declares a DOCTYPE, which no graph of roads does; it is not read any further.")


def _check_root(name: str) -> None:
    if name != "graphml":
        raise GraphRefusal(f"is no GraphML: its root element is {name[:40]!r}, not 'graphml'.")
