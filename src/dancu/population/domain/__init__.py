"""What the register says of a person, as values."""
