"""What outlives the program: the session file."""
