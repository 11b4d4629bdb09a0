"""The dispatcher's rules: watched routes, alerts, manual edits and undo. Pure: no threads, no I/O."""
