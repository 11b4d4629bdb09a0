"""Who may drive where: turn bans, limits of height and weight, and the arrays of each profile.

All are structs of arrays beside the network's own; indexes of arcs and junctions are the network's.
"""

from dataclasses import dataclass
from enum import IntEnum, IntFlag

import msgspec
import numpy as np
from numpy.typing import NDArray


class Access(IntEnum):
    """Whether a profile may drive an arc, or pass a junction."""

    OPEN = 0
    ZONE = 1
    """Only to start or to end there: ``private``, ``destination``, ``delivery``, ``customers``."""
    CLOSED = 2


class Mode(IntFlag):
    """OSM's words for vehicles, as bits; a profile has those of all its keys."""

    VEHICLE = 1
    MOTOR_VEHICLE = 2
    MOTORCAR = 4
    HGV = 8
    GOODS = 16
    EMERGENCY = 32
    PSV = 64
    BUS = 128
    TAXI = 256
    MOTORCYCLE = 512
    MOPED = 1024
    BICYCLE = 2048
    HAZMAT = 4096
    CARAVAN = 8192
    TRAILER = 16384
    TOURIST_BUS = 32768
    COACH = 65536
    AGRICULTURAL = 131072
    HOV = 262144
    DELIVERY = 524288


class LimitKind(IntEnum):
    """What a road bears no more of."""

    HEIGHT_M = 0
    WIDTH_M = 1
    LENGTH_M = 2
    WEIGHT_T = 3
    AXLE_LOAD_T = 4
    HAZMAT = 5
    """No hazardous goods; the value is 0."""


class VehicleSize(msgspec.Struct, frozen=True):
    """What a vehicle measures and weighs; 0 where that is of no consequence."""

    height_m: float = 0.0
    width_m: float = 0.0
    length_m: float = 0.0
    weight_t: float = 0.0
    axle_load_t: float = 0.0
    hazmat: bool = False
    """It carries hazardous goods."""


@dataclass(frozen=True, slots=True)
class TurnCosts:
    """What turns cost a vehicle beyond driving, in seconds; none by default. See `routing.turn_costs`.

    Attributes
    ----------
    angle_s
        The most that the angle alone costs.
    bias
        By how much a turn across the oncoming traffic is dearer than one that is not; 1 for both alike.
    signal_s
        Waiting at traffic lights, on average.
    crossing_s
        Waiting to pass, or to turn across, the traffic of a larger road that has the way.
    joining_s
        Waiting to turn in with such traffic, or into a roundabout.
    """

    angle_s: float = 0.0
    bias: float = 1.0
    signal_s: float = 0.0
    crossing_s: float = 0.0
    joining_s: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class TurnBans:
    """Sequences of arcs that must not be driven one after the other, B of them.

    A ban of one turn names two arcs; one over via ways names more. A mandatory turn is kept as
    the bans of all others. A ban counts for a profile where `only_modes` is 0 or has one of the profile's
    modes, and `except_modes` has none.

    Attributes
    ----------
    first
        (B + 1,) int32: ban ``b`` is ``arcs[first[b]:first[b + 1]]``.
    arcs
        Arcs in driving order, int32.
    condition
        (B,) int32 number in the network's conditions: hours at which the ban stands; 0 is always.
    only_modes, except_modes
        (B,) uint32 of `Mode`.
    mandatory
        (B,) bool: made from an ``only_*`` restriction.
    relation
        (B,) int64 OSM id of the restriction.
    """

    first: NDArray[np.int32]
    arcs: NDArray[np.int32]
    condition: NDArray[np.int32]
    only_modes: NDArray[np.uint32]
    except_modes: NDArray[np.uint32]
    mandatory: NDArray[np.bool_]
    relation: NDArray[np.int64]

    @classmethod
    def none(cls) -> "TurnBans":
        """Return no ban at all."""
        empty, modes = np.zeros(0, np.int32), np.zeros(0, np.uint32)
        return cls(
            np.zeros(1, np.int32), empty, empty, modes, modes, np.zeros(0, np.bool_), np.zeros(0, np.int64)
        )


@dataclass(frozen=True, slots=True, eq=False)
class Limits:
    """What arcs and junctions do not bear, L and M of them; few roads have one.

    Attributes
    ----------
    arc, junction
        (L,) and (M,) int32.
    arc_kind, junction_kind
        (L,) and (M,) uint8 `LimitKind`.
    arc_value, junction_value
        (L,) and (M,) float32 in the kind's unit.
    """

    arc: NDArray[np.int32]
    arc_kind: NDArray[np.uint8]
    arc_value: NDArray[np.float32]
    junction: NDArray[np.int32]
    junction_kind: NDArray[np.uint8]
    junction_value: NDArray[np.float32]

    @classmethod
    def none(cls) -> "Limits":
        """Return no limit at all."""
        index, kind, value = np.zeros(0, np.int32), np.zeros(0, np.uint8), np.zeros(0, np.float32)
        return cls(index, kind, value, index, kind, value)


@dataclass(frozen=True, slots=True, eq=False)
class ProfileArcs:
    """How one profile drives the network's A arcs over its J junctions.

    Attributes
    ----------
    name
        Of the profile, such as ``car``.
    modes
        `Mode` bits of the profile's keys: which turn bans count for it.
    size
        The vehicle's, where a request gives no other.
    turn_costs
        What its turns cost.
    arc_kph
        (A,) float32 free-flow speed; 0 where the profile never drives.
    arc_access
        (A,) uint8 `Access`, where no condition says otherwise.
    arc_condition
        (A,) int32 number in the network's conditions: when access is another; 0 is never.
    arc_component
        (A,) int32 strongly connected component of arcs by what is not closed, numbered by
        size, 0 the largest; -1 where the arc is closed.
    junction_access
        (J,) uint8 `Access` of what stands there, such as a gate.
    """

    name: str
    modes: int
    size: VehicleSize
    turn_costs: TurnCosts
    arc_kph: NDArray[np.float32]
    arc_access: NDArray[np.uint8]
    arc_condition: NDArray[np.int32]
    arc_component: NDArray[np.int32]
    junction_access: NDArray[np.uint8]
