"""What a card is, how long it lasts, and what may become of it: pure rules."""
