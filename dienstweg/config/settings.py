"""Django's settings, made from the environment (see :data:`dienstweg.config.environment.TABLE`)."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from dienstweg.config import database, environment, mail
from dienstweg.config.secret_files import read_secret
from dienstweg.engine.problems import Refused

try:
    ENVIRONMENT = environment.read(os.environ)
    SECRET_KEY = read_secret(ENVIRONMENT.secret_key_file, mode=ENVIRONMENT.mode, setting="DIENSTWEG_SECRET_KEY_FILE")
    KEY_SECRET = read_secret(ENVIRONMENT.key_secret_file, mode=ENVIRONMENT.mode, setting="DIENSTWEG_KEY_SECRET_FILE")
except Refused as refused:
    raise ImproperlyConfigured(str(refused)) from refused

PRODUCTION = ENVIRONMENT.mode == "production"
DEMO = ENVIRONMENT.mode == "demo"
HOME = ENVIRONMENT.home.absolute()
FILES_DIR = HOME / "files"
KEYS_DIR = HOME / "keys"
CODE_LISTS_DIR = HOME / "codelists"

DEBUG = ENVIRONMENT.debug
LAND = ENVIRONMENT.land
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
ROOT_URLCONF = "dienstweg.config.urls"
WSGI_APPLICATION = "dienstweg.config.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "dienstweg.web",
    "dienstweg.record",
    "dienstweg.authorities",
    "dienstweg.catalogue",
    "dienstweg.adoptions",
    "dienstweg.applications",
    "dienstweg.casework",
    "dienstweg.portal",
    "dienstweg.studio",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "dienstweg.web.middleware.secure_pages",
    "dienstweg.web.tongue.speaking",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request"],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.app_directories.Loader"],
                )
            ],
        },
    }
]

DATABASES = {
    "default": database.postgresql(ENVIRONMENT.database_url)
    if ENVIRONMENT.database_url
    else database.sqlite(HOME / "dienstweg.sqlite3")
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True
USE_I18N = True

AUTH_USER_MODEL = "authorities.User"
LOGIN_URL = "casework:login"
LOGIN_REDIRECT_URL = "casework:home"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
]

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
# Made at set-up from what npm ships; it belongs to the program, not to the data in the home folder.
ASSETS = Path(__file__).resolve().parents[2] / "var" / "assets"
STATICFILES_DIRS = [ASSETS] if ASSETS.is_dir() else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION

# What people send never lies in a temporary folder in the clear: fields are small, uploads encrypted as they stream.
DATA_UPLOAD_MAX_MEMORY_SIZE = 600_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
CLAMD = ENVIRONMENT.clamd
FILE_UPLOAD_HANDLERS = ["dienstweg.applications.uploads.EncryptingUploadHandler"]

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_FAILURE_VIEW = "dienstweg.web.errors.csrf_failure"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = PRODUCTION
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = ENVIRONMENT.hsts_seconds if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.behind_proxy else None

DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.mail_from
EMAIL = mail.parse_url(ENVIRONMENT.mail_url)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL.host else 'console'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = EMAIL.host, EMAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = EMAIL.user, EMAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL.starttls, EMAIL.tls
EMAIL_TIMEOUT = 10

# One line per event. Addresses and bodies of requests are never logged: they may hold what people wrote.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "dienstweg.config.logs.DiscreetFormatter", "quote_errors": DEBUG}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": ENVIRONMENT.log_level},
    "loggers": {"django": {"handlers": ["stderr"], "level": ENVIRONMENT.log_level, "propagate": False}},
}
