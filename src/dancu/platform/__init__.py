"""Django without business: references, events, hosts, problems, the clock, the embedded PostgreSQL."""
