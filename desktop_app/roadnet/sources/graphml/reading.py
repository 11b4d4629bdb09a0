"""Reading a GraphML file as a map."""

import time
from collections.abc import Sequence
from pathlib import Path

from desktop_app.errors import MapFileError, NoRoadsError
from desktop_app.roadnet.backdrop import Backdrop
from desktop_app.roadnet.map_data import SourceMap
from desktop_app.roadnet.network import MapFacts, RoadNetwork
from desktop_app.roadnet.profile import Profile, profiles_key
from desktop_app.roadnet.profile_file import built_in_profiles
from desktop_app.roadnet.progress import ImportProgress, ProgressSink
from desktop_app.roadnet.sources.graphml.document import EdgeElement, read_document
from desktop_app.roadnet.sources.graphml.edge_columns import EdgeColumns
from desktop_app.roadnet.sources.graphml.node_columns import NodeColumns, NodePlaces
from desktop_app.roadnet.sources.graphml.osmnx_edges import OsmnxEdges
from desktop_app.roadnet.sources.graphml.osmnx_network import osmnx_network
from desktop_app.roadnet.sources.graphml.own_network import OwnEdges, own_network
from desktop_app.roadnet.sources.graphml.own_rules import KEY, OwnHead, decoded
from desktop_app.roadnet.sources.graphml.refusal import GraphRefusal
from desktop_app.roadnet.sources.import_counts import has_road_for_cars, import_report
from desktop_app.roadnet.sources.osm import ATTRIBUTION
from desktop_app.roadnet.sources.osm_file import file_label
from desktop_app.roadnet.sources.tally import Tally


def read_graphml(path: Path, progress: ProgressSink, profiles: Sequence[Profile] | None = None) -> SourceMap:
    """Return the map in a GraphML file, that of OSMnx or one that `write_graphml` wrote.

    A file of ours comes back whole, with the profiles that it was written with. One of OSMnx has no turn
    restrictions, no barriers and no heights; that, and all that was left out, is in the report. Coordinates
    of another reference system are converted. Opens no other file than `path`, and no connection.

    Parameters
    ----------
    progress
        Is told how far it has come; what it raises ends the reading.
    profiles
        Who is to drive on a map of OSMnx, the car first; those that ship with the program where it is None.

    Raises
    ------
    MapFileError
        The file cannot be read, or holds no road for cars; the message names the file.
    """
    started = time.monotonic()
    profiles = built_in_profiles() if profiles is None else tuple(profiles)
    label = file_label(path)
    sink = _MapSink(profiles, label)
    try:
        source_hash = read_document(path, sink, progress)
        progress(ImportProgress("building the network", 0, 0))
        facts = MapFacts(path.stem, source_hash, "", ATTRIBUTION, 0.0, 0.0, 0.0, 0.0)
        network, places = sink.network(facts)
    except GraphRefusal as error:
        raise MapFileError(f"{label} {error}") from error
    if not has_road_for_cars(network):
        raise _no_road(label)
    return SourceMap(
        network=network,
        backdrop=Backdrop.empty(),
        report=import_report(network, sink.tally, sink.places_of_examples(places), started),
        profiles_key="" if sink.is_own else profiles_key(profiles),
    )


def _no_road(label: str) -> NoRoadsError:
    return NoRoadsError(f"{label} holds no road for cars; choose a graph with streets.")


class _MapSink:
    """Collects nodes and edges, as OSMnx writes them or as we do."""

    def __init__(self, profiles: Sequence[Profile], label: str) -> None:
        self.tally = Tally()
        self._profiles = profiles
        self._label = label
        self._head: dict[str, str] = {}
        self._nodes = NodeColumns(self.tally)
        self._lines = EdgeColumns(self._nodes, self.tally)
        self._edges: OwnEdges | OsmnxEdges = OsmnxEdges(profiles, self._lines, self.tally)

    @property
    def is_own(self) -> bool:
        """Whether the file is one of ours."""
        return isinstance(self._edges, OwnEdges)

    def begin(self, edge_values: frozenset[str]) -> None:
        """Start with the graph."""
        if KEY in edge_values:
            self._edges = OwnEdges(self._lines, self.tally)
        elif isinstance(self._edges, OsmnxEdges):
            self._edges.kinds_are_stated = "highway" in edge_values

    def graph(self, data: dict[str, str]) -> None:
        """Take values of the graph itself."""
        self._head |= data

    def node(self, node: str, data: dict[str, str]) -> None:
        """Take a node."""
        number = self._nodes.take(node, data)
        if number is not None:
            self._edges.take_node(number, data)

    def edge(self, edge: EdgeElement) -> None:
        """Take an edge."""
        self._edges.take(edge)

    def network(self, facts: MapFacts) -> tuple[RoadNetwork, NodePlaces]:
        """Return the network of all that was taken, and where its nodes lie."""
        crs = self._head.get("crs", "")
        places = self._nodes.places(crs)
        if len(places.osm_id) and not places.has_place.any():
            raise GraphRefusal("has no node with a position (x and y); save the graph again.")
        lines = self._lines.lines(places, crs)
        if not len(lines.row):
            raise _no_road(self._label)
        if isinstance(self._edges, OwnEdges):
            head = decoded(OwnHead, self._head.get(KEY, ""), "graph")
            return own_network(head, self._edges, lines, places, self.tally), places
        self.tally.add("graph_without_turn_restrictions")
        return osmnx_network(self._edges, lines, places, self._profiles, facts), places

    def places_of_examples(self, places: NodePlaces) -> dict[str, tuple[float, float]]:
        """Return longitude and latitude of those examples in the report that have a place."""
        return {
            item: (float(places.lon[number]), float(places.lat[number]))
            for item, number in self.tally.node_of_example().items()
            if number < len(places.osm_id) and places.has_place[number]
        }
