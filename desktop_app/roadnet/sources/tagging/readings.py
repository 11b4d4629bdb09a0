"""What a way's or a node's tags come to, for each of several profiles."""

from dataclasses import dataclass

from desktop_app.roadnet.network import ArcFlag, NodeFact, RoadClass
from desktop_app.roadnet.road_rules import Access, LimitKind


@dataclass(frozen=True, slots=True)
class Passage:
    """How one profile drives a way in one direction.

    Attributes
    ----------
    kph
        Free-flow speed, at least 1; 0 where the profile never may, whatever the hour.
    access
        Where no condition says otherwise.
    condition
        When access is another, as text for `roadnet.conditions`; empty for never.
    """

    kph: float
    access: Access
    condition: str = ""


NO_PASSAGE = Passage(0.0, Access.CLOSED)


@dataclass(frozen=True, slots=True)
class Limit:
    """What a way or a node bears no more of.

    Attributes
    ----------
    forward, backward
        In which directions of the way; both for a node.
    """

    kind: LimitKind
    value: float
    forward: bool = True
    backward: bool = True


@dataclass(frozen=True, slots=True)
class WayReading:
    """What a way is.

    Attributes
    ----------
    layer
        As `RoadNetwork.arc_layer`.
    forward_lanes, backward_lanes
        0 where unknown.
    passages
        For each profile, in the profiles' order, with and against the node order.
    duration_s
        Of a ferry or a shuttle train from end to end; 0 where no tag says. Its speed follows
        from the length once that is known; `Passage.kph` is then what counts without.
    limits
        For profiles with dimensions.
    notes
        Reasons for the import report: a tag read by a stated rule, or not understood.
    """

    road_class: RoadClass
    flags: ArcFlag
    layer: int
    forward_lanes: int
    backward_lanes: int
    passages: tuple[tuple[Passage, Passage], ...]
    duration_s: float = 0.0
    limits: tuple[Limit, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NodeReading:
    """What stands at a node.

    Attributes
    ----------
    access
        For each profile, in the profiles' order, whether it may pass.
    """

    facts: NodeFact
    access: tuple[Access, ...]
    limits: tuple[Limit, ...] = ()
    notes: tuple[str, ...] = ()
