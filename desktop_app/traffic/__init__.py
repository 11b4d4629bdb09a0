"""What is said about roads: speeds, delays, closures and incidents, held by segment in layers."""
