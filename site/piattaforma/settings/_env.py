"""Where settings come from: the environment, then `.env` beside `manage.py`."""

from pathlib import Path
from urllib.parse import urlsplit

import environ

BASE_DIR = Path(__file__).resolve().parents[3]

env = environ.Env()
env.read_env(BASE_DIR / ".env")

#: The address under which readers reach the site; transport security follows its scheme.
BASE_URL: str = env.str("BASE_URL", default="http://127.0.0.1:8000").rstrip("/")
_parts = urlsplit(BASE_URL)
BASE_HOST: str = _parts.hostname or "127.0.0.1"
IS_HTTPS: bool = _parts.scheme == "https"
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
#: True only where the site is reached on the machine itself and listens to it alone: what is for
#: demonstration works there.
IS_LOOPBACK: bool = {BASE_HOST, env.str("HOST", default="127.0.0.1")} <= LOOPBACK
#: Files that the running site writes: database, media, mail, lock.
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
