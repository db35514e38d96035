"""Settings that hold everywhere; `dev`, `test` and `production` each add a few lines."""

import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import dj_database_url

from dancu.platform import roles
from dancu.platform.admission import PLACES
from dancu.platform.buckets import in_bucket
from dancu.platform.roles import Role
from dancu.platform.secrets import kept_secrets
from dancu.trust.domain.keys import Token

PACKAGE = Path(__file__).resolve().parents[2]
HOME = Path(os.environ.get("DANCU_HOME", ".dancu")).resolve()
"""Where everything that is not code lives: database, files, secrets, built pages."""
BACKUPS = os.environ.get("DANCU_BACKUPS", "")
"""The folder of back-ups; without one none are taken."""
METRICS = os.environ.get("DANCU_METRICS", "")
"""Where Prometheus finds what is measured, as `host:port` of an internal network, or `:port` of this machine alone; without it
nothing is measured."""
DATA_DIR = Path(os.environ.get("DANCU_DATA", PACKAGE.parents[1] / "data"))
"""The official code lists."""

DEBUG = False
DEMO = False
SECRET_KEY = os.environ.get("DANCU_SECRET_KEY", "")
"""What signs cookies and links; a demonstration makes one up and keeps it in its home."""
MASTER_KEY_FILE = Path(os.environ.get("DANCU_MASTER_KEY_FILE", HOME / "master.key"))
"""Where the master key is read from when the environment does not hold it."""
MASTER_KEYS = kept_secrets(os.environ.get("DANCU_MASTER_KEY", ""), MASTER_KEY_FILE)
"""What seals secrets at rest: the first seals, the others still open (platform.sealing)."""

TRUST_ORGANISATION = os.environ.get("DANCU_TRUST_ORGANISATION", "Dân Cư")
"""Whose authority the certificates are of."""
PKCS11 = (
    Token(os.environ["DANCU_PKCS11_MODULE"], os.environ["DANCU_PKCS11_TOKEN"], os.environ["DANCU_PKCS11_PIN"])
    if os.environ.get("DANCU_PKCS11_MODULE")
    else None
)
"""The token that new keys are made in; without one they are sealed in the database."""
TSA_URL = os.environ.get("DANCU_TSA_URL", "")
"""A time-stamping authority (RFC 3161); without one we stamp ourselves."""
TSA_ROOTS = Path(os.environ["DANCU_TSA_ROOTS"]) if os.environ.get("DANCU_TSA_ROOTS") else None
"""File with the root certificates (PEM) of that authority, and of all that were ever asked: old stamps need them too."""
TSA_DEADLINE = 20
"""Seconds that an authority has for its whole answer."""
SIGNATURE_LEVEL = os.environ.get("DANCU_SIGNATURE_LEVEL", "B-T")
"""Level of PAdES: B-T, or B-LTA, which also holds what a verifier in twenty years needs."""

SITE_SCHEME = os.environ.get("DANCU_SCHEME", "https")
"""How addresses in letters and links begin."""
SITE_PORT = os.environ.get("DANCU_PUBLIC_PORT", "")
"""`:8000`, or empty where the port is the scheme's own."""
SITE_DOMAIN = os.environ.get("DANCU_DOMAIN", "localhost")
"""The domain below which each site has its host name."""
SITE_HOSTS = {
    "portal": f"dichvucong.{SITE_DOMAIN}",
    "officer": f"canbo.{SITE_DOMAIN}",
    "files": f"tep.{SITE_DOMAIN}",
    "gateway": f"chiase.{SITE_DOMAIN}",
}
ALLOWED_HOSTS = list(SITE_HOSTS.values())
ROOT_URLCONF = "dancu.config.urls"
WSGI_APPLICATION = "dancu.config.wsgi.application"
APPEND_SLASH = False

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "django_htmx",
    "dancu.platform",
    "dancu.audit",
    "dancu.accounts",
    "dancu.places",
    "dancu.trust",
    "dancu.offices",
    "dancu.documents",
    "dancu.lists",
    "dancu.notices",
    "dancu.payments",
    "dancu.codelists",
    "dancu.casework",
    "dancu.population",
    "dancu.cards",
    "dancu.residence",
    "dancu.intake",
    "dancu.identity",
    "dancu.declarations",
    "dancu.procedures",
    "dancu.sites.ui",
    "dancu.sites.filing",
    "dancu.sites.portal",
    "dancu.sites.officer",
    "dancu.sites.files",
    "django.forms",  # last: its templates serve where sites.ui has none of its own
]

