"""Pages of the officer site, one module for each desk."""
