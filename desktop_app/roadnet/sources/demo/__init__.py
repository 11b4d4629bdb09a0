"""The demo town: a town that no one lives in, made by code from a seed."""
