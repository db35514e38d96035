"""What a list is, as values; nothing here touches Django or a disk."""
