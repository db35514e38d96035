"""The components that templates load: `{% load ui %}`."""
