"""Where one vehicle may drive: a profile's arrays, with the limits that its size runs into."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.build_profiles import ArcEnds, arc_components
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.road_rules import Access, LimitKind, ProfileArcs, TurnCosts, VehicleSize


@dataclass(frozen=True, slots=True, eq=False)
class VehicleAccess:
    """Access of one vehicle, A arcs, J junctions, S segments.

    Attributes
    ----------
    arc_access
        (A,) uint8 `Access`, where no condition says otherwise.
    arc_condition
        (A,) int32 number of the condition that says otherwise at some hours, or 0.
    arc_usable
        (A,) bool: may be driven at some hour.
    arc_component
        (A,) int32 as in `ProfileArcs`.
    junction_access
        (J,) uint8 `Access` of what stands there.
    bans
        (B,) int64 those turn bans of the network that count.
    segment_kph
        (S,) float32 free-flow speed.
    turn_costs
        What its turns cost.
    """

    arc_access: NDArray[np.uint8]
    arc_condition: NDArray[np.int32]
    arc_usable: NDArray[np.bool_]
    arc_component: NDArray[np.int32]
    junction_access: NDArray[np.uint8]
    bans: NDArray[np.int64]
    segment_kph: NDArray[np.float32]
    turn_costs: TurnCosts


def vehicle_access(
    network: RoadNetwork, profile: ProfileArcs, size: VehicleSize | None = None
) -> VehicleAccess:
    """Return where a vehicle of `profile` may drive.

    Parameters
    ----------
    size
        The vehicle's; the profile's where it is None.
    """
    size = profile.size if size is None else size
    limits = network.limits
    too_low = _exceeded(limits.arc_kind, limits.arc_value, size)
    arc_access = profile.arc_access.copy()
    arc_access[limits.arc[too_low]] = Access.CLOSED
    usable = profile.arc_kph > 0
    usable[limits.arc[too_low]] = False
    junction_access = profile.junction_access.copy()
    barred = _exceeded(limits.junction_kind, limits.junction_value, size)
    junction_access[limits.junction[barred]] = Access.CLOSED
    component = profile.arc_component
    if too_low.any() or barred.any():
        # What hangs together for others may not for a vehicle of this size.
        ends = ArcEnds(network.arc_tail, network.arc_head, network.arc_twin)
        component = arc_components(arc_access, ends, junction_access)
    return VehicleAccess(
        arc_access=arc_access,
        arc_condition=np.where(usable, profile.arc_condition, 0).astype(np.int32),
        arc_usable=usable,
        arc_component=np.where(usable, component, -1).astype(np.int32),
        junction_access=junction_access,
        bans=_bans_of(network, profile.modes),
        segment_kph=np.maximum(profile.arc_kph, 1)[network.segment_arc],
        turn_costs=profile.turn_costs,
    )


def unruled_access(network: RoadNetwork) -> VehicleAccess:
    """Return the access of a vehicle that no rule binds: every arc is open to it."""
    arcs = network.arc_count
    return VehicleAccess(
        arc_access=np.zeros(arcs, np.uint8),
        arc_condition=np.zeros(arcs, np.int32),
        arc_usable=np.ones(arcs, np.bool_),
        arc_component=network.junction_component[network.arc_tail],
        junction_access=np.zeros(network.junction_count, np.uint8),
        bans=np.zeros(0, np.int64),
        segment_kph=network.segment_free_flow_kph,
        turn_costs=TurnCosts(),
    )


def _exceeded(kind: NDArray[np.uint8], value: NDArray[np.float32], size: VehicleSize) -> NDArray[np.bool_]:
    """Return which limits a vehicle is too large for."""
    measures = {
        LimitKind.HEIGHT_M: size.height_m,
        LimitKind.WIDTH_M: size.width_m,
        LimitKind.LENGTH_M: size.length_m,
        LimitKind.WEIGHT_T: size.weight_t,
        LimitKind.AXLE_LOAD_T: size.axle_load_t,
        LimitKind.HAZMAT: float(size.hazmat),
    }
    measure = np.zeros(max(LimitKind) + 1, np.float32)
    for limit_kind, figure in measures.items():
        measure[limit_kind] = figure
    exceeded: NDArray[np.bool_] = measure[kind] > value
    return exceeded


def _bans_of(network: RoadNetwork, modes: int) -> NDArray[np.int64]:
    bans = network.turn_bans
    meant = (bans.only_modes == 0) | ((bans.only_modes & modes) != 0)
    return np.flatnonzero(meant & ((bans.except_modes & modes) == 0))
