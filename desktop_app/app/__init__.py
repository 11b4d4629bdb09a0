"""The one place that builds parts and wires them to each other."""
