"""One settings file, from the environment, loud when something is missing."""

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pghistory
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

import dailycare.schedule
import governance.schedule
import gpconnect.schedule
import imports.schedule
import portability.schedule

BASE_DIR = Path(__file__).resolve().parent.parent


def required(name: str) -> str:
    """Return an environment variable, or stop with a sentence that names it."""
    try:
        return os.environ[name]
    except KeyError as missing:
        raise ImproperlyConfigured(f"Set {name} in the environment") from missing


def is_on(name: str) -> bool:
    """Read a switch from the environment: 1 is on, anything else is off."""
    return os.environ.get(name, "0") == "1"


def database(url: str) -> dict:
    """Turn a postgresql:// address into Django's settings; `?host=` may name a socket folder."""
    parts = urlsplit(url)
    host = parse_qs(parts.query).get("host", [parts.hostname or ""])[0]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
    }


DEBUG = is_on("DEBUG")
# On, the simulator may answer for the GP system and every page says that people are invented.
DEMONSTRATION = is_on("DEMONSTRATION")
SECRET_KEY = required("SECRET_KEY")
FIELD_KEY = required("FIELD_KEY")
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("TRUSTED_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "pgtrigger",
    "pghistory",
    "nhsui",
    "governance",
    "accounts",
    "records",
    "dailycare",
    "gpconnect",
    "imports",
    "portability",
    "dscr",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SessionLimits",
]

ROOT_URLCONF = "dscr.urls"
WSGI_APPLICATION = "dscr.wsgi.application"
FORM_RENDERER = "nhsui.renderer.NHSRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dscr.context.frame",
            ],
        },
    }
]

DATABASES = {"default": database(required("DATABASE_URL"))}
DATABASES["default"]["OPTIONS"] = {
    "pool": {"min_size": 1, "max_size": int(os.environ.get("DATABASE_POOL", "8")), "timeout": 10},
    # A connection keeps the plans of what it is asked often: planning a person's page, with row
    # security in every query, cost the database more than running it.
    "server_side_binding": True,
    "prepare_threshold": 5,
}
# The owner's role migrates and owns every table; nothing that answers a request ever uses it.
DATABASE_OWNER_URL = os.environ.get("DATABASE_OWNER_URL", "")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = required("REDIS_URL")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
}
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# Long work of one provider must not stand before what care waits for, such as a GP record.
CELERY_TASK_ROUTES = {"imports.tasks.*": {"queue": "imports"}}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Europe/London"
CELERY_BEAT_SCHEDULE = (
    dailycare.schedule.SCHEDULE
    | governance.schedule.SCHEDULE
    | gpconnect.schedule.SCHEDULE
    | imports.schedule.SCHEDULE
    | portability.schedule.SCHEDULE
)

# Every version of every care record is kept by database triggers (decision 0003).
PGTRIGGER_MIGRATIONS = False  # `governance.protection` installs them, from the models as they are
PGHISTORY_BASE_MODEL = "governance.versions.Version"
# A version is found by the record it is of; the other pointers need no index.
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)

