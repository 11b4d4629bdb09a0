"""Whether the arrays of an opened map fit together, so that no index points outside of them."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.backdrop import Backdrop
from desktop_app.roadnet.generalised import RoadLines
from desktop_app.roadnet.map_data import ArcOrder, MapData
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.road_rules import Access, LimitKind
from desktop_app.roadnet.spatial_arrays import Grid, SpatialArrays
from desktop_app.roadnet.texts import TextTable

_Check = tuple[str, NDArray[np.integer], int, int]
"""A name, an array of indexes, the lowest allowed and the number of things that they count."""


def check_shapes(data: MapData) -> str:
    """Return how the lengths of a map's arrays do not fit together, in words, or the empty text.

    Takes no time, whatever the size of the map.
    """
    return (
        _network_shapes(data.network)
        or _profile_shapes(data.network)
        or _backdrop_shapes(data.backdrop)
        or _index_shapes(data.index)
        or _line_shapes(data.lines)
        or _order_shape(data.order, data.network)
    )


def check_values(data: MapData) -> str:
    """Return which array of a map holds what it cannot, in words, or the empty text; reads all of them.

    The lengths fit together, as `check_shapes` says.
    """
    network, backdrop = data.network, data.backdrop
    return (
        _outside(_network_indexes(network))
        or _no_runs("network.arc_first_segment", network.arc_first_segment)
        or _no_runs("network.turn_bans.first", network.turn_bans.first)
        or _no_runs("network.texts.first", network.texts.first)
        or _no_runs("network.conditions.first", network.conditions.first)
        or _bad_figures(network)
        or _bad_profiles(network)
        or _outside(_backdrop_indexes(backdrop))
        or _no_runs("backdrop.shape_first", backdrop.shape_first)
        or _no_runs("backdrop.texts.first", backdrop.texts.first)
        or _outside([("index.cell_segment", data.index.cell_segment, 0, network.segment_count)])
        or _no_runs("index.cell_first", data.index.cell_first)
        or _no_runs("lines.level_first", data.lines.level_first)
        or _no_runs("lines.line_first", data.lines.line_first)
        or _no_order(data.order)
        or ("" if _ascends(data.index.cell_key) else "index.cell_key does not ascend")
        or ("" if np.isfinite(data.index.grid).all() else "index.grid holds values that are no numbers")
    )


def _network_shapes(network: RoadNetwork) -> str:
    bans, limits = network.turn_bans, network.limits
    return (
        _lengths(network)
        or _no_span("network.arc_first_segment", network.arc_first_segment, network.segment_count)
        or _bad_texts("network.texts", network.texts)
        or _bad_texts("network.conditions", network.conditions)
        or _no_span("network.turn_bans.first", bans.first, len(bans.arcs))
        or _unequal(
            "network.turn_bans",
            len(bans.first) - 1,
            (bans.condition, bans.only_modes, bans.except_modes, bans.mandatory, bans.relation),
        )
        or _unequal("network.limits", len(limits.arc), (limits.arc_kind, limits.arc_value))
        or _unequal("network.limits", len(limits.junction), (limits.junction_kind, limits.junction_value))
    )


def _lengths(network: RoadNetwork) -> str:
    counts = {
        "node": len(network.node_osm_id),
        "junction": network.junction_count,
        "arc": network.arc_count,
        "segment": network.segment_count,
    }
    for name in RoadNetwork.__slots__:
        prefix = name.partition("_")[0]
        if prefix not in counts:
            continue
        expected = counts[prefix] + (name == "arc_first_segment")
        if len(getattr(network, name)) != expected:
            return f"network.{name} has {len(getattr(network, name))} entries, not {expected}"
    return ""


def _profile_shapes(network: RoadNetwork) -> str:
    if not network.profiles:
        return "it has no profile"
    for profile in network.profiles:
        of_arcs = (profile.arc_kph, profile.arc_access, profile.arc_condition, profile.arc_component)
        problem = _unequal(f"profile.{profile.name}", network.arc_count, of_arcs) or _unequal(
            f"profile.{profile.name}", network.junction_count, (profile.junction_access,)
        )
        if problem:
            return problem
    return ""


def _backdrop_shapes(backdrop: Backdrop) -> str:
    places = (backdrop.place_lon, backdrop.place_lat, backdrop.place_name)
    return (
        _unequal("backdrop", len(backdrop.shape_kind), (backdrop.shape_part_of, backdrop.shape_first[1:]))
        or _unequal("backdrop", len(backdrop.point_lon), (backdrop.point_lat,))
        or _unequal("backdrop", len(backdrop.place_kind), places)
        or _no_span("backdrop.shape_first", backdrop.shape_first, len(backdrop.point_lon))
        or _bad_texts("backdrop.texts", backdrop.texts)
    )


def _index_shapes(index: SpatialArrays) -> str:
    return (
        _unequal("index", len(Grid.__slots__), (index.grid,))
        or _unequal("index", len(index.cell_first) - 1, (index.cell_key,))
        or _no_span("index.cell_first", index.cell_first, len(index.cell_segment))
    )


def _line_shapes(lines: RoadLines) -> str:
    of_lines = (lines.west, lines.south, lines.east, lines.north, lines.line_first[1:])
    return (
        _unequal("lines", len(lines.zoom), (lines.level_first[1:],))
        or _unequal("lines", len(lines.line_class), of_lines)
        or _unequal("lines", len(lines.point_lon), (lines.point_lat,))
        or _no_span("lines.level_first", lines.level_first, len(lines.line_class))
        or _no_span("lines.line_first", lines.line_first, len(lines.point_lon))
    )


def _order_shape(order: ArcOrder, network: RoadNetwork) -> str:
    return _unequal("order", network.arc_count, (order.rank,)) if len(order.rank) else ""


def _no_order(order: ArcOrder) -> str:
    """Say whether `order` is none: each place is given once."""
    arcs = len(order.rank)
    return _outside([("order.rank", order.rank, 0, arcs)]) or (
        "" if (np.bincount(order.rank, minlength=arcs) == 1).all() else "order.rank gives a place twice"
    )


def _network_indexes(network: RoadNetwork) -> list[_Check]:
    nodes, junctions = len(network.node_osm_id), network.junction_count
    arcs, segments, texts = network.arc_count, network.segment_count, len(network.texts)
    return [
        ("network.junction_node", network.junction_node, 0, nodes),
        ("network.junction_component", network.junction_component, 0, junctions),
        ("network.arc_tail", network.arc_tail, 0, junctions),
        ("network.arc_head", network.arc_head, 0, junctions),
        ("network.arc_twin", network.arc_twin, -1, arcs),
        ("network.arc_name", network.arc_name, 0, texts),
        ("network.arc_ref", network.arc_ref, 0, texts),
        ("network.arc_destination", network.arc_destination, 0, texts),
        ("network.junction_ref", network.junction_ref, 0, texts),
        ("network.turn_bans.arcs", network.turn_bans.arcs, 0, arcs),
        ("network.turn_bans.condition", network.turn_bans.condition, 0, len(network.conditions)),
        ("network.limits.arc", network.limits.arc, 0, arcs),
        ("network.limits.arc_kind", network.limits.arc_kind, 0, len(LimitKind)),
        ("network.limits.junction", network.limits.junction, 0, junctions),
        ("network.limits.junction_kind", network.limits.junction_kind, 0, len(LimitKind)),
        ("network.segment_tail", network.segment_tail, 0, nodes),
        ("network.segment_head", network.segment_head, 0, nodes),
        ("network.segment_arc", network.segment_arc, 0, arcs),
        ("network.segment_twin", network.segment_twin, -1, segments),
    ]


def _backdrop_indexes(backdrop: Backdrop) -> list[_Check]:
    return [
        ("backdrop.shape_part_of", backdrop.shape_part_of, -1, len(backdrop.shape_kind)),
        ("backdrop.place_name", backdrop.place_name, 0, len(backdrop.texts)),
    ]


def _bad_profiles(network: RoadNetwork) -> str:
    for profile in network.profiles:
        name = f"profile.{profile.name}"
        problem = _outside(
            [
                (f"{name}.arc_access", profile.arc_access, 0, len(Access)),
                (f"{name}.junction_access", profile.junction_access, 0, len(Access)),
                (f"{name}.arc_condition", profile.arc_condition, 0, len(network.conditions)),
                (f"{name}.arc_component", profile.arc_component, -1, network.arc_count),
            ]
        )
        if problem or not np.isfinite(profile.arc_kph).all():
            return problem or f"{name}.arc_kph holds speeds that are no numbers"
    return ""


def _bad_figures(network: RoadNetwork) -> str:
    figures: dict[str, NDArray[np.floating]] = {
        "node_lon": network.node_lon,
        "node_lat": network.node_lat,
        "segment_length_m": network.segment_length_m,
        "segment_free_flow_kph": network.segment_free_flow_kph,
    }
    for name, values in figures.items():
        if not np.isfinite(values).all():
            return f"network.{name} holds values that are no numbers"
    if len(network.segment_length_m) and (
        network.segment_length_m.min() < 0 or network.segment_free_flow_kph.min() <= 0
    ):
        return "network.segment_length_m or network.segment_free_flow_kph is not above 0"
    return ""


def _outside(checks: Iterable[_Check]) -> str:
    for name, indexes, lowest, count in checks:
        if len(indexes) and not (lowest <= int(indexes.min()) and int(indexes.max()) < count):
            return f"{name} points outside of the map"
    return ""


def _unequal(part: str, count: int, columns: Iterable[NDArray[np.generic]]) -> str:
    """Say whether an array of `columns` has not `count` entries."""
    return "" if all(len(column) == count for column in columns) else f"arrays of {part} differ in length"


def _no_span(name: str, first: NDArray[np.integer], total: int) -> str:
    """Say whether `first` fails to begin at 0 and to end at `total`."""
    spans = len(first) > 0 and int(first[0]) == 0 and int(first[-1]) == total
    return "" if spans else f"{name} does not fit the other arrays"


def _no_runs(name: str, first: NDArray[np.integer]) -> str:
    """Say whether `first` goes back."""
    return "" if (first[1:] >= first[:-1]).all() else f"{name} does not fit the other arrays"


def _ascends(keys: NDArray[np.integer]) -> bool:
    return bool((keys[1:] > keys[:-1]).all())


def _bad_texts(name: str, texts: TextTable) -> str:
    if len(texts.first) < 2:  # noqa: PLR2004 - there is always the empty text
        return f"{name}.first lacks the empty text"
    return _no_span(f"{name}.first", texts.first, len(texts.blob))
