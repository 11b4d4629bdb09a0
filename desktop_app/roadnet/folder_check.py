"""Whether the arrays of an opened map fit together, so that no index points outside of them."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.backdrop import Backdrop
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.texts import TextTable

_Check = tuple[str, NDArray[np.integer], int, int]
"""A name, an array of indexes, the lowest allowed and the number of things that they count."""


def check_network(network: RoadNetwork) -> str:
    """Return what is wrong with the arrays of a network, in words, or the empty text."""
    nodes, junctions = len(network.node_osm_id), network.junction_count
    arcs, segments, texts = network.arc_count, network.segment_count, len(network.texts)
    lengths = _lengths(network, {"node": nodes, "junction": junctions, "arc": arcs, "segment": segments})
    checks: list[_Check] = [
        ("junction_node", network.junction_node, 0, nodes),
        ("junction_component", network.junction_component, 0, junctions),
        ("arc_tail", network.arc_tail, 0, junctions),
        ("arc_head", network.arc_head, 0, junctions),
        ("arc_twin", network.arc_twin, -1, arcs),
        ("arc_name", network.arc_name, 0, texts),
        ("arc_ref", network.arc_ref, 0, texts),
        ("arc_destination", network.arc_destination, 0, texts),
        ("junction_ref", network.junction_ref, 0, texts),
        ("turn_bans.arcs", network.turn_bans.arcs, 0, arcs),
        ("turn_bans.condition", network.turn_bans.condition, 0, len(network.conditions)),
        ("limits.arc", network.limits.arc, 0, arcs),
        ("limits.junction", network.limits.junction, 0, junctions),
        ("segment_tail", network.segment_tail, 0, nodes),
        ("segment_head", network.segment_head, 0, nodes),
        ("segment_arc", network.segment_arc, 0, arcs),
        ("segment_twin", network.segment_twin, -1, segments),
    ]
    return (
        lengths
        or _outside(checks)
        or _no_runs("arc_first_segment", network.arc_first_segment, arcs, segments)
        or _bad_texts("texts", network.texts)
        or _bad_texts("conditions", network.conditions)
        or _no_runs(
            "turn_bans.first",
            network.turn_bans.first,
            len(network.turn_bans.relation),
            len(network.turn_bans.arcs),
        )
        or _bad_profiles(network)
        or _bad_figures(network)
    )


def _bad_profiles(network: RoadNetwork) -> str:
    if not network.profiles:
        return "it has no profile"
    for profile in network.profiles:
        columns: tuple[NDArray[np.generic], ...] = (
            profile.arc_kph, profile.arc_access, profile.arc_condition, profile.arc_component
        )  # fmt: skip
        if {len(column) for column in columns} != {network.arc_count}:
            return f"the arrays of the profile {profile.name} differ in length"
        if len(profile.junction_access) != network.junction_count:
            return f"the profile {profile.name} has another number of junctions"
        problem = _outside([("arc_condition", profile.arc_condition, 0, len(network.conditions))])
        if problem or not np.isfinite(profile.arc_kph).all():
            return problem or f"the profile {profile.name} has speeds that are no numbers"
    return ""


def check_backdrop(backdrop: Backdrop) -> str:
    """Return what is wrong with the arrays of a backdrop, in words, or the empty text."""
    shapes, points, places = len(backdrop.shape_kind), len(backdrop.point_lon), len(backdrop.place_kind)
    if len(backdrop.shape_part_of) != shapes or len(backdrop.point_lat) != points:
        return "its shapes differ in length"
    if {len(backdrop.place_lon), len(backdrop.place_lat), len(backdrop.place_name)} != {places}:
        return "its places differ in length"
    return (
        _no_runs("shape_first", backdrop.shape_first, shapes, points)
        or _bad_texts("backdrop texts", backdrop.texts)
        or _outside(
            [
                ("shape_part_of", backdrop.shape_part_of, -1, shapes),
                ("place_name", backdrop.place_name, 0, len(backdrop.texts)),
            ]
        )
    )


def _lengths(network: RoadNetwork, counts: dict[str, int]) -> str:
    for name in RoadNetwork.__slots__:
        prefix = name.partition("_")[0]
        if prefix not in counts:
            continue
        expected = counts[prefix] + (name == "arc_first_segment")
        if len(getattr(network, name)) != expected:
            return f"{name} has {len(getattr(network, name))} entries, not {expected}"
    return ""


def _outside(checks: Iterable[_Check]) -> str:
    for name, indexes, lowest, count in checks:
        if len(indexes) and not (lowest <= int(indexes.min()) and int(indexes.max()) < count):
            return f"{name} points outside of the map"
    return ""


def _no_runs(name: str, first: NDArray[np.integer], count: int, total: int) -> str:
    """Say whether `first` fails to cut `total` things into `count` runs."""
    fits = len(first) == count + 1 and int(first[0]) == 0 and int(first[-1]) == total
    return "" if fits and (first[1:] >= first[:-1]).all() else f"{name} does not fit the other arrays"


def _bad_texts(name: str, texts: TextTable) -> str:
    if len(texts.first) < 2:  # noqa: PLR2004 - there is always the empty text
        return f"{name} are missing"
    return _no_runs(name, texts.first, len(texts), len(texts.blob))


def _bad_figures(network: RoadNetwork) -> str:
    figures: dict[str, NDArray[np.floating]] = {
        "node_lon": network.node_lon,
        "node_lat": network.node_lat,
        "segment_length_m": network.segment_length_m,
        "segment_free_flow_kph": network.segment_free_flow_kph,
    }
    for name, values in figures.items():
        if not np.isfinite(values).all():
            return f"{name} holds values that are no numbers"
    if len(network.segment_length_m) and (
        network.segment_length_m.min() < 0 or network.segment_free_flow_kph.min() <= 0
    ):
        return "a segment has no length or speed"
    return ""
