"""One crossing on a way, as a driver sees it: the road driven, and the others beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.roadnet.network import RoadClass, RoadNetwork
from desktop_app.routing.directions.names import Names, RoadName
from desktop_app.routing.directions.road_ends import RoadEnds

LINKS = frozenset(
    {
        RoadClass.MOTORWAY_LINK,
        RoadClass.TRUNK_LINK,
        RoadClass.PRIMARY_LINK,
        RoadClass.SECONDARY_LINK,
        RoadClass.TERTIARY_LINK,
    }
)
RAMPS = frozenset({RoadClass.MOTORWAY_LINK, RoadClass.TRUNK_LINK})
MOTORWAYS = frozenset({RoadClass.MOTORWAY, RoadClass.TRUNK})
FERRIES = frozenset({RoadClass.FERRY, RoadClass.SHUTTLE_TRAIN})
MINOR = frozenset({RoadClass.SERVICE, RoadClass.TRACK})


@dataclass(frozen=True, slots=True)
class Road:
    """A road at a crossing.

    Attributes
    ----------
    arc
        Leads away from the crossing; for a road that only comes in, the arc that does.
    deviation_deg
        From straight on, to the right positive; of a road that comes in, where it lies.
    """

    arc: int
    deviation_deg: float
    road_class: RoadClass
    name: RoadName

    @property
    def size_deg(self) -> float:
        """How far it lies from straight on, either way."""
        return abs(self.deviation_deg)


@dataclass(frozen=True, slots=True)
class Crossing:
    """What is to be seen where a way goes from one arc into the next.

    Attributes
    ----------
    before, after
        The road that is come by (its deviation is 180), and the one taken.
    others
        Further roads that may be taken, back aside.
    incoming
        Further roads that only come in.
    is_back
        The way turns round on its own road.
    """

    before: Road
    after: Road
    others: tuple[Road, ...]
    incoming: tuple[Road, ...]
    is_back: bool

    @property
    def is_same_street(self) -> bool:
        """Whether the road taken bears the name of the one come by."""
        return self.before.name.is_same_as(self.after.name)

    @property
    def needs_no_name(self) -> bool:
        """Whether nothing is to be said of the name of the road taken."""
        return self.before.name.continues_as(self.after.name)

    @property
    def is_passed(self) -> bool:
        """Whether who goes on has passed another street, not only driveways."""
        return bool(self.rivals) or any(road.road_class not in MINOR for road in self.incoming)

    @property
    def rivals(self) -> tuple[Road, ...]:
        """The other roads that count: service roads and tracks do only beside their like."""
        if self.after.road_class in MINOR:
            return self.others
        return tuple(road for road in self.others if road.road_class not in MINOR)


class Crossings:
    """Looks at the crossings of one network, for one vehicle."""

    def __init__(self, network: RoadNetwork, ends: RoadEnds, names: Names) -> None:
        """See the roads that `ends` knows of."""
        self._network = network
        self._ends = ends
        self._names = names

    def between(self, before: int, after: int) -> Crossing:
        """Return the crossing at which a way goes from the arc `before` into `after`."""
        ends = self._ends
        junction, twin = int(self._network.arc_head[before]), int(self._network.arc_twin[before])
        outgoing = [arc for arc in ends.outgoing(junction) if arc not in (after, twin)]
        taken = {ends.road_key(arc) for arc in (before, after, *outgoing)}
        incoming = [arc for arc in ends.incoming(junction) if ends.road_key(arc) not in taken]
        return Crossing(
            before=self._road(before, 180.0),
            after=self._road(after, ends.turn_deg(before, after)),
            others=self._roads(before, outgoing, junction),
            incoming=self._roads(before, incoming, junction),
            is_back=after == twin,
        )

    def _roads(self, before: int, arcs: Sequence[int], junction: int) -> tuple[Road, ...]:
        return tuple(self._road(arc, self._ends.deviation_deg(before, arc, junction)) for arc in arcs)

    def _road(self, arc: int, deviation_deg: float) -> Road:
        return Road(arc, deviation_deg, RoadClass(int(self._network.arc_class[arc])), self._names.of(arc))
