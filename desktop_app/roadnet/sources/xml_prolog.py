"""Looking at the beginning of an OSM XML file: its encoding, its root, and no DOCTYPE."""

from xml.parsers import expat

_VERSION = "0.6"
_ENCODINGS = frozenset({"utf-8", "utf-16", "utf-16le", "utf-16be", "iso-8859-1", "us-ascii", "ascii"})


class PrologError(Exception):
    """The file is not to be read; the message goes on with the file's name."""


class _RootSeen(Exception):  # noqa: N818 - not an error, but the way out of the parser
    """The root element has begun, and is right."""


def check_prolog(beginning: bytes) -> None:
    """Look at the beginning of an XML file up to its root element.

    Raises
    ------
    PrologError
        It declares a DOCTYPE, or its root is not ``<osm version="0.6">``, or it is no XML.
    """
    parser = expat.ParserCreate()
    parser.XmlDeclHandler = check_declaration
    parser.StartDoctypeDeclHandler = _doctype
    parser.StartElementHandler = _root
    try:
        parser.Parse(beginning, True)
    except _RootSeen:
        return
    except expat.ExpatError as error:
        raise PrologError(f"is no readable XML: {error}; download it again.") from error
    raise PrologError("is no OpenStreetMap file: it has no root element.")


def check_declaration(_version: str, encoding: str | None, _standalone: int) -> None:
    """Take what an XML declaration says, as expat gives it; raises PrologError for an odd encoding."""
    if encoding and encoding.casefold() not in _ENCODINGS:
        shown = repr(encoding[:40])
        raise PrologError(f"is written in the encoding {shown}, which is not read; convert it to UTF-8.")


def _doctype(name: str, _system_id: str | None, _public_id: str | None, _has_subset: int) -> None:
    if name.casefold() == "html":
        raise PrologError("is a web page, not a map, as a failed download leaves it; download it again.")
    raise PrologError("declares a DOCTYPE, which no OpenStreetMap file does; it is not read any further.")


def _root(name: str, attributes: dict[str, str]) -> None:
    if name == "osmChange":
        raise PrologError("is a change file (.osc), not a map; import the map that it belongs to.")
    if name == "graphml":
        raise PrologError("is GraphML under another name; let its name end in .graphml.")
    if name != "osm":
        raise PrologError(f"is no OpenStreetMap file: its root element is {name[:40]!r}, not 'osm'.")
    version = attributes.get("version", "")
    if version != _VERSION:
        raise PrologError(f"is of OpenStreetMap version {version[:40]!r}; only {_VERSION} is read.")
    raise _RootSeen
