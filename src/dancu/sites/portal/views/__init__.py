"""Pages of the portal, one module for each of its parts."""
