"""SQLite by default, PostgreSQL by DATABASE_URL."""

from typing import Any

from ._env import VAR_DIR, env


def database(url: str) -> dict[str, Any]:
    """Django's configuration for a database address.

    SQLite: writers wait up to 20 s for one another and take the lock when they begin
    (`IMMEDIATE`), so that a transaction that reads and then writes never fails half-way.
    """
    config: dict[str, Any] = env.db_url_config(url)
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    else:
        config["CONN_MAX_AGE"] = 600
        config["CONN_HEALTH_CHECKS"] = True
    return config


DATABASES = {
    "default": database(
        env.str("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'condivisa.sqlite3'}")
    )
}
