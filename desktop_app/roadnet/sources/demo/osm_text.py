"""Writing what was made as OpenStreetMap XML."""

import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import quoteattr

Tags = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OsmNode:
    """A node; lon and lat in degrees."""

    id: int
    lon: float
    lat: float
    tags: Tags = ()


@dataclass(frozen=True, slots=True)
class OsmWay:
    """A way along nodes."""

    id: int
    nodes: tuple[int, ...]
    tags: Tags


def write_osm(path: Path, nodes: Iterable[OsmNode], ways: Iterable[OsmWay]) -> None:
    """Write nodes and ways, always in the same bytes; packed where the name ends in ``.gz``."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<osm version="0.6" generator="Greenwave demo town">']
    for node in nodes:
        head = f'<node id="{node.id}" lat="{node.lat:.7f}" lon="{node.lon:.7f}"'
        lines.append(f"{head}>{_tags(node.tags)}</node>" if node.tags else f"{head}/>")
    for way in ways:
        refs = "".join(f'<nd ref="{node}"/>' for node in way.nodes)
        lines.append(f'<way id="{way.id}">{refs}{_tags(way.tags)}</way>')
    text = "\n".join([*lines, "</osm>", ""]).encode()
    path.write_bytes(gzip.compress(text, mtime=0) if path.name.endswith(".gz") else text)


def _tags(tags: Tags) -> str:
    return "".join(f"<tag k={quoteattr(key)} v={quoteattr(value)}/>" for key, value in tags)
