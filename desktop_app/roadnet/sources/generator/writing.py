"""Writing a country as OSM PBF: nodes, ways and relations, each in the order of its ids."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import osmium

from desktop_app.errors import StorageError
from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.progress import ImportProgress, ProgressSink
from desktop_app.roadnet.sources.demo.geometry import Points
from desktop_app.roadnet.sources.generator.cells import CellStreets
from desktop_app.roadnet.sources.generator.country import Country, make_country
from desktop_app.roadnet.sources.generator.country_names import CountryNames
from desktop_app.roadnet.sources.generator.motorways import BRIDGE, TUNNEL
from desktop_app.roadnet.sources.generator.node_tags import address_tags, node_tags, place_nodes
from desktop_app.roadnet.sources.generator.palette import Palette, make_palette
from desktop_app.roadnet.sources.generator.plan import CountryPlan
from desktop_app.roadnet.sources.generator.restrictions import Restriction, restrictions
from desktop_app.roadnet.sources.generator.tile import ONE_WAY, ROUNDABOUT
from desktop_app.roadnet.sources.generator.warp import lon_lat
from desktop_app.roadnet.sources.generator.way_tags import Tags, motorway_tags, ref_of, road_tags
from desktop_app.roadnet.sources.osm import DEMO_GENERATOR
from desktop_app.roadnet.sources.osm_writing import closing_writer

_AT_ONCE = 100_000
_BUFFER_BYTES = 4 * 1024 * 1024


def write_country(
    path: Path, plan: CountryPlan, progress: ProgressSink, palette: Palette | None = None
) -> None:
    """Write the country of a plan to `path`, which is replaced; its name ends in ``.osm.pbf``.

    The same plan and palette give the same bytes. It is written beside its place and renamed.

    Parameters
    ----------
    progress
        Is told how far it has come; what it raises ends the writing.
    palette
        The tiles; None: they are traced anew, from the plan's seed.

    Raises
    ------
    StorageError
        The file cannot be written.
    """
    progress(ImportProgress("tracing streets", 0, 0))
    tiles = palette or make_palette(np.random.default_rng([plan.seed, 1]))
    country = make_country(plan, tiles, progress)
    header = osmium.io.Header()
    header.set("generator", DEMO_GENERATOR)
    part = path.with_name(f"part.{path.name}")
    try:
        with closing_writer(osmium.SimpleWriter(str(part), _BUFFER_BYTES, header, overwrite=True)) as writer:
            CountryWriter(country, writer, progress).write(np.random.default_rng([plan.seed, 3]))
        part.replace(path)
    except (OSError, RuntimeError) as error:
        raise StorageError(f"The country cannot be written to {path}: {error}.") from error
    finally:
        part.unlink(missing_ok=True)


class CountryWriter:
    """Writes one country."""

    def __init__(self, country: Country, writer: osmium.SimpleWriter, progress: ProgressSink) -> None:
        """Write `country` to `writer`."""
        self._country = country
        self._streets = CellStreets(country)
        self._names = CountryNames(country)
        self._writer = writer
        self._progress = progress
        self._next_node = self._next_way = 1

    def write(self, rng: np.random.Generator) -> None:
        """Write all nodes, ways and relations; `rng` chooses the turn restrictions."""
        self._write_nodes()
        self._write_edge_ways()
        self._write_motorway_ways()
        self._write_street_ways()
        self._write_restrictions(rng)

    def _write_nodes(self) -> None:
        tags = node_tags(self._country)
        for spots in self._spots():
            self._progress(
                ImportProgress("writing nodes", self._next_node, int(self._country.first_spot[-1]))
            )
            self._add_nodes(spots, tags)
        for cell, spots, streets in self._streets.addresses():
            self._add_nodes(spots, address_tags(self._names, cell, streets, self._next_node))
        for spot, place in place_nodes(self._country, self._names):
            self._add_nodes(spot[None], {self._next_node: place})

    def _spots(self) -> Iterator[Points]:
        """Return the warped nodes of corners, edges, motorways and cells, in the order of their numbers."""
        country = self._country
        yield from self._warped(country.corners)
        nodes, lattice = country.edge_nodes, country.layout.lattice
        for begin in range(0, len(nodes.edge), _AT_ONCE):
            part = slice(begin, begin + _AT_ONCE)
            tail, head = lattice.edge_ends(nodes.edge[part].astype(np.int64))
            start = country.corners[tail]
            yield country.warp.moved(start + nodes.at[part, None] * (country.corners[head] - start))
        yield from self._warped(country.motorways.places())
        yield from self._streets.spots()

    def _warped(self, spots: Points) -> Iterator[Points]:
        for begin in range(0, len(spots), _AT_ONCE):
            yield self._country.warp.moved(spots[begin : begin + _AT_ONCE])

    def _add_nodes(self, spots: Points, tags: dict[int, Tags]) -> None:
        """Add nodes with the next ids; `tags` are by id."""
        lon, lat = lon_lat(spots)
        add, make = self._writer.add_node, osmium.osm.mutable.Node
        for number, place in enumerate(zip(lon.tolist(), lat.tolist(), strict=True), self._next_node):
            add(make(id=number, location=place, tags=tags.get(number)))
        self._next_node += len(spots)

    def _add_way(self, refs: Sequence[int], tags: Tags) -> None:
        """Add a way with the next id; `refs` are numbers of nodes."""
        nodes = [ref + 1 for ref in refs]
        self._writer.add_way(osmium.osm.mutable.Way(id=self._next_way, nodes=nodes, tags=tags))
        self._next_way += 1

    def _write_edge_ways(self) -> None:
        ways, names, layout = self._country.edge_ways, self._names, self._country.layout
        bounds = ways.first_ref.tolist()
        edges, bridges = ways.edge.tolist(), ways.is_bridge.tolist()
        for number, (edge, is_bridge) in enumerate(zip(edges, bridges, strict=True)):
            self._tell("writing roads", number)
            road_class = RoadClass(int(layout.edge_class[edge]))
            tags = road_tags(road_class, names.edge_mix(edge), in_town=self._country.edge_town[edge] >= 0)
            tags += _named(names.edge_name(edge), ref_of(road_class, int(layout.edge_number[edge])))
            if is_bridge:
                tags += [("bridge", "yes"), ("layer", "1")]
            self._add_way(ways.refs[bounds[number] : bounds[number + 1]].tolist(), tags)

    def _write_motorway_ways(self) -> None:
        country = self._country
        for way in country.motorways.ways:
            refs = [
                country.first_motorway_node + ref
                if ref >= 0
                else country.layout.lattice.corner_count + int(country.edge_nodes.asked[-1 - ref])
                for ref in way.refs
            ]
            is_bridge, is_tunnel = way.state == BRIDGE, way.state == TUNNEL
            tags = motorway_tags(way.road_class, way.number, is_bridge=is_bridge, is_tunnel=is_tunnel)
            self._add_way(refs, tags)

    def _write_street_ways(self) -> None:
        layout = self._country.layout
        for cell in np.flatnonzero(layout.cell_tile).tolist():
            self._tell("writing streets", cell)
            tile, refs = self._streets.tile(cell), self._streets.refs(cell).tolist()
            bounds, in_town = tile.first_ref.tolist(), bool(layout.towns.cell_town[cell] >= 0)
            facts = zip(tile.road_class.tolist(), tile.flags.tolist(), tile.street.tolist(), strict=True)
            for way, (kind, flags, street) in enumerate(facts):
                road_class, mix = RoadClass(kind), self._names.street_mix(cell, street)
                tags = road_tags(road_class, mix, in_town=in_town)
                ref = ref_of(road_class, int(layout.cell_number[cell]))
                tags += _named("" if ref else self._names.street_name(cell, street, road_class), ref)
                if flags & ROUNDABOUT:
                    tags.append(("junction", "roundabout"))
                elif flags & ONE_WAY:
                    tags.append(("oneway", "yes"))
                self._add_way(refs[bounds[way] : bounds[way + 1]], tags)

    def _write_restrictions(self, rng: np.random.Generator) -> None:
        for number, restriction in enumerate(restrictions(self._country, self._streets, rng), 1):
            self._writer.add_relation(
                osmium.osm.mutable.Relation(
                    id=number,
                    members=_members(restriction),
                    tags=[("type", "restriction"), ("restriction", restriction.kind)],
                )
            )

    def _tell(self, stage: str, number: int) -> None:
        if number % _AT_ONCE == 0:
            self._progress(ImportProgress(stage, self._next_way, int(self._country.first_way[-1])))


def _named(name: str, ref: str) -> Tags:
    return [(key, value) for key, value in (("name", name), ("ref", ref)) if value]


def _members(restriction: Restriction) -> list[tuple[str, int, str]]:
    via = [("w", way + 1, "via") for way in restriction.via_ways]
    if restriction.via_node >= 0:
        via = [("n", restriction.via_node + 1, "via")]
    return [("w", restriction.from_way + 1, "from"), *via, ("w", restriction.to_way + 1, "to")]
