"""The import report in words that a dispatcher understands."""

from dataclasses import dataclass

from desktop_app.roadnet.map_data import ImportReport


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason of a report.

    Attributes
    ----------
    title
        What was found, in a few words.
    consequence
        What that means for routes on the map.
    """

    title: str
    consequence: str


@dataclass(frozen=True, slots=True)
class ReportLine:
    """What a report says of one reason.

    Attributes
    ----------
    reason
        The word by which it is counted.
    examples
        Up to ten OSM items such as ``way 4711``.
    """

    reason: str
    finding: Finding
    count: int
    examples: tuple[str, ...]


_LEFT_OUT = "It was left out."
_NO_ROAD = "No route leads over it."
_CLASS_SPEED = "The usual speed of its kind of road counts."
_AS_IF_ABSENT = "The value counts as if it were not there."
_NOT_BINDING = "The restriction was left out; no turn is forbidden by it."
_HOURS = "What holds without the hours counts at all hours."
_PICTURE = "Only the picture behind the roads is concerned."
_USUAL_ROAD = "It counts as a small road that is open to all."
_SEARCH = "Only the search is concerned."
_FIRST = "The newest version counts, of equal ones the first."

_FINDINGS = {
    "access_unknown": Finding("Access with an unknown word", _AS_IF_ABSENT),
    "address_without_a_street": Finding("House number without a street", _SEARCH),
    "backdrop_is_too_large": Finding("More shapes than are drawn", _PICTURE),
    "backdrop_ring_is_open": Finding("Area whose outline is not closed", _PICTURE),
    "backdrop_shape_with_missing_nodes": Finding("Area or line with missing points", _PICTURE),
    "barrier_condition_ignored": Finding("Barrier with opening hours", _HOURS),
    "barrier_unknown": Finding(
        "Barrier of an unknown kind", "No vehicle passes it, unless a tag lets it in."
    ),
    "condition_not_understood": Finding("Hours or conditions that are not understood", _HOURS),
    "condition_too_long": Finding("Conditions beyond measure", _HOURS),
    "deleted_relation": Finding("Deleted relation", _LEFT_OUT),
    "deleted_way": Finding("Deleted road", _LEFT_OUT),
    "duration_unreadable": Finding("Ferry whose duration is unreadable", "A usual speed of ferries counts."),
    "edge_geometry_elsewhere": Finding(
        "Edge whose line does not lead to its ends", "It is drawn as a straight line."
    ),
    "edge_geometry_unreadable": Finding("Edge whose line cannot be read", "It is drawn as a straight line."),
    "edge_length_impossible": Finding("Edge whose length is no length", _LEFT_OUT),
    "edge_length_too_short": Finding(
        "Edge that is shorter than a straight line", "Its length is measured on the map."
    ),
    "edge_of_no_road": Finding("Edge that is no road for vehicles", _NO_ROAD),
    "edge_with_unreadable_list": Finding("Edge whose ids cannot be read", _LEFT_OUT),
    "edge_without_extent": Finding("Edge from a point to itself", _LEFT_OUT),
    "edge_without_its_nodes": Finding("Edge whose ends are missing", _LEFT_OUT),
    "edge_without_kind": Finding("Edge that does not say which kind of road it is", _USUAL_ROAD),
    "ferry_without_vehicle_tag": Finding(
        "Ferry that does not say whom it carries", "It is taken to carry vehicles."
    ),
    "ford_on_foot": Finding("Ford for those on foot", _NO_ROAD),
    "graph_without_turn_restrictions": Finding(
        "Graph of OSMnx",
        "It has no turn restrictions, no barriers and few limits of height or weight: routes may turn where "
        "that is forbidden. Import OpenStreetMap's own extract where that matters.",
    ),
    "highway_several_values": Finding("Road of several kinds at once", "The first known kind counts."),
    "interpolation_is_not_understood": Finding("Row of house numbers that is not understood", _SEARCH),
    "lanes_unreadable": Finding("Unreadable number of lanes", "The number of lanes is unknown."),
    "layer_unreadable": Finding(
        "Unreadable layer", "Bridges lie above, tunnels below, all else on the ground."
    ),
    "limit_condition_ignored": Finding(
        "Height or weight limit with a condition", "The limit without it counts."
    ),
    "limit_unreadable": Finding("Unreadable limit of height, width or weight", "No limit counts there."),
    "limit_without_figure": Finding("Limit without a figure", "No limit counts there."),
    "maxspeed_condition_ignored": Finding("Speed limit with a condition", "The limit without it counts."),
    "maxspeed_unreadable": Finding("Unreadable speed limit", _CLASS_SPEED),
    "node_outside_the_globe": Finding("Point outside the globe", "Roads end before it."),
    "node_without_a_place": Finding("Point without a place on the globe", "Roads to it were left out."),
    "oneway_alternating": Finding("Road on which directions take turns", "It is driven both ways, slowly."),
    "oneway_reversible": Finding(
        "Road whose direction changes with the hour", "It is closed, since the map does not say when."
    ),
    "oneway_several_values": Finding("One-way road with several values", "The first known value counts."),
    "oneway_unknown": Finding("One-way road with an unknown value", _AS_IF_ABSENT),
    "repeated_node_id": Finding("Point that is in the file more than once", _FIRST),
    "repeated_node_in_way": Finding("Road that names a point twice in a row", "The point counts once."),
    "repeated_relation_id": Finding("Relation that is in the file more than once", _FIRST),
    "repeated_stretch_of_way": Finding("Road that covers a stretch twice", "The stretch counts once."),
    "repeated_way_id": Finding("Road that is in the file more than once", _FIRST),
    "road_abandoned": Finding("Road that is no longer there", _NO_ROAD),
    "road_impassable": Finding("Road that cannot be passed", _NO_ROAD),
    "road_is_an_area": Finding("Open area drawn as a road", _NO_ROAD),
    "road_under_construction": Finding("Road under construction", _NO_ROAD),
    "text_is_not_utf8": Finding("Item whose text is damaged", _LEFT_OUT),
    "turn_ban_over_a_missing_edge": Finding("Turn ban over an edge that the graph has no more", _NOT_BINDING),
    "turn_restriction_exception_not_understood": Finding(
        "Turn restriction with an unknown exception", "It binds all but those that are understood."
    ),
    "turn_restriction_for_other_vehicles": Finding(
        "Turn restriction for other vehicles", "It binds none of the vehicles of this map."
    ),
    "turn_restriction_of_no_consequence": Finding(
        "Turn restriction where no vehicle can drive anyhow", "Nothing is lost."
    ),
    "turn_restriction_of_unknown_kind": Finding("Turn restriction of an unknown kind", _NOT_BINDING),
    "turn_restriction_whose_members_do_not_meet": Finding(
        "Turn restriction whose roads do not meet", _NOT_BINDING
    ),
    "turn_restriction_whose_via_is_on_no_road": Finding("Turn restriction away from any road", _NOT_BINDING),
    "turn_restriction_with_a_member_of_wrong_type": Finding(
        "Turn restriction with a member of the wrong type", _NOT_BINDING
    ),
    "turn_restriction_with_a_missing_member": Finding(
        "Turn restriction that reaches beyond the map", _NOT_BINDING
    ),
    "turn_restriction_with_ambiguous_members": Finding(
        "Turn restriction that can be read in several ways", _NOT_BINDING
    ),
    "turn_restriction_with_too_many_members": Finding("Turn restriction with too many members", _NOT_BINDING),
    "turn_restriction_without_from": Finding("Turn restriction that does not say from where", _NOT_BINDING),
    "turn_restriction_without_to": Finding("Turn restriction that does not say to where", _NOT_BINDING),
    "turn_restriction_without_via": Finding("Turn restriction without a junction", _NOT_BINDING),
    "way_cut_at_missing_nodes": Finding(
        "Road with missing points", "It ends at the gap; no straight line bridges it."
    ),
    "way_with_fewer_than_two_nodes": Finding("Road of a single point", _LEFT_OUT),
    "way_without_its_nodes": Finding("Road whose points are all missing", _LEFT_OUT),
}


def finding_of(reason: str) -> Finding:
    """Return what a reason means; one of another version of the program keeps its own word."""
    return _FINDINGS.get(reason) or Finding(reason.replace("_", " ").capitalize(), "")


def report_lines(report: ImportReport) -> tuple[ReportLine, ...]:
    """Return what a report says of each reason, the most frequent first."""
    return tuple(
        ReportLine(reason, finding_of(reason), count, report.examples.get(reason, ()))
        for reason, count in sorted(report.dropped.items(), key=lambda item: (-item[1], item[0]))
    )


def report_summary(report: ImportReport) -> str:
    """Return in one sentence what the map holds."""
    bans = f" {report.turn_bans:,} turns are forbidden." if report.turn_bans else ""
    return (
        f"{report.ways_kept:,} roads open to cars, in {report.arcs:,} arcs of {report.segments:,} segments "
        f"between {report.junctions:,} junctions.{bans}"
    )
