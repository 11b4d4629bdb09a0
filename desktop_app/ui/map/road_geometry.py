"""The roads of a network as polylines for drawing: one for both directions, in blocks, by level of detail."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import ArcFlag, RoadNetwork
from desktop_app.ui.map.polylines import Floats, Ints, Polylines, boxes_touch, gather, simplified
from desktop_app.ui.map.projection import world_x, world_y
from desktop_app.ui.map.road_style import GROUP_OF_CLASS, LINK_CLASSES
from desktop_app.ui.theme import RoadGroup

FULL_LEVEL = 16
"""From this zoom on every point is drawn."""
LOWEST_LEVEL = 9
_BLOCK_POINTS = 3000
_TOLERANCE_PX = 0.4


class Structure(IntEnum):
    """On what a road lies, from below to above."""

    TUNNEL = 0
    GROUND = 1
    BRIDGE = 2


class Bucket(NamedTuple):
    """What one pen can draw."""

    structure: Structure
    group: RoadGroup
    link: bool


@dataclass(frozen=True, slots=True, eq=False)
class Chains:
    """Stretches of ways as polylines, both directions as one.

    C chains with P points.

    Attributes
    ----------
    first
        (C + 1,) int64 offsets in `node`.
    node
        (P,) int32 nodes of the network.
    arc
        (C,) int64 an arc of each chain; its class, name and flags hold for the whole.
    """

    first: Ints
    node: NDArray[np.int32]
    arc: Ints


class Block:
    """Neighbouring polylines of one bucket; their levels of detail are made when first asked for."""

    def __init__(self, lines: Polylines) -> None:
        """Hold `lines` in full detail."""
        self._levels: dict[int, Polylines] = {FULL_LEVEL: lines}
        low, high = lines.box[:, :2].min(axis=0), lines.box[:, 2:].max(axis=0)
        self.box: Floats = np.concatenate([low, high])

    def level(self, level: int) -> Polylines:
        """Return the lines as a picture at zoom `level` needs them."""
        found = self._levels.get(level)
        if found is None:
            found = simplified(self._levels[FULL_LEVEL], _TOLERANCE_PX / (256.0 * 2**level))
            self._levels[level] = found
        return found


class RoadGeometry:
    """All roads of a network, ready to be culled and drawn."""

    def __init__(
        self, node_x: Floats, node_y: Floats, chains: Chains, blocks: dict[Bucket, list[Block]]
    ) -> None:
        """Hold what `build_road_geometry` made; nodes' world coordinates come along."""
        self.node_x = node_x
        self.node_y = node_y
        self.chains = chains
        self._blocks = blocks
        self._boxes = {bucket: np.stack([block.box for block in found]) for bucket, found in blocks.items()}

    @property
    def buckets(self) -> tuple[Bucket, ...]:
        """What kinds of road there are."""
        return tuple(self._blocks)

    def lines(
        self, bucket: Bucket, box: tuple[float, float, float, float], zoom: float
    ) -> Iterator[Polylines]:
        """Yield the roads of a bucket that meet a world box, block by block, as fine as `zoom` needs."""
        level = min(max(int(np.ceil(zoom)), LOWEST_LEVEL), FULL_LEVEL)
        for number in np.flatnonzero(boxes_touch(self._boxes[bucket], box)).tolist():
            found = self._blocks[bucket][number].level(level).touching(box)
            if len(found):
                yield found


def build_road_geometry(network: RoadNetwork) -> Generator[None, None, RoadGeometry]:
    """Return the geometry of a network; the generator pauses between pieces of work of a few milliseconds."""
    node_x, node_y = world_x(network.node_lon), world_y(network.node_lat)
    yield
    chains = _chains(network)
    yield
    blocks: dict[Bucket, list[Block]] = {}
    for bucket, which in _buckets(network, chains).items():
        ordered = which[_nearby_order(chains, which, node_x, node_y)]
        yield
        blocks[bucket] = []
        for part in _parts(chains, ordered):
            first, points = gather(chains.first, part)
            nodes = chains.node[points]
            blocks[bucket].append(Block(Polylines.of(first, node_x[nodes], node_y[nodes])))
            yield
    return RoadGeometry(node_x, node_y, chains, blocks)


