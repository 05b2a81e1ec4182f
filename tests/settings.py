"""The product's own settings, with what a test must not wait for or write to taken out."""

from luodi.config.database import database_from
from luodi.config.env import text
from luodi.config.settings import *  # noqa: F403
from luodi.config.settings import PACKAGE

SECRET_KEY = "a-key-that-every-test-and-its-browser-server-share-0000"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
HOME = PACKAGE.parent / "var" / "tests" / text("PYTEST_XDIST_WORKER", "gw0")  # two processes share no file
ATTACHMENT_ROOT = MEDIA_ROOT = HOME / "attachments"
SIGNER_FOLDER = HOME / "authority"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
PLAIN_HTTP = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = False
PUBLIC_URL = "http://testserver"
SMS_URL = SMS_TOKEN = ""
ROBOT_URLS: list[str] = []
SAMPLES_MAY_BE_PUBLISHED = True
SEARCH_ENCODER = "none"  # a test that needs meaning says so

# bin/with-postgres starts a server for each test process and names them all.
if servers := text("LUODI_TEST_SERVERS").split():
    process = int(text("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    DATABASES = {"default": database_from(servers[process % len(servers)], HOME)}
