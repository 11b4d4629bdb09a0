"""Writing OpenStreetMap files with pyosmium, so that an error stays an error."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager

import osmium


@contextmanager
def closing_writer(writer: osmium.SimpleWriter) -> Iterator[osmium.SimpleWriter]:
    """Close `writer` at the end of a ``with`` block; what it raises, then or before, can be caught.

    Once something could not be written, libosmium's writer tries again as it is let go of, and ends
    the whole process where that fails too. So after an error it is kept for good.
    """
    try:
        with writer:
            yield writer
    except BaseException:
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(writer))
        raise