def _chains(network: RoadNetwork) -> Chains:
    """Join the arcs of each way, in its node order, as long as nothing that is drawn changes."""
    arcs = np.arange(network.arc_count)
    kept = np.flatnonzero((network.arc_twin < 0) | (arcs < network.arc_twin))
    if not len(kept):
        return Chains(np.zeros(1, np.int64), np.zeros(0, np.int32), kept)
    first, node = _arc_nodes(network, kept)
    start, end = node[first[:-1]], node[first[1:] - 1]
    ground = ArcFlag.BRIDGE | ArcFlag.TUNNEL
    continues = np.zeros(len(kept), np.bool_)
    continues[1:] = (end[:-1] == start[1:]) & (network.arc_way[kept[1:]] == network.arc_way[kept[:-1]])
    for column in (network.arc_class, network.arc_name, network.arc_flags & ground):
        continues[1:] &= column[kept[1:]] == column[kept[:-1]]
    keep_point = np.ones(len(node), np.bool_)
    keep_point[first[:-1][continues]] = False
    removed = np.concatenate([[0], np.cumsum(~keep_point)])
    heads = np.flatnonzero(~continues)
    chain_first = np.append(first[:-1][heads], first[-1])
    return Chains(chain_first - removed[chain_first], node[keep_point], kept[heads])


def _arc_nodes(network: RoadNetwork, arcs: Ints) -> tuple[Ints, NDArray[np.int32]]:
    """Return the nodes of each arc in the node order of its way."""
    packed, segments = gather(network.arc_first_segment.astype(np.int64), arcs)
    first = packed + np.arange(len(packed))
    node = np.empty(first[-1], np.int32)
    node[first[:-1]] = network.segment_tail[network.arc_first_segment[arcs]]
    inner = np.ones(len(node), np.bool_)
    inner[first[:-1]] = False
    node[inner] = network.segment_head[segments]
    against = (network.arc_flags[arcs] & ArcFlag.AGAINST_WAY) != 0
    turn = np.repeat(against, np.diff(first))
    position = np.arange(len(node))
    mirrored = np.repeat(first[:-1] + first[1:] - 1, np.diff(first)) - position
    return first, node[np.where(turn, mirrored, position)]


def _buckets(network: RoadNetwork, chains: Chains) -> dict[Bucket, Ints]:
    road_class, flags = network.arc_class[chains.arc], network.arc_flags[chains.arc]
    structure = np.full(len(chains.arc), int(Structure.GROUND))
    structure[(flags & ArcFlag.BRIDGE) != 0] = Structure.BRIDGE
    structure[(flags & ArcFlag.TUNNEL) != 0] = Structure.TUNNEL
    key = structure * 100 + GROUP_OF_CLASS[road_class].astype(np.int64) * 2 + LINK_CLASSES[road_class]
    return {
        Bucket(Structure(value // 100), RoadGroup(value % 100 // 2), bool(value % 2)): np.flatnonzero(
            key == value
        )
        for value in np.unique(key).tolist()
    }


def _nearby_order(chains: Chains, which: Ints, node_x: Floats, node_y: Floats) -> Ints:
    """Return an order along a Morton curve, so that neighbours come to lie in one block."""
    node = chains.node[chains.first[which]]
    x, y = node_x[node], node_y[node]
    span = max(float(np.ptp(x)), float(np.ptp(y)), 1e-12)
    column = ((x - x.min()) / span * 1023).astype(np.int64)
    row = ((y - y.min()) / span * 1023).astype(np.int64)
    code = np.zeros(len(which), np.int64)
    for bit in range(10):
        code |= ((column >> bit) & 1) << (2 * bit) | ((row >> bit) & 1) << (2 * bit + 1)
    return np.argsort(code, kind="stable")


def _parts(chains: Chains, ordered: Ints) -> list[Ints]:
    """Cut a list of chains into runs of about `_BLOCK_POINTS` points."""
    points = np.cumsum(chains.first[ordered + 1] - chains.first[ordered])
    return [
        part for part in np.split(ordered, np.flatnonzero(np.diff(points // _BLOCK_POINTS)) + 1) if len(part)
    ]
