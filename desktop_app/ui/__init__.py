"""Widgets: they lay out, draw and wire, and decide nothing."""
