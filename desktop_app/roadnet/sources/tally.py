"""Counting what an import leaves out or reads by a stated rule."""

EXAMPLES_KEPT = 10


class Tally:
    """Counts items by reason and keeps a few of them by name."""

    def __init__(self) -> None:
        """Start with nothing counted."""
        self._counts: dict[str, int] = {}
        self._examples: dict[str, list[str]] = {}

    def add(self, reason: str, item: str = "", count: int = 1) -> None:
        """Count `count` items for `reason`; `item` such as ``way 4711`` may be kept as an example."""
        if count <= 0:
            return
        self._counts[reason] = self._counts.get(reason, 0) + count
        examples = self._examples.setdefault(reason, [])
        if item and len(examples) < EXAMPLES_KEPT:
            examples.append(item)

    def counts(self) -> dict[str, int]:
        """Return how many items were counted for each reason."""
        return dict(self._counts)

    def examples(self) -> dict[str, tuple[str, ...]]:
        """Return up to ten items for each reason that has any."""
        return {reason: tuple(items) for reason, items in self._examples.items() if items}
