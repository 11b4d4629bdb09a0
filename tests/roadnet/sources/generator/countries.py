"""Small generated countries, and what stands in their files."""

from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
import osmium

from desktop_app.roadnet.progress import ImportProgress
from desktop_app.roadnet.sources.demo.crossings import find_crossings
from desktop_app.roadnet.sources.demo.geometry import Points, points_at
from desktop_app.roadnet.sources.generator.palette import Palette
from desktop_app.roadnet.sources.generator.plan import CountryPlan
from desktop_app.roadnet.sources.generator.writing import write_country

Members = list[tuple[str, int, str]]


def unheard(progress: ImportProgress) -> None:
    assert progress.stage


def country_file(folder: Path, seed: int, arcs: int, palette: Palette | None = None) -> Path:
    """Write a country and return its file."""
    path = folder / f"country-{seed}-{arcs}.osm.pbf"
    write_country(path, CountryPlan(seed, arcs), unheard, palette)
    return path


@dataclass(slots=True)
class FileContent:
    """All objects of a file."""

    places: dict[int, tuple[float, float]] = field(default_factory=dict)
    node_tags: dict[int, dict[str, str]] = field(default_factory=dict)
    way_refs: dict[int, list[int]] = field(default_factory=dict)
    way_tags: dict[int, dict[str, str]] = field(default_factory=dict)
    relations: list[tuple[dict[str, str], Members]] = field(default_factory=list)
    order: list[tuple[str, int]] = field(default_factory=list)


def content_of(path: Path) -> FileContent:
    """Read a file with nothing of the program's own."""
    found = FileContent()
    for item in osmium.FileProcessor(str(path)):
        found.order.append((item.type_str(), item.id))
        if isinstance(item, osmium.osm.Node):
            found.places[item.id] = (item.location.lon, item.location.lat)
            if item.tags:
                found.node_tags[item.id] = dict(item.tags)
        elif isinstance(item, osmium.osm.Way):
            found.way_refs[item.id] = [node.ref for node in item.nodes]
            found.way_tags[item.id] = dict(item.tags)
        elif isinstance(item, osmium.osm.Relation):
            members = [(member.type, member.ref, member.role) for member in item.members]
            found.relations.append((dict(item.tags), members))
    return found


def crossings_without_node(content: FileContent) -> list[tuple[int, int]]:
    """Return the pairs of ways that cross without a node, neither being a bridge or a tunnel."""
    ways = [way for way, tags in content.way_tags.items() if not {"bridge", "tunnel"} & set(tags)]
    owners = [way for way in ways for _ in content.way_refs[way][1:]]
    lines, pairs = _links(content, ways)
    crossings = find_crossings(lines)
    half = len(crossings.spot)
    both = zip(crossings.line[:half].tolist(), crossings.line[half:].tolist(), strict=True)
    return [(owners[one], owners[two]) for one, two in both if not set(pairs[one]) & set(pairs[two])]


def _links(content: FileContent, ways: list[int]) -> tuple[list[Points], list[tuple[int, int]]]:
    """Return each link of ways as a line of points at most 30 m apart, and its two nodes."""
    scale = 111_200.0 * np.array([np.cos(np.deg2rad(48.0)), 1.0])
    origin = np.array([9.0, 48.0])
    spots = {ref: (np.array(place) - origin) * scale for ref, place in content.places.items()}
    pairs = [pair for way in ways for pair in pairwise(content.way_refs[way])]
    lines = [np.array([spots[tail], spots[head]]) for tail, head in pairs]
    sizes = [float(np.hypot(*(line[1] - line[0]))) for line in lines]
    fine = [
        line if size < 28.0 else points_at(line, np.linspace(0.0, size, int(size // 28.0) + 2))
        for line, size in zip(lines, sizes, strict=True)
    ]
    return fine, pairs
