"""Write a secret key into `.env`, once. Run by `make`."""

import secrets
import sys
from pathlib import Path

ENV = Path(__file__).resolve().parents[1] / ".env"


def main() -> int:
    text = ENV.read_text(encoding="utf-8") if ENV.exists() else ""
    if any(line.strip().startswith("SECRET_KEY=") for line in text.splitlines()):
        return 0
    if text and not text.endswith("\n"):
        text += "\n"
    ENV.write_text(f"{text}SECRET_KEY={secrets.token_urlsafe(50)}\n", encoding="utf-8")
    ENV.chmod(0o600)
    return 0


if __name__ == "__main__":
    sys.exit(main())
