"""Streets as whole lines to write names along: pieces of one name joined end to end."""

from collections import defaultdict
from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.ui.map.polylines import Ints, Polylines
from desktop_app.ui.map.road_geometry import Chains, RoadGeometry
from desktop_app.ui.map.road_style import GROUP_OF_CLASS, LINK_CLASSES
from desktop_app.ui.theme import RoadGroup

_PAUSE_EVERY = 400


@dataclass(frozen=True, slots=True, eq=False)
class RoadNames:
    """Lines to be labelled.

    Attributes
    ----------
    lines
        n lines in world coordinates.
    text
        (n,) int32 number of the name, or of the road number, in the network's texts.
    group
        (n,) uint8 `RoadGroup`.
    is_number
        (n,) bool, whether the text is a road number and belongs on a shield.
    """

    lines: Polylines
    text: NDArray[np.int32]
    group: NDArray[np.uint8]
    is_number: NDArray[np.bool_]


def build_road_names(network: RoadNetwork, roads: RoadGeometry) -> Generator[None, None, RoadNames]:
    """Return the lines of all names and of the main roads' numbers; pauses now and then."""
    chains = roads.chains
    road_class = network.arc_class[chains.arc]
    group = GROUP_OF_CLASS[road_class]
    nodes: list[NDArray[np.int32]] = []
    texts: list[int] = []
    groups: list[int] = []
    numbers: list[bool] = []
    for is_number, column in ((False, network.arc_name), (True, network.arc_ref)):
        text = column[chains.arc]
        wanted = (text > 0) & ~LINK_CLASSES[road_class]
        if is_number:
            wanted &= group <= RoadGroup.SECONDARY
        for line in _joined_chains(chains, np.flatnonzero(wanted), text):
            if len(nodes) % _PAUSE_EVERY == 0:
                yield
            nodes.append(line.nodes)
            texts.append(int(text[line.chain]))
            groups.append(int(group[line.chain]))
            numbers.append(is_number)
    first = np.zeros(len(nodes) + 1, np.int64)
    np.cumsum([len(line) for line in nodes], out=first[1:])
    node = np.concatenate(nodes) if nodes else np.zeros(0, np.int32)
    lines = Polylines.of(first, roads.node_x[node], roads.node_y[node])
    return RoadNames(
        lines, np.array(texts, np.int32), np.array(groups, np.uint8), np.array(numbers, np.bool_)
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    chain: int
    nodes: NDArray[np.int32]


def _joined_chains(chains: Chains, which: Ints, text: NDArray[np.int32]) -> Generator[_Line, None, None]:
    """Yield lines of chains with one text, joined where exactly two of them meet."""
    ends = _ChainEnds(chains, which, text)
    for number in range(len(which)):
        if ends.taken[number]:
            continue
        ends.taken[number] = True
        after = ends.follow(number, forward=True)
        before = ends.follow(number, forward=False)
        parts = [(part, not along) for part, along in reversed(before)] + [(number, True), *after]
        pieces = []
        for part, along in parts:
            chain = which[part]
            piece = chains.node[chains.first[chain] : chains.first[chain + 1]]
            pieces.append(piece if along else piece[::-1])
        rest = [piece[1:] for piece in pieces[1:]]
        yield _Line(int(which[number]), np.concatenate([pieces[0], *rest]))


class _ChainEnds:
    """Which of some chains meet where, and which are part of a line already; chains by their number."""

    def __init__(self, chains: Chains, which: Ints, text: NDArray[np.int32]) -> None:
        self._starts = chains.node[chains.first[which]].tolist()
        self._ends = chains.node[chains.first[which + 1] - 1].tolist()
        self._text = text[which].tolist()
        self._meeting: dict[tuple[int, int], list[int]] = defaultdict(list)
        for number, label in enumerate(self._text):
            self._meeting[label, self._starts[number]].append(number)
            self._meeting[label, self._ends[number]].append(number)
        self.taken = [False] * len(which)

    def follow(self, number: int, *, forward: bool) -> list[tuple[int, bool]]:
        """Take the chains that go on from an end of `number`; return each, and whether it runs on forward."""
        parts: list[tuple[int, bool]] = []
        node = self._ends[number] if forward else self._starts[number]
        while True:
            others = [other for other in self._meeting[self._text[number], node] if other != number]
            if len(others) != 1 or self.taken[others[0]]:
                return parts
            number = others[0]
            self.taken[number] = True
            along = self._starts[number] == node
            node = self._ends[number] if along else self._starts[number]
            parts.append((number, along))
