"""What lines were matched to: feeds say the same line again and again, each time with another speed."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from desktop_app.traffic.matching.samples import LonLat

MOST_REMEMBERED = 5_000
"""Lines; the one that was asked for longest ago is forgotten first."""

Match = Callable[[Sequence[LonLat]], NDArray[np.int32]]


class MatchMemory:
    """Remembers what one way of matching gave."""

    def __init__(self, match: Match) -> None:
        """Ask `match` for what is not known."""
        self._match = match
        self._known: OrderedDict[bytes, NDArray[np.int32]] = OrderedDict()

    def __call__(self, line: Sequence[LonLat]) -> NDArray[np.int32]:
        """Return what the line is matched to."""
        # A digest takes a hundredth of the memory of a line.
        key = hashlib.blake2b(np.array(line, np.float64).data, digest_size=16).digest()
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._match(line)
            if len(self._known) > MOST_REMEMBERED:
                self._known.popitem(last=False)
        self._known.move_to_end(key)
        return known
