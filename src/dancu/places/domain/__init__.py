"""What a unit and an address are, and the rules of their succession."""
