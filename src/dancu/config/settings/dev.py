"""A demonstration on one machine: plain HTTP under .localhost, synthetic people, mail shown on a page."""

from dancu.config.settings.base import *
from dancu.platform.secrets import own_secret

DEMO = True
SITE_SCHEME = "http"
SECRET_KEY = SECRET_KEY or own_secret(HOME / "secret")
MASTER_KEYS = MASTER_KEYS or [own_secret(MASTER_KEY_FILE)]
TRUST_ORGANISATION += " (bản trình diễn)"
if not EMAIL_HOST:
    EMAIL_BACKEND = "dancu.notices.demo.KeptMail"
if not SMS_URL:
    SMS_GATEWAY = "dancu.notices.demo.keep_sms"
if not PAYMENT_URL:
    PAYMENT_ACCOUNT = "999999 0123456789 TAI KHOAN TRINH DIEN"
    PAYMENT_SECRETS = [own_secret(HOME / "payments.secret")]
    REFUND_GATEWAY = "dancu.payments.demo.refund"
