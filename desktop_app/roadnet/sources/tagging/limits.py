"""Reading what roads and nodes do not bear: ``maxheight``, ``maxweight`` and the like."""

from desktop_app.roadnet.sources.tagging.readings import Limit
from desktop_app.roadnet.sources.tagging.tags import Tags


def way_limits(tags: Tags) -> tuple[tuple[Limit, ...], tuple[str, ...]]:
    """Return a way's limits, and the reasons why one was not understood."""
    return (), ()


def node_limits(tags: Tags) -> tuple[tuple[Limit, ...], tuple[str, ...]]:
    """Return a node's limits, and the reasons why one was not understood."""
    return (), ()
