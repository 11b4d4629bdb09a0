"""What lines were matched to: feeds say the same line again and again, each time with another speed."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from desktop_app.traffic.matching.samples import LonLat

MOST_REMEMBERED = 5_000
"""Lines; the one that was asked for longest ago is forgotten first."""

MatchMany = Callable[[Sequence[Sequence[LonLat]]], list[NDArray[np.int32]]]


class MatchMemory:
    """Remembers what one way of matching gave."""

    def __init__(self, match: MatchMany) -> None:
        """Ask `match` for what is not known."""
        self._match = match
        self._known: OrderedDict[bytes, NDArray[np.int32]] = OrderedDict()

    def __call__(self, line: Sequence[LonLat]) -> NDArray[np.int32]:
        """Return what the line is matched to."""
        key = _key(line)
        known = self._known.get(key)
        if known is None:
            known = self._match([line])[0]
            self._keep(key, known)
        self._known.move_to_end(key)
        return known

    def learn(self, lines: Sequence[Sequence[LonLat]]) -> None:
        """Match the lines that are not known, all in one go; of too many the first."""
        unknown = {key: line for line in lines if (key := _key(line)) not in self._known}
        keys = list(unknown)[: MOST_REMEMBERED // 2]
        for key, match in zip(keys, self._match([unknown[key] for key in keys]), strict=True):
            self._keep(key, match)

    def _keep(self, key: bytes, match: NDArray[np.int32]) -> None:
        self._known[key] = match
        if len(self._known) > MOST_REMEMBERED:
            self._known.popitem(last=False)


def _key(line: Sequence[LonLat]) -> bytes:
    """Return a digest, which takes a hundredth of the memory of a line."""
    return hashlib.blake2b(np.array(line, np.float64).data, digest_size=16).digest()
