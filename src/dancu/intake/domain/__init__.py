"""What a file of forms is, and what its lines may be."""
