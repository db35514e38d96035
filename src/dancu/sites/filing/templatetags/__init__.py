"""What the templates of filing say of a draft."""