ROLE = Role(os.environ.get("DANCU_ROLE", "owner"))
"""Which of the database's roles this process has: owner, web or worker; `dancu up` gives each its own."""
DATABASE_URLS = {
    Role.OWNER: os.environ.get("DATABASE_URL", ""),
    Role.WEB: os.environ.get("DATABASE_URL_WEB", ""),
    Role.WORKER: os.environ.get("DATABASE_URL_WORKER", ""),
    Role.SEALER: os.environ.get("DATABASE_URL_SEALER", ""),
}
"""The PostgreSQL server (15 to 18) as each role reaches it: without its own by DATABASE_URL, without that the embedded one."""
DATABASE_URL = roles.address(DATABASE_URLS, ROLE, HOME)
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=None, conn_health_checks=True)}
# A statement met a third time on a connection is planned once and for all; a pooler between must know that (pgbouncer 1.21).
# A server that cannot be reached is given up before people give up waiting.
CONNECTIONS = {"server_side_binding": True, "prepare_threshold": 3, "connect_timeout": 5}
DATABASES["default"]["OPTIONS"] = (
    CONNECTIONS | {"options": roles.limits(ROLE)} | DATABASES["default"].get("OPTIONS", {})
)
if ROLE is Role.WEB:
    # Many threads stand in line, few work: connections are lent to those, and come back after each request.
    DATABASES["default"] |= {"ENGINE": "dancu.platform.lending", "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False}
    DATABASES["default"]["OPTIONS"]["pool"] = {
        "min_size": PLACES,
        "max_size": PLACES + 4,  # a health check needs one too, and who has just ended may still hold his
        "timeout": 3,
        "reconnect_timeout": 5,  # then it begins anew, and is not still asleep when the server is back
    }
AUDIT_SEALER = "sealer"
"""The connection that seals the audit; the web has none."""
if ROLE is not Role.WEB:
    DATABASES["sealer"] = DATABASES["default"] | dj_database_url.parse(roles.address(DATABASE_URLS, Role.SEALER, HOME))
    DATABASES["sealer"]["OPTIONS"] = CONNECTIONS | DATABASES["sealer"].get("OPTIONS", {})
DATABASE_ROUTERS = ["dancu.platform.roles.OneSchema"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
MEDIA_ROOT = HOME / "files"
S3_BUCKET = os.environ.get("DANCU_S3_BUCKET", "")
"""A bucket that keeps all files, reached as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY say; without one a folder does."""
S3_ENDPOINT = os.environ.get("DANCU_S3_ENDPOINT", "")
"""The address of an S3 that is not Amazon's."""
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    "files": {"BACKEND": "dancu.documents.storage.WholeFiles", "OPTIONS": {"location": HOME / "files" / "documents"}},
}
if S3_BUCKET:
    STORAGES |= {
        "default": in_bucket(S3_BUCKET, endpoint=S3_ENDPOINT, folder=""),
        "files": in_bucket(S3_BUCKET, endpoint=S3_ENDPOINT, folder="documents"),
    }
CLAMD = os.environ.get("DANCU_CLAMD", "")
"""Where clamd, the malware scanner, listens: the path of its socket, or `host:port`; without it nothing is scanned."""
FILE_UPLOAD_HANDLERS = ["dancu.documents.uploads.CappedUploadHandler"]
# Views that take files raise the cap by platform.bodies.accepts_up_to; this one is for the text fields of any form.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
"""A list of 200 people has ten fields each."""

PROCRASTINATE_ON_APP_READY = "dancu.platform.following.take_up"
AUTH_USER_MODEL = "accounts.Account"
PASSWORD_HASHERS = ["dancu.accounts.hashers.Argon2"]
# Signing in is accounts.commands.sign_in; Django's own way in stays shut.
AUTHENTICATION_BACKENDS: list[str] = []
# A user name is unique among the open accounts of its realm; who may frame a page, platform.headers says.
SILENCED_SYSTEM_CHECKS = ["auth.W004", "security.W002"]
SESSION_COOKIE_NAME = "session"
DEVICE_COOKIE_NAME = "device"
LOCK_AFTER = timedelta(minutes=int(os.environ.get("DANCU_LOCK_MINUTES", "15")))
"""For how long an officer may leave his screen before his session is locked."""
AGENCIES_KEPT = 30
"""Seconds for which a process works with the agencies it has read; what changes elsewhere shows after that."""
TRUSTED_PROXIES = int(os.environ.get("DANCU_TRUSTED_PROXIES", "0"))
"""Proxies in front that add the address they heard from to X-Forwarded-For; without any, the header is not believed."""

# Each middleware sees a request after the one above it and its response before; the places are chosen:
# nothing reads the database, a cookie or the body before the line that is in charge of it.
MIDDLEWARE = [
    "dancu.platform.requests.RequestMiddleware",
    "dancu.platform.hosts.HostMiddleware",
    "dancu.platform.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "dancu.platform.headers.ContentPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "dancu.platform.language.LanguageMiddleware",
    "dancu.platform.bodies.BodyCapMiddleware",
    "dancu.platform.wellformed.WellFormedMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "dancu.platform.backpressure.AdmissionMiddleware",
    "dancu.accounts.access.AccessMiddleware",
    "dancu.sites.officer.access.OfficerMiddleware",
    "dancu.platform.problems.ProblemMiddleware",
]
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
CSRF_FAILURE_VIEW = "dancu.platform.problems.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
LANGUAGE_COOKIE_HTTPONLY = LANGUAGE_COOKIE_SECURE = False
CSRF_COOKIE_HTTPONLY = SESSION_COOKIE_HTTPONLY = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "dancu.sites.ui.shell.shell",
            ]
        },
    }
]
FORM_RENDERER = "dancu.sites.ui.forms.Renderer"

