"""The keys that a GraphML document declares: what its values are called and of which type they are."""

from desktop_app.roadnet.sources.graphml.refusal import GraphRefusal

_TYPES = frozenset({"boolean", "int", "long", "float", "double", "string"})
_ELEMENTS = frozenset({"graph", "node", "edge", "all"})
_PLACES = frozenset({"x", "y", "length", "speed_kph", "travel_time"})
"""Values that are numbers, or numbers as texts."""

_MOST_KEYS = 10_000


class GraphKeys:
    """The keys so far; one declared for ``all`` counts on the graph, its nodes and its edges."""

    def __init__(self) -> None:
        """Start without a key."""
        self._names: dict[tuple[str, str], str] = {}
        self._defaults: dict[str, dict[str, str]] = {"graph": {}, "node": {}, "edge": {}}

    def declare(self, attributes: dict[str, str]) -> None:
        """Take a key by the attributes of its element; raises GraphRefusal."""
        key, element = attributes.get("id", ""), attributes.get("for", "all")
        name, kind = attributes.get("attr.name", key), attributes.get("attr.type", "string")
        if not key or element not in _ELEMENTS:
            raise GraphRefusal(f"declares the key {key[:40]!r} for {element[:40]!r}, which GraphML has not.")
        if kind not in _TYPES:
            raise GraphRefusal(
                f"declares the key {key[:40]!r} of the type {kind[:40]!r}, which GraphML has not."
            )
        if kind == "boolean" and name in _PLACES:
            raise GraphRefusal(f"declares {name!r} as true or false; it must be a number.")
        for one in _elements(element):
            if (one, key) in self._names:
                raise GraphRefusal(f"declares the key {key[:40]!r} twice.")
            self._names[one, key] = name
        if len(self._names) > _MOST_KEYS:
            raise GraphRefusal(f"declares more than {_MOST_KEYS:,} keys.")

    def set_default(self, attributes: dict[str, str], text: str) -> None:
        """Give the key with these attributes the value that counts where an element has none."""
        key = attributes.get("id", "")
        for element in _elements(attributes.get("for", "all")):
            self._defaults[element][self.name(element, key)] = text

    def name(self, element: str, key: str) -> str:
        """Return what the values of `key` on an element are called; an unknown one is refused."""
        try:
            return self._names[element, key]
        except KeyError as error:
            raise GraphRefusal(
                f"uses the key {key[:40]!r} of a {element}, which it never declares."
            ) from error

    def names(self, element: str) -> frozenset[str]:
        """Return what the values of an element are called."""
        return frozenset(name for (one, _), name in self._names.items() if one == element)

    def defaults(self, element: str) -> dict[str, str]:
        """Return the values that count where an element has none."""
        return self._defaults[element]


def _elements(element: str) -> tuple[str, ...]:
    return ("graph", "node", "edge") if element == "all" else (element,)
