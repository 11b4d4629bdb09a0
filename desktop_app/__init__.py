"""Greenwave, a dispatcher's live route planner."""

__version__ = "0.1.0"
