"""The version of the importer."""

IMPORTER_VERSION = 5
"""Goes up whenever the same file would give another map; it is part of a cached map's key."""
