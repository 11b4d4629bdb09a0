"""Searching as people type: every key of some searches, each as a search of its own."""

import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from desktop_app.roadnet.folder import open_map_folder
from desktop_app.roadnet.search.index import SearchIndex
from desktop_app.roadnet.search.schema import SEARCH_FILE
from tests.benchmarks.maps import map_folder
from tests.benchmarks.rows import Row, row_of

SEARCHES = {
    "porto": (
        "rua de santa catarina", "av. da boavista", "avenida boavsta", "constituiçao", "r. 31 de janeiro",
        "praça da republica", "sa da bandeira & formosa", "esquina de cedofeita com boavista",
        "rua machado dos santos 497", "estrada da circunvalaçao", "mousinho albuquerque", "a 28", "en 14",
        "posto de gasolina", "hospital de sao joao", "rua da igreja", "rua que nao existe", "41.15, -8.61",
    ),
    "campo-grande": (
        "avenida afonso pena", "av mato groso", "rua antonio maria coelho", "afonso pena / ceara",
        "jd estados", "hospital miguel couto", "br 262", "parque dos poderes", "shopping", "rodoviaria",
    ),
}  # fmt: skip
OPENINGS = 20

LonLat = tuple[float, float]


def run(full: bool) -> list[Row]:  # noqa: FBT001 - the command's own switch
    """Measure Porto, and Campo Grande too with `full`."""
    rows = []
    for case in SEARCHES if full else ("porto",):
        folder = map_folder(case)
        if folder is not None:
            rows += _measure(case, folder)
    return rows


def _measure(case: str, folder: Path) -> list[Row]:
    network = open_map_folder(folder).network
    near = (float(np.median(network.node_lon)), float(np.median(network.node_lat)))
    opened_ms = []
    for _ in range(OPENINGS):
        begun_s = time.perf_counter()
        index = SearchIndex(folder / SEARCH_FILE, network)
        opened_ms.append((time.perf_counter() - begun_s) * 1000)
        index.close()
    index = SearchIndex(folder / SEARCH_FILE, network)
    keys = [text[:length] for text in SEARCHES[case] for length in range(1, len(text) + 1)]
    words = [" ".join(parts) for text in SEARCHES[case] for parts in _beginnings(text.split())]
    rows = [
        row_of("search", case, "open the index", "ms", opened_ms),
        row_of("search", case, "a search after each key", "ms", _times_ms(index, keys, near)),
        row_of("search", case, "a search after each word", "ms", _times_ms(index, words, near)),
    ]
    index.close()
    return rows


def _beginnings(words: list[str]) -> list[list[str]]:
    return [words[:count] for count in range(1, len(words) + 1)]


def _times_ms(index: SearchIndex, texts: Sequence[str], near: LonLat) -> list[float]:
    times_ms = []
    for text in texts:
        begun_s = time.perf_counter()
        index.find(text, near=near)
        times_ms.append((time.perf_counter() - begun_s) * 1000)
    return times_ms
