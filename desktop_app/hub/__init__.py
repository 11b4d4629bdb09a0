"""Servers that speak the feed protocol; for now the simulator of a day of traffic."""
