"""``greenwave isochrone``: the ground that is reached within some minutes."""

import argparse

from desktop_app.cli.streams import say
from desktop_app.cli.traffic_arguments import prepared_answering
from desktop_app.dispatch.commands import AskReach
from desktop_app.errors import BadArgumentError
from desktop_app.routing.cost_documents import isochrones_geojson
from desktop_app.routing.request import ErrorCode

DONE, NO_ANSWER = 0, 3


def run(arguments: argparse.Namespace) -> int:
    """Compute the isochrones, print them, and return the exit code."""
    answering = prepared_answering(arguments)
    question = AskReach(
        query_id="cli",
        place=arguments.start,
        minutes=arguments.minutes,
        profile=arguments.profile or "car",
        size=arguments.vehicle,
    )
    reply = answering.reach(question)
    if reply.error is ErrorCode.INVALID_REQUEST:
        raise BadArgumentError(reply.message)
    if reply.error is not None:
        say(reply.message)
        return NO_ANSWER
    if arguments.geojson:
        print(isochrones_geojson(reply.areas))
    else:
        for area in reply.areas:
            print(f"{area.minutes:g} min: {area.area_km2:.2f} km²")
    return DONE
