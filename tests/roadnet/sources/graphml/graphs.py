"""Small GraphML files for tests, and reading them."""

from collections.abc import Iterable
from pathlib import Path

from desktop_app.roadnet.map_data import SourceMap
from desktop_app.roadnet.sources.graphml.reading import read_graphml
from tests.roadnet.sources.map_files import nobody

KEYS = {
    "graph": ("crs",),
    "node": ("x", "y", "street_count", "highway", "ref"),
    "edge": (
        *("osmid", "length", "highway", "name", "ref", "oneway", "reversed", "maxspeed", "speed_kph"),
        *("lanes", "access", "junction", "bridge", "tunnel", "geometry", "from", "to"),
    ),
}
NODES = {"1": (7.420, 43.730), "2": (7.421, 43.730), "3": (7.422, 43.731)}


def read(path: Path) -> SourceMap:
    """Return the map in a file, telling nobody how far it has come."""
    return read_graphml(path, nobody)


def node(node_id: str, x: object, y: object, **data: object) -> str:
    """Return a node."""
    return f'<node id="{node_id}">{_data("node", {"x": x, "y": y, **data})}</node>'


def edge(source: str, target: str, **data: object) -> str:
    """Return an edge; ``from_`` is the key ``from``."""
    values = {key.rstrip("_"): value for key, value in data.items()}
    return f'<edge source="{source}" target="{target}">{_data("edge", values)}</edge>'


def graphml(items: Iterable[str], *, crs: str = "epsg:4326", default: str = "directed") -> str:
    """Return a file with these nodes and edges."""
    keys = "".join(
        f'<key id="{element}-{name}" for="{element}" attr.name="{name}" attr.type="string"/>'
        for element, names in KEYS.items()
        for name in names
    )
    return (
        f'<?xml version="1.0"?><graphml>{keys}<graph edgedefault="{default}">'
        f'<data key="graph-crs">{crs}</data>{"".join(items)}</graph></graphml>'
    )


def of_edges(folder: Path, *edges: str, crs: str = "epsg:4326", default: str = "directed") -> SourceMap:
    """Return the map of these edges between `NODES`, by way of a file in `folder`."""
    path = folder / "town.graphml"
    nodes = [node(name, *place) for name, place in NODES.items()]
    path.write_text(graphml([*nodes, *edges], crs=crs, default=default), "utf-8")
    return read(path)


def _data(element: str, values: dict[str, object]) -> str:
    return "".join(f'<data key="{element}-{key}">{value}</data>' for key, value in values.items())
