"""Lines in driving direction, matched to the directed segments that they follow."""
