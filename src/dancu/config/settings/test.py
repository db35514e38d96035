"""The test suite: plain files, quick hashes, mail kept in memory."""

from dancu.config.settings.base import *

SECRET_KEY = "only-for-tests"  # noqa: S105
SITE_SCHEME = "http"
DEMO = True
