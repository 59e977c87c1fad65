"""One contract for every way out; then what only SMTP can do wrong."""

import os
import shutil
import ssl
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from piattaforma.posta.transports import get_transport
from piattaforma.posta.transports.base import Busta, Fine, Transport, TransportUnavailableError
from piattaforma.posta.transports.file import FileTransport
from piattaforma.posta.transports.smtp import SmtpTransport
from tests.posta.sink import Sink, SinkController, with_tls

CONTENT = b"Subject: x\r\nMessage-ID: <m1@example.org>\r\n\r\nciao\r\n.\r\n..due\r\nfine\r\n"


def letter(destinatario: str = "anna@example.org", codice: str = "m1") -> Busta:
    return Busta("posta@example.org", destinatario, CONTENT, codice)


class TransportContract:
    """What posta relies on."""

    @pytest.fixture
    def transport(self) -> Transport:
        raise NotImplementedError

    def arrived(self) -> list[bytes]:
        raise NotImplementedError

    def test_what_is_accepted_arrives_byte_for_byte(self, transport: Transport) -> None:
        with transport:
            assert transport.send(letter()).fine is Fine.ACCETTATA
            assert transport.send(letter(codice="m2")).fine is Fine.ACCETTATA
        assert self.arrived() == [CONTENT, CONTENT]

    def test_opening_and_closing_twice_does_no_harm(self, transport: Transport) -> None:
        transport.open()
        transport.open()
        transport.close()
        transport.close()
        transport.open()
        assert transport.send(letter()).fine is Fine.ACCETTATA
        transport.close()

    def test_an_unforeseen_fault_is_doubtful_and_does_not_raise(
        self, transport: Transport, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fault(_busta: Busta) -> None:
            raise ZeroDivisionError

        monkeypatch.setattr(transport, "_send", fault)
        assert transport.send(letter()).fine is Fine.INCERTA


class TestFile(TransportContract):
    @pytest.fixture
    def transport(self, tmp_path: Path) -> Transport:
        self.folder = tmp_path / "a" / "posta"
        return FileTransport(self.folder)

    def arrived(self) -> list[bytes]:
        return [path.read_bytes() for path in sorted(self.folder.iterdir())]

    def test_only_the_owner_may_read(self, transport: Transport) -> None:
        with transport:
            transport.send(letter())
        (path,) = self.folder.iterdir()
        assert path.name == "m1.eml"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(self.folder.stat().st_mode) == 0o700

    def test_a_folder_that_cannot_be_written(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(TransportUnavailableError):
            FileTransport(tmp_path / "file" / "posta").open()
        transport = FileTransport(tmp_path / "nuova")
        transport.open()
        (tmp_path / "nuova").rmdir()
        assert transport.send(letter()).fine is Fine.RINVIATA


class TestSmtp(TransportContract):
    @pytest.fixture
    def transport(self, sink: Sink) -> Transport:
        self.sink = sink
        return SmtpTransport()

    def arrived(self) -> list[bytes]:
        return [raw for _, raw in self.sink.accepted]

    @pytest.mark.parametrize(
        ("who", "fine", "taken"),
        [
            ("occupato", Fine.RINVIATA, 0),  # 451 at RCPT
            ("via", Fine.RINVIATA, 0),  # 421 at RCPT
            ("ignoto", Fine.RESPINTA, 0),  # 550 at RCPT
            ("cade", Fine.RINVIATA, 0),  # the line drops before DATA
            ("pieno", Fine.RINVIATA, 0),  # 452 after the final dot
            ("vietato", Fine.RESPINTA, 0),  # 554 after the final dot
            ("strano", Fine.INCERTA, 0),  # an answer outside the standard
            ("tace", Fine.INCERTA, 1),  # taken, and the answer is lost
        ],
    )
    def test_what_each_answer_means_and_that_the_session_recovers(
        self, transport: Transport, who: str, fine: Fine, taken: int
    ) -> None:
        with transport:
            assert transport.send(letter(f"{who}@example.org")).fine is fine
            assert transport.send(letter()).fine is Fine.ACCETTATA
        assert len(self.sink.accepted) == taken + 1

    def test_a_silent_server_does_not_hold_the_worker(self, settings: Settings) -> None:
        import socket

        with socket.create_server(("127.0.0.1", 0)) as mute:
            settings.POSTA_SMTP_HOST, settings.POSTA_SMTP_PORT = mute.getsockname()
            settings.POSTA_SMTP_TLS, settings.POSTA_SMTP_TIMEOUT = "no", 0.2
            with pytest.raises(TransportUnavailableError):
                SmtpTransport().open()


class TestTransportSecurity:
    """STARTTLS and TLS are never given up silently."""

    @pytest.fixture
    def certificate(self, tmp_path: Path) -> tuple[Path, Path]:
        openssl = shutil.which("openssl")
        if openssl is None:
            pytest.skip("openssl manca")
        key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
        subprocess.run(
            [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
             "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
             "-keyout", key, "-out", cert],
            check=True, capture_output=True,
        )  # fmt: skip
        return key, cert

    @pytest.fixture
    def secure(self, settings: Settings, certificate: tuple[Path, Path]) -> Iterator[Sink]:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate[1], certificate[0])
        sink = Sink()
        controller = SinkController(sink, **with_tls(context))
        controller.start()
        settings.POSTA_SMTP_HOST, settings.POSTA_SMTP_PORT = "127.0.0.1", controller.port
        settings.POSTA_SMTP_TLS, settings.POSTA_SMTP_TIMEOUT = "starttls", 5.0
        yield sink
        controller.stop()

    def test_starttls_with_a_known_certificate(
        self, secure: Sink, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(os.environ, "SSL_CERT_FILE", str(certificate[1]))
        with SmtpTransport() as transport:
            assert transport.send(letter()).fine is Fine.ACCETTATA
        assert len(secure.accepted) == 1

    def test_an_unknown_certificate_is_refused(self, secure: Sink) -> None:
        with pytest.raises(TransportUnavailableError):
            SmtpTransport().open()
        assert secure.seen_mail_from == 0

    def test_without_starttls_nothing_is_sent_in_clear(
        self, sink: Sink, settings: Settings
    ) -> None:
        settings.POSTA_SMTP_TLS = "starttls"
        with pytest.raises(TransportUnavailableError):
            SmtpTransport().open()
        assert sink.seen_mail_from == 0

    def test_a_misspelt_setting_is_no_permission_to_send_in_clear(
        self, sink: Sink, settings: Settings
    ) -> None:
        settings.POSTA_SMTP_TLS = "none"
        with pytest.raises(TransportUnavailableError):
            SmtpTransport().open()
        assert sink.seen_mail_from == 0


def test_the_setting_chooses_and_files_are_the_default(settings: Settings) -> None:
    settings.POSTA_TRASPORTO = "smtp"
    assert isinstance(get_transport(), SmtpTransport)
    del settings.POSTA_TRASPORTO
    assert isinstance(get_transport(), FileTransport)
