"""Served to the public behind a proxy that speaks TLS; every secret comes from the environment."""

import os

from django.core.exceptions import ImproperlyConfigured

from dancu.config.settings.base import *
from dancu.payments.domain import Beneficiary
from dancu.platform.roles import Role

if not SECRET_KEY:
    raise ImproperlyConfigured("Set DANCU_SECRET_KEY to at least 50 random characters; in production none is made up.")
if not MASTER_KEYS:
    raise ImproperlyConfigured(
        f"Set DANCU_MASTER_KEY, or put the master key into {MASTER_KEY_FILE}; in production none is made up, "
        "and what it sealed opens with no other."
    )
if not (DATABASE_URLS[ROLE] or DATABASE_URLS[Role.OWNER]):
    raise ImproperlyConfigured("Set DATABASE_URL; in production the embedded database server is not used.")
if not EMAIL_HOST:
    raise ImproperlyConfigured("Set DANCU_SMTP_HOST to the mail server; without e-mail nobody can register.")
if SMS_URL and not (SMS_URL.startswith("https://") and SMS_SECRETS):
    raise ImproperlyConfigured(
        "Set DANCU_SMS_URL to an https address, and DANCU_SMS_SECRET to what both sides sign with."
    )
if PAYMENT_ACCOUNT and not (PAYMENT_URL.startswith("https://") and PAYMENT_SECRETS):
    raise ImproperlyConfigured(
        "Set DANCU_PAYMENT_URL to an https address, and DANCU_PAYMENT_SECRET to what both sides sign with."
    )
if PAYMENT_ACCOUNT:
    try:
        Beneficiary.parse(PAYMENT_ACCOUNT)
    except ValueError as error:
        raise ImproperlyConfigured(f"Set DANCU_PAYMENT_ACCOUNT to bank number, account and holder: {error}.") from None
if TSA_URL and not (TSA_ROOTS and TSA_ROOTS.is_file()):
    raise ImproperlyConfigured(
        "Set DANCU_TSA_ROOTS to a file with the root certificates (PEM) of the time-stamping authority; without them none of "
        "its stamps is believed."
    )
if os.environ.get("DANCU_DEMO"):
    raise ImproperlyConfigured("Demonstration accounts and people do not belong in production: unset DANCU_DEMO.")

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
SESSION_COOKIE_NAME = "__Host-session"
DEVICE_COOKIE_NAME = "__Host-device"
TRUSTED_PROXIES = int(os.environ.get("DANCU_TRUSTED_PROXIES", "1"))
"""The proxy in front that speaks TLS."""
