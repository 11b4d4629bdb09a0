"""The map: a canvas with a cached base and live layers above it, one file a layer."""
