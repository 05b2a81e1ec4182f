"""Every setting of Luodi. Each is read from the environment; docs/operations.md explains them all."""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from luodi.config.database import database_from

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("LUODI_HOME", PACKAGE.parent / "var"))
DEBUG = os.environ.get("LUODI_DEBUG", "") == "1"
SECRET_KEY = os.environ.get("LUODI_SECRET_KEY", "") or "development-only-key-" + "0" * 40
ALLOWED_HOSTS = os.environ.get("LUODI_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("LUODI_ORIGINS", "").split(",") if o]
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
ROOT_URLCONF = "luodi.config.urls"
WSGI_APPLICATION = "luodi.config.wsgi.application"
DATABASES = {"default": database_from(os.environ.get("DATABASE_URL", ""), HOME)}

LAYERS = [  # top first; peers share a line. docs/architecture.md, section 1
    ["desk", "portal"],
    ["landing"],
    ["enquiries"],
    ["talk", "ratings"],
    ["duties"],
    ["notices"],
    ["directory"],
    ["companies"],
    ["accounts"],
    ["ledger"],
    ["ui"],
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    *(f"luodi.{app}" for line in reversed(LAYERS) for app in line),
    "luodi.config",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
CITY_NAME = os.environ.get("LUODI_CITY", _("本市"))
