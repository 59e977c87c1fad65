"""What every environment shares. The safe values are here; `dev` and `test` loosen them by name."""

from pathlib import Path

from ._csp import *
from ._database import DATABASES
from ._env import BASE_DIR, BASE_HOST, BASE_URL, IS_HTTPS, IS_LOOPBACK, VAR_DIR, env
from ._lavori import *
from ._logging import LOGGING  # noqa: F401
from ._mail import *
from ._media import *
from ._search import *
from ._wagtail import *

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", default="")
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS",
    default=["127.0.0.1", "localhost", "[::1]"] if IS_LOOPBACK else [BASE_HOST],
)

INSTALLED_APPS = [
    # ours, from the top layer down: templates of an upper layer win
    "piattaforma.dimostrazione",
    "sussidiario",
    "pratiche",
    "search",
    "piattaforma.riferimenti",
    "piattaforma.nucleo",
    "piattaforma.territori",
    "piattaforma.posta",
    "piattaforma.media",
    "piattaforma.utenti",
    "piattaforma.lavori",
    # Wagtail
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.sites",
    "piattaforma.utenti.pannello.PannelloUtentiConfig",  # wagtail.users, with our forms
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "rest_framework",
    "django_filters",
    # Django
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "piattaforma.nucleo.middleware.CompressionMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "piattaforma.nucleo.middleware.PublicResponseMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "piattaforma.urls"
WSGI_APPLICATION = "piattaforma.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).resolve().parents[1] / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "piattaforma.nucleo.frame.frame_context",
            ],
            "builtins": ["django.templatetags.static"],
        },
    }
]

# One transaction for each unsafe request of the admin and each step of a job, never for a GET:
# on SQLite every GET would take the write lock.
for _database in DATABASES.values():
    _database["ATOMIC_REQUESTS"] = False

#: Addresses typed without a scheme are https, as Django 6 has it.
FORMS_URLFIELD_ASSUME_HTTPS = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "utenti.User"
AUTHENTICATION_BACKENDS = ["piattaforma.utenti.backend.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "wagtailadmin_login"
WAGTAIL_FRONTEND_LOGIN_URL = "/admin/login/"
CSRF_FAILURE_VIEW = "piattaforma.nucleo.views.errors.csrf_failure"
LOGIN_REDIRECT_URL = "wagtailadmin_home"

LANGUAGE_CODE = "it"
LANGUAGES = [("it", "Italiano")]
TIME_ZONE = "Europe/Rome"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "site" / "piattaforma" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600

# Transport security follows the scheme of BASE_URL, so that signing in works on http://127.0.0.1.
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-sessione" if IS_HTTPS else "sessione"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "csrf"
CSRF_TRUSTED_ORIGINS = [BASE_URL] if IS_HTTPS else []
X_FRAME_OPTIONS = "SAMEORIGIN"
#: How many trusted proxies stand before the site (their X-Forwarded-For is read, nobody else's).
PROXY_FIDATI = env.int("PROXY_FIDATI", default=0)
if PROXY_FIDATI:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

#: The page that shows every component: development and tests only.
MOSTRA_COMPONENTI = False
# W019: previews are frames of the admin, on the same origin; elsewhere `frame-ancestors` says no.
SILENCED_SYSTEM_CHECKS = ["security.W019"]

#: Demonstration: accounts and mail that anyone at this machine may read. Loopback and mail to files
#: only, never by the peer's address: behind a proxy everybody is loopback.
DIMOSTRAZIONE = IS_LOOPBACK and POSTA_TRASPORTO == "file"