EMAIL_HOST = os.environ.get("DANCU_SMTP_HOST", "")
"""The mail server; without one a demonstration keeps its mails for its own inbox."""
EMAIL_PORT = int(os.environ.get("DANCU_SMTP_PORT", "587"))
"""Its port."""
EMAIL_HOST_USER = os.environ.get("DANCU_SMTP_USER", "")
"""Who we are to the mail server."""
EMAIL_HOST_PASSWORD = os.environ.get("DANCU_SMTP_PASSWORD", "")
"""By which password."""
EMAIL_USE_TLS = os.environ.get("DANCU_SMTP_SECURITY", "starttls") == "starttls"
"""Whether the connection is secured once it stands: `starttls`, `tls` or `none`."""
EMAIL_USE_SSL = os.environ.get("DANCU_SMTP_SECURITY") == "tls"
"""Whether it is secured from its first byte."""
EMAIL_BACKEND = "dancu.notices.smtp.Backend"
EMAIL_TIMEOUT = 20
"""Seconds that an answer of the mail server may take."""
EMAIL_DEADLINE = 60
"""Seconds that all of the conversation may take, well below the lease of a message (notices.commands.LEASE)."""
DEFAULT_FROM_EMAIL = os.environ.get("DANCU_MAIL_FROM", f"Cổng Dịch vụ công <khong-tra-loi@{SITE_HOSTS['portal']}>")
"""Who mails come from."""
SMS_URL = os.environ.get("DANCU_SMS_URL", "")
"""Where the provider of text messages takes them (notices.sms); without one nobody is offered SMS."""
SMS_SECRETS = os.environ.get("DANCU_SMS_SECRET", "").split()
"""What calls to the provider and his reports are signed with: the first signs, the others are still accepted."""
SMS_SENDER = os.environ.get("DANCU_SMS_SENDER", "")
"""The name that the provider has registered for us."""
SMS_DEADLINE = 30
"""Seconds that a call of the provider may take in all."""
SMS_GATEWAY = "dancu.notices.sms.send" if SMS_URL else ""
"""Dotted name of a function (notices.delivery.SmsGateway); empty where there is none."""

PAYMENT_ACCOUNT = os.environ.get("DANCU_PAYMENT_ACCOUNT", "")
"""The account that fees are transferred to, as bank number, account and holder (payments.domain.Beneficiary); without one
nothing is paid online."""
PAYMENT_URL = os.environ.get("DANCU_PAYMENT_URL", "")
"""Where the provider of payments takes refunds (payments.provider)."""
PAYMENT_SECRETS = os.environ.get("DANCU_PAYMENT_SECRET", "").split()
"""What calls to the provider and his reports are signed with: the first signs, the others are still accepted."""
PAYMENT_DEADLINE = 30
"""Seconds that a call of the provider may take in all."""
REFUND_GATEWAY = "dancu.payments.provider.refund"
"""Dotted name of a function (payments.commands.refunds.RefundGateway)."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_address": {"()": "dancu.platform.logs.WithoutAddress"}},
    "formatters": {
        "json": {"()": "dancu.platform.logs.JsonFormatter"},
        "plain": {"()": "dancu.platform.logs.PlainFormatter"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain" if sys.stderr.isatty() else "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "dancu": {"level": "INFO"},
        "django": {"handlers": [], "level": "WARNING"},
        "django.request": {"level": "ERROR", "filters": ["without_address"]},
        "django.security": {"filters": ["without_address"]},
        "psycopg.pool": {"level": "ERROR"},  # each request that got no connection has its own line
    },
}
