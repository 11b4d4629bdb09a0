"""Counting what an import leaves out or reads by a stated rule."""

import numpy as np
from numpy.typing import NDArray

EXAMPLES_KEPT = 10


class Tally:
    """Counts items by reason and keeps a few of them by name."""

    def __init__(self) -> None:
        """Start with nothing counted."""
        self._counts: dict[str, int] = {}
        self._examples: dict[str, list[str]] = {}
        self._node_of: dict[str, int] = {}

    def add(self, reason: str, item: str = "", count: int = 1, *, node: int | None = None) -> None:
        """Count `count` items for `reason`; `item` such as ``way 4711`` may be kept as an example.

        Parameters
        ----------
        node
            OSM id of a node that tells where the item lies.
        """
        if count <= 0:
            return
        self._counts[reason] = self._counts.get(reason, 0) + count
        examples = self._examples.setdefault(reason, [])
        if item and len(examples) < EXAMPLES_KEPT:
            examples.append(item)
            if node is not None:
                self._node_of.setdefault(item, node)

    def counts(self) -> dict[str, int]:
        """Return how many items were counted for each reason."""
        return dict(self._counts)

    def examples(self) -> dict[str, tuple[str, ...]]:
        """Return up to ten items for each reason that has any."""
        return {reason: tuple(items) for reason, items in self._examples.items() if items}

    def example_nodes(self) -> NDArray[np.int64]:
        """Return the OSM ids of the nodes that tell where examples lie, (E,) in no order."""
        return np.array(list(self._node_of.values()), np.int64)

    def node_of_example(self) -> dict[str, int]:
        """Return for each example that has one the OSM node that tells where it lies."""
        return dict(self._node_of)
