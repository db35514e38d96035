"""A demonstration on one machine: plain HTTP under .localhost, synthetic people, mail shown on a page."""

from dancu.config.settings.base import *
from dancu.platform.secrets import own_secret

DEMO = True
SITE_SCHEME = "http"
SECRET_KEY = SECRET_KEY or own_secret(HOME / "secret")
if not EMAIL_HOST:
    EMAIL_BACKEND = "dancu.notices.demo.KeptMail"
SMS_GATEWAY = "dancu.notices.demo.keep_sms"
