"""Stand-ins for what other people run, and a small procedure that only tests know."""
