"""Invented names of streets, one for each continuous street."""

from collections.abc import Iterable, Iterator

import numpy as np

from desktop_app.roadnet.sources.demo.avenues import Rank
from desktop_app.roadnet.sources.demo.quarters import quarter_of
from desktop_app.roadnet.sources.demo.street_graph import Piece, StreetGraph

TOWN_NAME = "Lanternford"

_TREES = (
    "Linden", "Maple", "Chestnut", "Rowan", "Alder", "Birch", "Hazel", "Elm", "Poplar", "Walnut",
    "Cherry", "Juniper", "Hawthorn", "Willow", "Sycamore", "Larch", "Cedar", "Laurel", "Holly",
    "Acacia", "Mulberry", "Quince", "Medlar", "Elder", "Beech", "Aspen", "Plane", "Yew", "Spruce",
    "Oak", "Pear", "Apple", "Plum", "Almond", "Blackthorn", "Bramble", "Heather", "Lavender", "Clover",
    "Foxglove", "Primrose", "Bluebell", "Ivy", "Jasmine", "Poppy", "Thistle",
)  # fmt: skip
_TRADES = (
    "Mill", "Tanner", "Weaver", "Cooper", "Saddler", "Baker", "Glover", "Potter", "Fletcher",
    "Chandler", "Mason", "Tiler", "Brewer", "Smith", "Dyer", "Fuller", "Ropemaker", "Goldbeater",
    "Bookbinder", "Clockmaker", "Hatter", "Salter", "Fishmonger", "Butter", "Goose", "Candle", "Copper",
    "Bell", "Ferry", "Abbey", "Cloister", "Well", "Tower", "Wall", "Gate", "Cross", "Market", "Corn",
    "Hay", "Pepper", "Lantern", "Nightwatch", "Minster", "Stone", "Swan", "Bear", "Raven", "Crane",
)  # fmt: skip
_PERSONS = (
    "Amelia Hart", "Jonas Feld", "Clara Brandt", "Emil Sander", "Ida Lowell", "Otto Farrow",
    "Marta Quill", "Anselm Rowe", "Greta Holm", "Viktor Dane", "Nora Whitlock", "Hugo Aster",
    "Selma Thorne", "Felix Marlow", "Elsa Winter", "Oscar Penn", "Lydia Frost", "Bruno Keel",
    "Agnes Moor", "Julius Vane", "Rosa Linde", "Conrad Ash", "Helen Prior", "Arthur Bloom",
    "Mina Castell", "Leopold Grey", "Ada Fenwick", "Casper Wren", "Irma Dahl", "Theo Lark",
    "Paula Hain", "Erik Stone", "Louise Tarn", "Max Harrow", "Edith Sorel", "Simon Beck",
)  # fmt: skip
_LAND = (
    "Brook", "Meadow", "Heath", "Hill", "Quarry", "Vineyard", "Ridge", "Valley", "Fox", "Heron",
    "Kestrel", "Lark", "Otter", "Badger", "Hedgehog", "Squirrel", "Sparrow", "Finch", "Starling",
    "Swallow", "Plover", "Lapwing", "Thrush", "Nightingale", "Orchard", "Pasture", "Spring", "Pond",
    "Lake", "Sunrise", "Sunset", "Harvest", "Barley", "Rye", "Clay", "Gravel", "Sand", "Marsh", "Fern",
    "Moss", "Pebble", "Bee", "Honey", "Cuckoo", "Dove", "Magpie", "Partridge", "Pheasant",
)  # fmt: skip
_CARGO = (
    "Anchor", "Compass", "Cargo", "Crane", "Warehouse", "Dock", "Pier", "Barge", "Pilot", "Sailmaker",
    "Timber", "Coal", "Grain", "Cotton", "Coffee", "Tea", "Amber", "Iron", "Foundry", "Boiler", "Forge",
    "Engine", "Turbine", "Depot", "Wharf", "Capstan", "Rudder", "Mast", "Harpoon", "Lighthouse",
    "Sextant", "Tide",
)  # fmt: skip

STEMS = (*_TREES, *_TRADES, *_PERSONS, *_LAND, *_CARGO)
"""What streets are named after."""

_MINOR = ("Street", "Street", "Lane", "Way", "Row", "Close", "Walk", "Place")
_MAJOR = ("Street", "Road", "Avenue")
_THEME_OF_QUARTER = (
    _TRADES, _PERSONS, _TREES, _PERSONS, _PERSONS, _TRADES, _LAND, _TREES, _PERSONS, _LAND, _LAND, _CARGO,
    _TRADES, _TRADES, _LAND, _TREES, _PERSONS, _LAND, _LAND, _TREES,
)  # fmt: skip


class NameBook:
    """Hands out names, none twice."""

    def __init__(self, taken: Iterable[str], rng: np.random.Generator) -> None:
        """Hand out names, none of `taken`, in an order that `rng` makes."""
        self._rng = rng
        self._used = set(taken)

    def name(self, rank: Rank, quarter: int, *, is_dead_end: bool) -> str:
        """Return a name for a street of a rank in a quarter."""
        for theme in (_THEME_OF_QUARTER[quarter], _TREES, _PERSONS, _LAND, _TRADES, _CARGO):
            for stem, kind in self._choices(theme, rank, is_dead_end=is_dead_end):
                name = f"{stem} {kind}"
                if name not in self._used:
                    self._used.add(name)
                    return name
        number = len(self._used)
        self._used.add(f"Street {number}")
        return f"Street {number}"

    def _choices(self, theme: tuple[str, ...], rank: Rank, *, is_dead_end: bool) -> Iterator[tuple[str, str]]:
        kinds = _MAJOR if rank <= Rank.COLLECTOR else _MINOR
        if is_dead_end:
            kinds = ("Close", "Court", "Yard")
        for _ in range(3):
            for number in self._rng.permutation(len(theme)).tolist():
                yield theme[number], kinds[int(self._rng.integers(len(kinds)))]


def name_streets(graph: StreetGraph, given: dict[int, str], rng: np.random.Generator) -> None:
    """Give each continuous street a name; `given` are the names of roads that have one."""
    book = NameBook(given.values(), rng)
    around = graph.around()
    for pieces in _continuous(graph):
        first = pieces[0]
        middle = pieces[len(pieces) // 2]
        is_dead_end = any(len(around[end]) == 1 for piece in pieces for end in (piece.tail, piece.head))
        name = given.get(first.road) or book.name(
            first.rank,
            quarter_of(middle.line[len(middle.line) // 2]),
            is_dead_end=is_dead_end and len(pieces) == 1,
        )
        for piece in pieces:
            piece.name = name


def _continuous(graph: StreetGraph) -> Iterator[list[Piece]]:
    """Return the pieces of each street, in order, as far as they join."""
    run: list[Piece] = []
    for piece in sorted(graph.pieces, key=lambda each: (each.road, each.order)):
        if run and (piece.road != run[-1].road or piece.tail != run[-1].head):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run
