"""The site that lends files: no session, no cookie, only signed links."""
