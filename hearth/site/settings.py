"""Django's settings. What differs from place to place comes from the environment (environment.py)."""

import pkgutil
from typing import Any

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from hearth.site import environment

DEBUG = environment.is_on("HEARTH_DEBUG")
DEMO = environment.is_on("HEARTH_DEMO")
DATA = environment.data_folder()
# A site that holds no real people says so on every page: "demo", "training" or "".
HEARTH_STRIPE = "demo" if DEMO else environment.text("HEARTH_STRIPE", "")

SECRET_KEY = environment.secret("SECRET_KEY")
HEARTH_MASTER_KEY = environment.secret("MASTER_KEY")
HEARTH_OLD_MASTER_KEYS = environment.old_master_keys()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    # Before allauth: its templates are replaced by ours.
    "hearth.ui",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "pghistory",
    "pgtrigger",
    "procrastinate.contrib.django",
    "django_htmx",
    # Not its self-configuring app: that one rewrites the loaders, and is silently undone by others that do.
    "django_cotton.apps.SimpleAppConfig",
    "csp",
    "hearth.records",
    "hearth.access",
    "hearth.screens",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "hearth.site.no_store.no_store",
    "hearth.site.headers.headers",
    "hearth.records.database.planned_once.pages_of_one_person_are_planned_once",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Every page asks for a login unless it says otherwise (login_not_required).
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "hearth.access.place_middleware.PlaceMiddleware",
    "hearth.access.middleware.ViewerMiddleware",
    "hearth.access.kiosk_middleware.KioskMiddleware",
    # After the viewer: what holds is what the agency asks that somebody works for.
    "hearth.access.account_middleware.AccountMiddleware",
    "hearth.access.rate_limits.RateLimitMiddleware",
    "axes.middleware.AxesMiddleware",
]

FORM_RENDERER = "hearth.ui.forms.Renderer"
# A component sees what it is given and the context processors, never its caller's variables by accident.
COTTON_ISOLATE_BY_DEFAULT = True
ROOT_URLCONF = "hearth.site.urls"
WSGI_APPLICATION = "hearth.site.wsgi.application"

_LOADERS: list[Any] = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # A screen's template is named by its folder: find_client/screen.html.
        "DIRS": [environment.PACKAGE / "screens"],
        "OPTIONS": {
            "loaders": _LOADERS if DEBUG else [("django.template.loaders.cached.Loader", _LOADERS)],
            "builtins": ["django_cotton.templatetags.cotton"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
                "hearth.ui.context.shell",
                "hearth.screens.navigation.shell",
            ],
        },
    }
]

# Database and jobs -----------------------------------------------------------------------------------

DATABASES = {"default": environment.database()}
DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
    "min_size": 1,
    "max_size": environment.number("HEARTH_DATABASE_CONNECTIONS", 8),
    "timeout": 20,
}
DATABASES["default"]["OPTIONS"] |= environment.planning(DATABASES["default"]["OPTIONS"])
# A change opens its own transaction (hearth.records.write): reading a page needs none.
ATOMIC_REQUESTS = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Every module of hearth/jobs: a job is known by being there.
PROCRASTINATE_IMPORT_PATHS = [
    f"hearth.jobs.{module.name}"
    for module in pkgutil.iter_modules([str(environment.PACKAGE / "jobs")])
    if not module.name.startswith("test_")
]

# Logging in ------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "records.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "hearth.access.account_password.PasswordRules"}]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "hearth.access.sign_up.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
# An administrator enters the address; nobody signs up by themselves.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Hearth] "
ACCOUNT_FORMS = {"login": "hearth.access.sign_in_forms.SignInForm"}
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "hearth.access.reset_links.ResetLinks"  # noqa: S105
# An upper bound; the setting reset_link_minutes (60) is what holds.
PASSWORD_RESET_TIMEOUT = 24 * 3600
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if DEMO or DEBUG else "https"
# Failed logins are counted in the database by axes, across processes; allauth's own count would be per process.
ACCOUNT_RATE_LIMITS = {"login_failed": None}

MFA_ADAPTER = "hearth.access.sign_up.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "hearth.access.sign_in_forms.SecondFactorForm",
    "reauthenticate": "hearth.access.sign_in_forms.SecondFactorAgainForm",
}
# Who trusts which browser is kept in the database (hearth/access/trusted_devices.py), not in allauth's cookie.
MFA_TRUST_ENABLED = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Hearth"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO or DEBUG

