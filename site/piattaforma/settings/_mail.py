"""Outgoing mail: everything enters the ledger of `posta`; files unless a server is configured."""

from ._env import VAR_DIR, env

EMAIL_BACKEND = "piattaforma.posta.backend.LedgerBackend"
#: Sender of every mail of the site, whoever asks for it; its domain owns the Message-IDs.
DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", default="Condivisa <posta@example.org>")
SERVER_EMAIL: str = env.str("SERVER_EMAIL", default=DEFAULT_FROM_EMAIL)
WAGTAILADMIN_NOTIFICATION_FROM_EMAIL = DEFAULT_FROM_EMAIL
#: Where answers are read; empty: the sender.
POSTA_RISPONDI_A: str = env.str("POSTA_RISPONDI_A", default="")

#: "file" writes .eml files into POSTA_CARTELLA and sends nothing; "smtp" sends.
POSTA_TRASPORTO: str = env.str("POSTA_TRASPORTO", default="file")
POSTA_CARTELLA: str = env.str("POSTA_CARTELLA", default=str(VAR_DIR / "posta"))
POSTA_SMTP_HOST: str = env.str("POSTA_SMTP_HOST", default="localhost")
POSTA_SMTP_PORT: int = env.int("POSTA_SMTP_PORT", default=587)
POSTA_SMTP_USER: str = env.str("POSTA_SMTP_USER", default="")
POSTA_SMTP_PASSWORD: str = env.str("POSTA_SMTP_PASSWORD", default="")
#: "starttls", "tls" (both refuse to send in clear) or "no" (a server on the same machine only).
POSTA_SMTP_TLS: str = env.str("POSTA_SMTP_TLS", default="starttls")
#: Seconds to wait for each answer of the server.
POSTA_SMTP_TIMEOUT: float = env.float("POSTA_SMTP_TIMEOUT", default=30.0)
