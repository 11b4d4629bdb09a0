"""The only place where the planner's pipe meets Qt."""
