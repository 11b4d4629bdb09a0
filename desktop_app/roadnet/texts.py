"""Many short texts in two arrays, so that they can be mapped from a file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class TextTable:
    """An immutable list of texts; text 0 is always the empty one.

    Attributes
    ----------
    blob
        UTF-8 bytes of all texts, one after the other, uint8.
    first
        Offset at which each text begins, and the end of the last, int64, length n + 1.
    """

    blob: NDArray[np.uint8]
    first: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "TextTable":
        """Return a table of `texts`; their first must be the empty text."""
        parts = [text.encode("utf-8", "replace") for text in texts]
        if not parts or parts[0]:
            parts.insert(0, b"")
        first = np.zeros(len(parts) + 1, dtype=np.int64)
        np.cumsum([len(part) for part in parts], out=first[1:])
        return cls(np.frombuffer(b"".join(parts), dtype=np.uint8), first)

    def __len__(self) -> int:
        """Return how many texts there are."""
        return len(self.first) - 1

    def __getitem__(self, index: int) -> str:
        """Return the text at `index`; raises IndexError beyond the end."""
        if not 0 <= index < len(self):
            raise IndexError(index)
        start, end = self.first[index], self.first[index + 1]
        return self.blob[start:end].tobytes().decode("utf-8", "replace")

    def __iter__(self) -> Iterator[str]:
        """Return the texts in order."""
        return (self[index] for index in range(len(self)))


class TextCollector:
    """Gives each distinct text a number; the empty text is number 0."""

    def __init__(self) -> None:
        """Start with the empty text alone."""
        self._numbers = {"": 0}

    def number(self, text: str) -> int:
        """Return the number of `text`, a new one if it was not seen before."""
        return self._numbers.setdefault(text, len(self._numbers))

    def table(self) -> TextTable:
        """Return all texts so far, in the order of their numbers."""
        return TextTable.of(self._numbers)
