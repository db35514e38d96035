"""The site that lends files: no session, no cookie, only signed links.

A *link* was signed by a site that knows who may see the file, names that one file and dies after five minutes. The site has an
origin of its own, so that what strangers sent can reach nobody's session.
"""