# Who you are -------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.StaffBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},  # SEC-05
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.StaffAdapter"
MFA_ADAPTER = "accounts.adapter.SecondStepAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "change_password": "accounts.forms.ChangePasswordForm",
}
MFA_FORMS = {
    "authenticate": "accounts.forms.SecondStepForm",
    "reauthenticate": "accounts.forms.SecondStepAgainForm",
    "activate_totp": "accounts.forms.SetUpSecondStepForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_PRESERVE_USERNAME_CASING = False  # a phone begins "Ada" with a capital
ACCOUNT_SESSION_REMEMBER = False  # the cookie goes when the browser is closed
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGIN_TIMEOUT = 300
# Ten tries a minute from one address, five in five minutes for one name (SEC-05).
# PINs on one device, whoever they are said to be of: 20 in five minutes.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/300s/key",
    "pin": "20/300s/key",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Digital Social Care Record"
MFA_TOTP_TOLERANCE = 1  # the clock of a cheap phone is half a minute off

SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
# The cookie outlives the limits below, so that an expired session can still keep its draft.
SESSION_COOKIE_AGE = int(timedelta(hours=24).total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_IDLE_LIMIT = timedelta(minutes=15)  # SEC-04: an office
SESSION_ABSOLUTE_LIMIT = timedelta(hours=12)  # SEC-04
SHARED_HIDES_AFTER = timedelta(minutes=2)  # SEC-04: a device that workers share
SHARED_IDLE_LIMIT = timedelta(minutes=5)

# The browser -------------------------------------------------------------------------------
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "form-action": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
}
IS_BEHIND_TLS = not DEBUG and not DEMONSTRATION
CSRF_FAILURE_VIEW = "accounts.views.form_of_another_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_BEHIND_TLS
SECURE_SSL_REDIRECT = IS_BEHIND_TLS
# Behind the reverse proxy, the throttle counts by the address that the proxy saw.
ALLAUTH_TRUSTED_PROXY_COUNT = int(IS_BEHIND_TLS)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if IS_BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_BEHIND_TLS
if IS_BEHIND_TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "build" / "collected"
STATICFILES_DIRS = [BASE_DIR / "build" / "static"]
STORAGES = {
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

# Copies of the record to be taken away: web and worker share this folder, and nobody else reads it.
EXPORT_DIR = os.environ.get("EXPORT_DIR", str(BASE_DIR / ".local" / "exports"))
# Packs on paper for when nothing works: a folder that is kept on another machine; empty is none.
PAPER_PACKS_DIR = os.environ.get("PAPER_PACKS_DIR", "")
PRODUCT_NAME, PRODUCT_VERSION = "Digital Social Care Record", "0.1.0"

# Files of strangers ------------------------------------------------------------------------
# Where a virus scanner listens: host:port, or the path of its socket. Empty: files are not scanned.
CLAMD_ADDRESS = os.environ.get("CLAMD_ADDRESS", "")
CLAMD_SECONDS = float(os.environ.get("CLAMD_SECONDS", "30"))

# Words and time ----------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False
DATE_FORMAT = "l j F Y"
TIME_FORMAT = "H:i"

# The GP record -----------------------------------------------------------------------------
GP_CONNECT_PROXY_URL = os.environ.get("GP_CONNECT_PROXY_URL", "")
GP_CONNECT_SDS_URL = os.environ.get("GP_CONNECT_SDS_URL", "")
GP_CONNECT_PDS_URL = os.environ.get("GP_CONNECT_PDS_URL", "")
# The way to practices: "spine", the national proxy, or "gateway", the clinical-data gateway.
GP_CONNECT_WAY = os.environ.get("GP_CONNECT_WAY", "spine")
GP_CONNECT_GATEWAY_URL = os.environ.get("GP_CONNECT_GATEWAY_URL", "")
GP_CONNECT_GATEWAY_TOKEN = os.environ.get("GP_CONNECT_GATEWAY_TOKEN", "")
# PEM files: our certificate and its key, and whoever vouches for the Spine's.
GP_CONNECT_CERTIFICATE_FILE = os.environ.get("GP_CONNECT_CERTIFICATE_FILE", "")
GP_CONNECT_KEY_FILE = os.environ.get("GP_CONNECT_KEY_FILE", "")
GP_CONNECT_CA_FILE = os.environ.get("GP_CONNECT_CA_FILE", "")
# All workers together: what the national register allows unless it agrees to more, and a practice.
GP_CONNECT_REGISTER_PER_SECOND = float(os.environ.get("GP_CONNECT_REGISTER_PER_SECOND", "5"))
GP_CONNECT_PRACTICE_PER_SECOND = float(os.environ.get("GP_CONNECT_PRACTICE_PER_SECOND", "5"))
# Our number on the Spine and our own address, as GP systems are told them.
GP_CONNECT_ASID = os.environ.get("GP_CONNECT_ASID", "999000000001" if DEMONSTRATION else "")
GP_CONNECT_SYSTEM_URL = os.environ.get("GP_CONNECT_SYSTEM_URL", "https://dscr.example")
GP_CONNECT_SECONDS = float(os.environ.get("GP_CONNECT_SECONDS", "15"))
GP_RECORD_REFRESHED_EVERY = timedelta(hours=12)
# For no hours at all is only while somebody reads it, as a section of it as a page always is.
GP_READ_WITHIN = timedelta(minutes=int(os.environ.get("GP_READ_WITHIN_MINUTES", "10")))
GP_RECORD_KEPT_FOR = timedelta(hours=int(os.environ.get("GP_RECORD_KEPT_HOURS", "24")))

# Logs carry ids, never names or notes (SEC-12).
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "INFO")},
    # It logs every address it calls, and the national register's has the NHS number in it.
    "loggers": {"httpx": {"level": "WARNING"}, "httpcore": {"level": "WARNING"}},
}
