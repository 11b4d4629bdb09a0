"""The traffic feed: its wire format, its session and its client."""
