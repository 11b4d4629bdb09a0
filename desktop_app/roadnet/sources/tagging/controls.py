"""What stands at a node: signals, stops, crossings, traffic calming."""

from desktop_app.roadnet.network import NodeFact
from desktop_app.roadnet.sources.tagging.tags import Tags


def node_facts(tags: Tags) -> NodeFact:
    """Return the facts that a node's tags say."""
    return NodeFact.SIGNALS if tags.get("highway") == "traffic_signals" else NodeFact(0)
