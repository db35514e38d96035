"""What was declared, as values, and what the law makes of it; pure."""
