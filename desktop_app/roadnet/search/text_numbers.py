"""One numbering for the texts of several tables."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.texts import TextTable


class TextNumbers:
    """Gives each distinct text a number, the empty one 0, and the text of each number."""

    def __init__(self) -> None:
        """Start with the empty text alone."""
        self._numbers = {"": 0}
        self.texts = [""]

    def number(self, text: str) -> int:
        """Return the number of `text`, a new one if it was not seen before."""
        number = self._numbers.setdefault(text, len(self.texts))
        if number == len(self.texts):
            self.texts.append(text)
        return number

    def numbers(self, texts: Iterable[str]) -> NDArray[np.int32]:
        """Return the number of each text."""
        return np.array([self.number(text) for text in texts], dtype=np.int32)

    def taken_over(self, table: TextTable, numbers: NDArray[np.integer]) -> NDArray[np.int32]:
        """Return the numbers here of texts that have `numbers`, (K,), in `table`."""
        distinct, row = np.unique(numbers, return_inverse=True)
        return self.numbers(table[number] for number in distinct.tolist())[row]
