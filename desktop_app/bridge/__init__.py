"""Where other threads and processes meet Qt: each speaks by signals; the planner's pipe by one."""
