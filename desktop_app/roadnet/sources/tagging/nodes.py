"""What a node's tags mean: barriers that let a profile pass or not, and what else stands there."""

from collections.abc import Sequence

from desktop_app.roadnet.network import NodeFact
from desktop_app.roadnet.profile import Profile
from desktop_app.roadnet.road_rules import Access
from desktop_app.roadnet.sources.tagging.barriers import barrier_access
from desktop_app.roadnet.sources.tagging.conditional_access import CONDITIONAL_KEY
from desktop_app.roadnet.sources.tagging.controls import node_facts
from desktop_app.roadnet.sources.tagging.limits import node_limits
from desktop_app.roadnet.sources.tagging.notes import Notes
from desktop_app.roadnet.sources.tagging.readings import NodeReading
from desktop_app.roadnet.sources.tagging.tags import Tags


def read_node(tags: Tags, profiles: Sequence[Profile]) -> NodeReading | None:
    """Return what stands at a node, None where it is nothing that matters to one who drives.

    Hours at a barrier (``access:conditional``) do not count; what holds without them does.
    """
    notes = Notes()
    facts = node_facts(tags)
    access = (Access.OPEN,) * len(profiles)
    if NodeFact.BARRIER in facts:
        if any(CONDITIONAL_KEY in key for key in tags):
            notes.add("barrier_condition_ignored")
        access = tuple(barrier_access(tags, profile, notes.add) for profile in profiles)
    limits, limit_notes = node_limits(tags)
    notes.add(*limit_notes)
    if not facts and not limits and not notes.all():
        return None
    return NodeReading(facts, access, limits, notes.all())
