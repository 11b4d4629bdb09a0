"""``greenwave search``: streets, junctions, addresses, places and coordinates by their names."""

import argparse
from contextlib import closing

import msgspec

from desktop_app.app.searching import open_search
from desktop_app.cli.progress import progress_bar
from desktop_app.cli.streams import say
from desktop_app.errors import BadArgumentError
from desktop_app.roadnet.search.result import SearchResult

DONE, NO_ANSWER = 0, 3

_WIDEST_LABEL = 60
_KIND_WIDTH = 12


class SearchDocument(msgspec.Struct, frozen=True):
    """What a search found, best first."""

    results: tuple[SearchResult, ...]


def run(arguments: argparse.Namespace) -> int:
    """Search, print what is found, and return the exit code."""
    text = " ".join(arguments.text)
    if not text.strip():
        raise BadArgumentError("TEXT is empty; give a street, a place or coordinates.")
    with progress_bar() as progress:
        index = open_search(arguments.map, progress)
    with closing(index):
        results = index.find(text, limit=arguments.limit)
    if arguments.json:
        print(msgspec.json.encode(SearchDocument(results)).decode())
    elif results:
        print(results_text(results))
    else:
        say(f"nothing found for {text[:_WIDEST_LABEL]!r}.")
    return DONE if results else NO_ANSWER


def results_text(results: tuple[SearchResult, ...]) -> str:
    """Return results as lines: kind, label, place, what it is."""
    width = min(max(len(result.label) for result in results), _WIDEST_LABEL)
    return "\n".join(
        f"{result.kind.replace('_', ' '):<{_KIND_WIDTH}} {result.label:<{width}}  "
        f"{result.lat:.6f},{result.lon:.6f}  {_about(result)}".rstrip()
        for result in results
    )


def _about(result: SearchResult) -> str:
    """Return what the kind and the label do not say."""
    town = result.town if result.town not in result.label else ""
    detail = result.detail if result.detail not in {"address", "junction", "street"} else ""
    return ", ".join(filter(None, (detail, town)))
