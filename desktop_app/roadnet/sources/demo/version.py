"""The version of the demo town; apart from the town, so that asking for it loads nothing."""

TOWN_VERSION = 4
"""Goes up whenever the same seed gives another town, or other routes in it."""
