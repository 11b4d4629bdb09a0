"""The processes behind the window: the planner with its feed, and the import of maps."""
