"""Pages of a draft, one module for each of its parts."""
