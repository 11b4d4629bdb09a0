"""The traffic feed: wire format, session state, and the client that keeps the connection."""
