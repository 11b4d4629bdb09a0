"""How far a long task has come, told to whoever waits for it."""

from collections.abc import Callable

import msgspec


class ImportProgress(msgspec.Struct, frozen=True):
    """One word on the progress of an import.

    Attributes
    ----------
    stage
        What is being done, for people: ``"checking the file"``.
    done, total
        How much of it, in the stage's own unit; a `total` of 0 is not known.
    """

    stage: str
    done: int
    total: int


ProgressSink = Callable[[ImportProgress], None]
"""Takes each word; an exception that it raises ends the import, which is how it is cancelled."""
