"""Finding ways: turns, engines, snapping ends to roads, and the answer to a request."""
