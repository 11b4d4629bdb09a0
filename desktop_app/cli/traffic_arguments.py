"""Telling what answers how the roads are, as the arguments say."""

import argparse

from desktop_app.app.answering import Answering
from desktop_app.app.maps import open_map_or_none
from desktop_app.cli.progress import progress_bar
from desktop_app.cli.streams import say
from desktop_app.clock import SystemClock

MOST_REPORTED_LINES = 20


def prepared_answering(arguments: argparse.Namespace) -> Answering:
    """Open the map of the arguments, and tell it their speeds and closures.

    What cannot be used of a speed file is said on stderr; raises BadInputError as their readers do.
    """
    with progress_bar() as progress:
        data = open_map_or_none(arguments.map, progress)
    answering = Answering(data, SystemClock())
    if arguments.speeds is not None:
        _report(answering.hear_speed_file(arguments.speeds))
    answering.close_circles(arguments.close)
    return answering


def _report(refused: tuple[str, ...]) -> None:
    for sentence in refused[:MOST_REPORTED_LINES]:
        say(sentence)
    if len(refused) > MOST_REPORTED_LINES:
        say(f"and {len(refused) - MOST_REPORTED_LINES} more lines.")
