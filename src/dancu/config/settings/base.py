"""Settings that hold everywhere; `dev`, `test` and `production` each add a few lines."""

import os
from pathlib import Path

import dj_database_url

PACKAGE = Path(__file__).resolve().parents[2]
HOME = Path(os.environ.get("DANCU_HOME", ".dancu")).resolve()

DEBUG = False
DEMO = False
SECRET_KEY = os.environ.get("DANCU_SECRET_KEY", "")

SITE_SCHEME = os.environ.get("DANCU_SCHEME", "https")
SITE_PORT = os.environ.get("DANCU_PUBLIC_PORT", "")  # ":8000", or empty where the port is the scheme's own
SITE_DOMAIN = os.environ.get("DANCU_DOMAIN", "localhost")
SITE_HOSTS = {
    "portal": f"dichvucong.{SITE_DOMAIN}",
    "officer": f"canbo.{SITE_DOMAIN}",
    "files": f"tep.{SITE_DOMAIN}",
}
ALLOWED_HOSTS = list(SITE_HOSTS.values())
ROOT_URLCONF = "dancu.config.urls"
WSGI_APPLICATION = "dancu.config.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_htmx",
    "dancu.platform",
    "dancu.audit",
    "dancu.accounts",
    "dancu.places",
    "dancu.offices",
    "dancu.documents",
    "dancu.notices",
    "dancu.casework",
    "dancu.population",
    "dancu.residence",
    "dancu.identity",
    "dancu.procedures",
    "dancu.sites.ui",
    "dancu.sites.portal",
    "dancu.sites.officer",
    "dancu.sites.files",
]

DATABASES = {"default": dj_database_url.config(env="DATABASE_URL", conn_max_age=None, conn_health_checks=True)}
DATABASES["default"].setdefault("OPTIONS", {})
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
MEDIA_ROOT = HOME / "files"

AUTH_USER_MODEL = "accounts.Account"
MIDDLEWARE = [
    "dancu.platform.hosts.HostMiddleware",
    "dancu.platform.language.LanguageMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
