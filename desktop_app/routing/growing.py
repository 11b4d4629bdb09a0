"""Arrays that grow: twice as long whenever they are full, so that adding costs little on the whole."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

_T = TypeVar("_T", bound=np.generic)


def with_room(array: NDArray[_T], needed: int) -> NDArray[_T]:
    """Return the array, or a copy at least twice as long, the rest zeros, where `needed` items have room."""
    if needed <= len(array):
        return array
    longer = np.zeros(max(needed, 2 * len(array)), array.dtype)
    longer[: len(array)] = array
    return longer
