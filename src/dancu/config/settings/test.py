"""The test suite: plain files, quick hashes, mail kept in a table, a home of its own."""

import dj_database_url

from dancu.config.settings.base import *
from dancu.platform import roles
from dancu.platform.roles import Role

HOME = HOME / "tests"
MEDIA_ROOT = HOME / "files"
STATIC_ROOT = HOME / "static"
DATABASE_URL = roles.address(DATABASE_URLS, Role.OWNER, HOME)
DATABASES = {"default": dj_database_url.parse(DATABASE_URL)}
DATABASES["default"]["OPTIONS"] = CONNECTIONS | DATABASES["default"].get("OPTIONS", {})

AGENCIES_KEPT = 10**9
AUDIT_SEALER = "default"
SECRET_KEY = "only-for-tests"  # noqa: S105
MASTER_KEYS = ["only-for-tests-" * 3]
PKCS11 = None
TSA_URL = ""
TSA_ROOTS = None
CLAMD = ""
SITE_SCHEME = "http"
DEMO = True
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "files": STORAGES["files"] | {"OPTIONS": {"location": HOME / "files" / "documents"}},
}
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]
EMAIL_BACKEND = "dancu.notices.demo.KeptMail"
SMS_GATEWAY = "dancu.notices.demo.keep_sms"
PAYMENT_ACCOUNT = "999999 0123456789 TAI KHOAN TRINH DIEN"
PAYMENT_SECRETS = ["only-for-tests"]
REFUND_GATEWAY = "dancu.payments.demo.refund"
