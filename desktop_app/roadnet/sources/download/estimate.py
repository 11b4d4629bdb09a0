"""How large a map will be, before it is asked for."""

from dataclasses import dataclass

import msgspec

from desktop_app.errors import BadArgumentError, DownloadError
from desktop_app.roadnet.sources.download.box import Box
from desktop_app.roadnet.sources.download.limits import Limits
from desktop_app.roadnet.sources.download.page_words import is_grave, page_words

# Bytes of XML without metadata. Measured on what our question takes of six extracts from 2012 to 2015: 60 to
# 69 a node, 324 to 534 a way, 130 to 1,314 a relation; ids have grown by two digits since.
_NODE_BYTES = 68
_WAY_BYTES = 430
_RELATION_BYTES = 1_000

_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a box holds, and how large that is.

    Attributes
    ----------
    nodes, ways, relations
        As the server counts them.
    """

    nodes: int
    ways: int
    relations: int

    @property
    def map_bytes(self) -> int:
        """Of the map unpacked, about."""
        return self.nodes * _NODE_BYTES + self.ways * _WAY_BYTES + self.relations * _RELATION_BYTES

    def sentence(self) -> str:
        """Return the size in words."""
        counts = f"{_counted(self.ways, 'way')} and {_counted(self.nodes, 'node')}"
        return f"About {megabytes(self.map_bytes)}: {counts}."


class _Tags(msgspec.Struct):
    nodes: str
    ways: str
    relations: str


class _Count(msgspec.Struct):
    tags: _Tags


class _Answer(msgspec.Struct):
    elements: list[_Count]
    remark: str = ""


def read_estimate(answer: bytes, url: str) -> Estimate:
    """Return the estimate in Overpass's answer to ``out count``.

    Raises
    ------
    DownloadError
        It is no count, or the server says that it could not count all.
    """
    try:
        read = msgspec.json.decode(answer, type=_Answer)
        if is_grave(read.remark):
            words = page_words(read.remark.encode()).rstrip(".")
            raise DownloadError(f"{url} could not count what the box holds: {words}; take a smaller box.")
        tags = read.elements[0].tags
        return Estimate(int(tags.nodes), int(tags.ways), int(tags.relations))
    except (msgspec.DecodeError, ValueError, IndexError, RecursionError) as error:
        raise DownloadError(f"{url} did not answer with a count; check its address.") from error


def check_area(box: Box, limits: Limits) -> None:
    """Raise BadArgumentError where a box is so large that even counting burdens the server."""
    if box.area_km2 > limits.ask_above_km2:
        raise BadArgumentError(
            f"The box covers {box.area_km2:,.0f} km², more than {limits.ask_above_km2:,.0f}; take a smaller "
            "one, or a ready extract such as those of download.geofabrik.de."
        )


def check_size(estimate: Estimate, limits: Limits) -> None:
    """Raise BadArgumentError where a map is larger than is taken without being told to."""
    if estimate.map_bytes > limits.ask_above_bytes:
        raise BadArgumentError(
            f"The map would be about {megabytes(estimate.map_bytes)}, more than "
            f"{megabytes(limits.ask_above_bytes)}; take a smaller box, or insist."
        )


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def megabytes(size: float) -> str:
    """Return a size in words: ``"12 MB"``."""
    if size < _MEGABYTE:
        return f"{max(1, round(size / 1000))} kB"
    if size < 10 * _MEGABYTE:
        return f"{size / _MEGABYTE:.1f} MB"
    return f"{size / _MEGABYTE:,.0f} MB"
