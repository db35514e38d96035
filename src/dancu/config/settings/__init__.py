"""Settings: `base` holds everywhere; `dev`, `test` and `production` each add a few lines."""
