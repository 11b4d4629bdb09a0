"""``greenwave check``: whether a map folder is whole."""

import argparse

from desktop_app.cli.progress import progress_bar
from desktop_app.roadnet.folder_audit import check_map_folder
from desktop_app.roadnet.manifest import Manifest
from desktop_app.roadnet.sources.names import clean_name


def run(arguments: argparse.Namespace) -> int:
    """Read the folder through, and say that it is whole."""
    with progress_bar() as progress:
        manifest = check_map_folder(arguments.folder, progress)
    print(_sentence(manifest))
    return 0


def _sentence(manifest: Manifest) -> str:
    counts = manifest.counts
    size_mb = sum(file.size for file in manifest.files.values()) / 1e6
    return (
        f"{clean_name(manifest.facts.name)} is whole: {len(manifest.files)} files of {size_mb:,.1f} MB, "
        f"{counts.arcs:,} arcs, {counts.junctions:,} junctions, {counts.segments:,} segments."
    )