# How many tries and for how long are settings of the instance: login_tries, lockout_hours.
AXES_FAILURE_LIMIT = "hearth.access.account_lockout.tries"
AXES_COOLOFF_TIME = "hearth.access.account_lockout.cooling"
# By account, not by address: a whole shelter shares one address, and one forgetful person must not lock it out.
AXES_LOCKOUT_PARAMETERS = ["username"]
# security.W021: to be put on the browsers' own lists of hosts binds a whole domain; that is its owner's to decide.
SILENCED_SYSTEM_CHECKS = ["axes.W006", "security.W021"]
AXES_RESET_ON_SUCCESS = True
# Tries while it is closed do not make it longer: nobody can keep another person out for ever.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "hearth.access.account_lockout.locked_out"
AXES_USERNAME_CALLABLE = "hearth.access.account_lockout.account_tried"
AXES_CLIENT_IP_CALLABLE = "hearth.access.caller.address_of"
# Of what was sent, nothing is kept that a person typed.
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "email", "code", "credential"]
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

# What a browser may do and keep ----------------------------------------------------------------------

ALLOWED_HOSTS = environment.listed("HEARTH_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]
_over_https = not (DEMO or DEBUG or environment.is_on("HEARTH_PLAIN_HTTP"))
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in environment.listed("HEARTH_HOSTS")]
SECURE_SSL_REDIRECT = _over_https
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _over_https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _over_https
SECURE_REFERRER_POLICY = "same-origin"
HEARTH_BEHIND_PROXY = environment.is_on("HEARTH_BEHIND_PROXY")
if HEARTH_BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _over_https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# Requests of one person overlap: each writes what it changed, and not the whole session as it found it.
SESSION_ENGINE = "hearth.site.sessions"
# An upper bound; the setting session_hours (12) is what holds (hearth/access/account_middleware.py).
SESSION_COOKIE_AGE = 24 * 3600
X_FRAME_OPTIONS = "DENY"
if _over_https:
    # A browser takes these names only over https, for this host alone and for all of it.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
# What was said to a person may name a client: in the session, never in a cookie. Each message stands there by itself.
MESSAGE_STORAGE = "hearth.site.said.MessageStorage"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

# Files -----------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise looks for it before anything is collected
MEDIA_ROOT = DATA / "files"
# The demo serves files from where they lie; `hearth serve` collects them once, compressed and named by content.
WHITENOISE_USE_FINDERS = DEBUG or DEMO
STORAGES = {
    "default": environment.file_storage(),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if WHITENOISE_USE_FINDERS
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o600
# Where clamd listens (host:port, or the path of its socket); without it, uploads are listed as not scanned.
HEARTH_CLAMD = environment.text("HEARTH_CLAMD", "")
# A PMTiles file of the operator's, for the pages that show a map; without one they show lists.
HEARTH_MAP = environment.text("HEARTH_MAP", "")
# HUD exports of a community are hundreds of megabytes; anything over 2 MB is held in a file, not in memory.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# Language and time -----------------------------------------------------------------------------------

USE_I18N = True
LANGUAGE_CODE = "en"
FORMAT_MODULE_PATH = ["hearth.ui.formats"]
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
# The second holds the texts of the standard, which forms show (hearth/forms/messages.py).
LOCALE_PATHS = [environment.PACKAGE / "locale", environment.PACKAGE / "forms" / "locale"]
if environment.vocabulary() == "project":
    # Screens say Program and Agency; this catalog turns them into HUD's Project and Organization.
    LOCALE_PATHS.insert(0, environment.PACKAGE / "vocabulary" / "project")
USE_TZ = True
TIME_ZONE = "UTC"

# Mail and logs ---------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = environment.text("HEARTH_MAIL_FROM", "hearth@localhost")
EMAIL_HOST = environment.text("HEARTH_MAIL_HOST", "")
EMAIL_PORT = environment.number("HEARTH_MAIL_PORT", 587)
EMAIL_HOST_USER = environment.text("HEARTH_MAIL_USER", "")
EMAIL_HOST_PASSWORD = environment.text("HEARTH_MAIL_PASSWORD", "")
EMAIL_USE_TLS = bool(EMAIL_HOST)
# Without a mail server, mails are kept as files where the operator finds them.
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = str(DATA / "mail")
# Where mails lead: a job that writes one has no request to read the address from.
HEARTH_ADDRESS = environment.text(
    "HEARTH_ADDRESS", f"{ACCOUNT_DEFAULT_HTTP_PROTOCOL}://{ALLOWED_HOSTS[0]}"
).rstrip("/")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "hearth.site.logs.PlainFormatter",
            "with_messages": DEBUG,
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "INFO" if DEBUG else "WARNING"},
    "loggers": {
        # Django's own handlers would mail and print whole requests.
        "django": {"handlers": [], "level": "INFO" if DEBUG else "WARNING", "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
    },
}
