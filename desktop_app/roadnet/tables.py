"""What a network is built of: nodes, ways, and who may drive them, as arrays in the order of their source."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.road_rules import Access, Mode, TurnCosts, VehicleSize

CAR = "car"
CAR_MODES = Mode.VEHICLE | Mode.MOTOR_VEHICLE | Mode.MOTORCAR


@dataclass(frozen=True, slots=True, eq=False)
class NodeTable:
    """The nodes that ways may refer to.

    Attributes
    ----------
    osm_id
        (N,) int64, ascending and unique.
    lon, lat
        (N,) float64 degrees.
    """

    osm_id: NDArray[np.int64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class NodeMarks:
    """What stands at some of the nodes, K of them, and L limits there.

    Attributes
    ----------
    osm_id
        (K,) int64, ascending and unique.
    facts
        (K,) uint16 `NodeFact`.
    access
        (P, K) uint8 `Access` for each profile, in the order of `WayTable.passages`.
    ref
        (K,) int32 number in the text table of a motorway exit, else 0.
    limit_row, limit_kind, limit_value
        (L,) int32 rows of this table, uint8 `LimitKind`, float32 in the kind's unit.
    """

    osm_id: NDArray[np.int64]
    facts: NDArray[np.uint16]
    access: NDArray[np.uint8]
    ref: NDArray[np.int32]
    limit_row: NDArray[np.int32]
    limit_kind: NDArray[np.uint8]
    limit_value: NDArray[np.float32]

    @classmethod
    def none(cls, profiles: int) -> "NodeMarks":
        """Return a table in which nothing stands anywhere."""
        return cls(
            osm_id=np.zeros(0, np.int64),
            facts=np.zeros(0, np.uint16),
            access=np.zeros((profiles, 0), np.uint8),
            ref=np.zeros(0, np.int32),
            limit_row=np.zeros(0, np.int32),
            limit_kind=np.zeros(0, np.uint8),
            limit_value=np.zeros(0, np.float32),
        )


@dataclass(frozen=True, slots=True, eq=False)
class WayPassages:
    """How one profile drives W ways, with and against their node order.

    Attributes
    ----------
    name, modes, size, turn_costs
        As in `ProfileArcs`.
    forward_kph, backward_kph
        (W,) float32 free-flow speed; 0 where the profile never drives.
    forward_access, backward_access
        (W,) uint8 `Access`.
    forward_condition, backward_condition
        (W,) int32 numbers in the table of conditions; 0 is none.
    """

    name: str
    modes: int
    size: VehicleSize
    turn_costs: TurnCosts
    forward_kph: NDArray[np.float32]
    backward_kph: NDArray[np.float32]
    forward_access: NDArray[np.uint8]
    backward_access: NDArray[np.uint8]
    forward_condition: NDArray[np.int32]
    backward_condition: NDArray[np.int32]

    @classmethod
    def of_car(cls, forward_kph: NDArray[np.float32], backward_kph: NDArray[np.float32]) -> "WayPassages":
        """Return those of a car that may drive wherever it has a speed."""
        return cls(
            name=CAR,
            modes=int(CAR_MODES),
            size=VehicleSize(),
            turn_costs=TurnCosts(),
            forward_kph=forward_kph,
            backward_kph=backward_kph,
            forward_access=np.where(forward_kph > 0, Access.OPEN, Access.CLOSED).astype(np.uint8),
            backward_access=np.where(backward_kph > 0, Access.OPEN, Access.CLOSED).astype(np.uint8),
            forward_condition=np.zeros(len(forward_kph), np.int32),
            backward_condition=np.zeros(len(forward_kph), np.int32),
        )


@dataclass(frozen=True, slots=True, eq=False)
class WayLimits:
    """What some ways do not bear, L limits.

    Attributes
    ----------
    row
        (L,) int32 of the way table.
    kind, value
        (L,) uint8 `LimitKind` and float32 in its unit.
    forward, backward
        (L,) bool: in which directions.
    """

    row: NDArray[np.int32]
    kind: NDArray[np.uint8]
    value: NDArray[np.float32]
    forward: NDArray[np.bool_]
    backward: NDArray[np.bool_]

    @classmethod
    def none(cls) -> "WayLimits":
        """Return no limit at all."""
        yes = np.zeros(0, np.bool_)
        return cls(np.zeros(0, np.int32), np.zeros(0, np.uint8), np.zeros(0, np.float32), yes, yes)


@dataclass(frozen=True, slots=True, eq=False)
class WayTable:
    """Roads as OSM draws them: one row a way, in the node order of the file.

    Attributes
    ----------
    way_id
        (W,) int64; a way cut in pieces (at missing nodes) has several rows of one id.
    first_ref
        (W + 1,) int64: way ``w`` is ``refs[first_ref[w]:first_ref[w + 1]]``.
    refs
        OSM node ids, int64; each is in the node table.
    road_class, flags
        (W,) uint8 `RoadClass`, uint16 `ArcFlag`.
    layer
        (W,) int8.
    forward_lanes, backward_lanes
        (W,) uint8, 0 where unknown.
    name, ref, forward_destination, backward_destination
        (W,) int32 numbers in the text table.
    passages
        For each profile how it drives the ways; the car's first.
    limits
        Heights, weights and the like.
    """

    way_id: NDArray[np.int64]
    first_ref: NDArray[np.int64]
    refs: NDArray[np.int64]
    road_class: NDArray[np.uint8]
    flags: NDArray[np.uint16]
    layer: NDArray[np.int8]
    forward_lanes: NDArray[np.uint8]
    backward_lanes: NDArray[np.uint8]
    name: NDArray[np.int32]
    ref: NDArray[np.int32]
    forward_destination: NDArray[np.int32]
    backward_destination: NDArray[np.int32]
    passages: tuple[WayPassages, ...]
    limits: WayLimits

    @classmethod
    def of_cars(
        cls,
        way_id: NDArray[np.int64],
        first_ref: NDArray[np.int64],
        refs: NDArray[np.int64],
        forward_kph: NDArray[np.float32],
        backward_kph: NDArray[np.float32],
        road_class: NDArray[np.uint8],
    ) -> "WayTable":
        """Return ways without names, lanes or rules that cars drive at these speeds, 0 for not at all."""
        count = len(way_id)
        text, lanes = np.zeros(count, np.int32), np.zeros(count, np.uint8)
        return cls(
            way_id=way_id,
            first_ref=first_ref,
            refs=refs,
            road_class=road_class,
            flags=np.zeros(count, np.uint16),
            layer=np.zeros(count, np.int8),
            forward_lanes=lanes,
            backward_lanes=lanes,
            name=text,
            ref=text,
            forward_destination=text,
            backward_destination=text,
            passages=(WayPassages.of_car(forward_kph, backward_kph),),
            limits=WayLimits.none(),
        )
