"""What a key is for, and how signatures and certificates are written and checked; pure."""
