"""An authority made on the spot, and the certificate that it signs for the loopback."""

import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path

_CONFIGURATION = """
[req]
distinguished_name = name
prompt = no
[name]
CN = Prove di Condivisa
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical, CA:FALSE
subjectAltName = IP:127.0.0.1, DNS:localhost
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
"""


@dataclass(frozen=True)
class Autorita:
    """`ca` is the file that a client trusts."""

    ca: Path
    _chain: Path
    _key: Path

    @classmethod
    def make(cls, folder: Path) -> "Autorita":
        """A new one, with a certificate of a day."""
        configuration = folder / "openssl.cnf"
        configuration.write_text(_CONFIGURATION)
        ca, ca_key, chain, key = (
            folder / name for name in ("ca.pem", "ca.key", "server.pem", "server.key")
        )
        _sign(configuration, "authority", ca, ca_key)
        _sign(configuration, "server", chain, key, "-CA", str(ca), "-CAkey", str(ca_key))
        return cls(ca, chain, key)

    def context(self) -> ssl.SSLContext:
        """For the server."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self._chain, self._key)
        return context


def _sign(configuration: Path, extensions: str, certificate: Path, key: Path, *by: str) -> None:
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc",
            "-days", "1", "-config", str(configuration), "-extensions", extensions,
            "-out", str(certificate), "-keyout", str(key), *by,
        ],
        check=True, capture_output=True,
    )  # fmt: skip
