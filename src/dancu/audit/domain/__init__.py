"""The chain of batches and heads: what is hashed, and how a break is found."""
