"""What may go wrong between a client and its node: a real proxy on the loopback, with a switch."""

import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from http.client import HTTPConnection, HTTPException
from typing import BinaryIO
from urllib.parse import urlsplit

#: How either side goes away in the middle.
_GONE = (OSError, HTTPException, ValueError)
_GARBAGE = b"\x00\xfe\xff{]" + bytes(range(256)) * 4


@dataclass(frozen=True)
class Richiesta:
    """A request as it came."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Scambio:
    """One request on its connection; `changed` is set when the fault is no longer that of its arrival."""

    connection: socket.socket
    reader: BinaryIO
    changed: threading.Event


@dataclass(frozen=True)
class Risposta:
    """An answer of the node, whole."""

    status: int
    reason: str
    headers: dict[str, str]
    body: bytes
    has_body: bool = True

    @property
    def head(self) -> bytes:
        headers = self.headers
        if self.has_body:
            headers = headers | {"content-length": str(len(self.body))}
        lines = [f"HTTP/1.1 {self.status} {self.reason}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        return "\r\n".join([*lines, "", ""]).encode("latin-1")

    @property
    def whole(self) -> bytes:
        return self.head + self.body


def _refusal(status: int, reason: str, kind: str) -> Risposta:
    body = f'{{"error": {{"type": "{kind}", "reason": "guasto di prova"}}, "status": {status}}}'
    return Risposta(status, reason, {"content-type": "application/json"}, body.encode())


class Intermediario:
    """Carries requests to a node and does with the answers what it was last told (`fai`).

    `rifiuta`          connections are refused, those that are open are cut
    `buco_nero`        connections are never accepted, those that are open hear nothing
    `muto`             connections are accepted, nothing is ever answered
    `goccia`           the answer comes one byte every 50 ms
    `lento`            the answer comes after 30 s
    `errore_500`, `troppi_429`   the proxy answers so, the node hears nothing
    `mezzo_chiuso`     half of the body, then the end of the stream
    `testata_mozza`    half of the headers, then the same: a careless client takes that for an answer
    `spazzatura`, `spazzatura_json`   noise in place of HTTP, in place of JSON

    With `tls` it is the end of TLS, with `key` it wants that key in the header (401 without).
    """

    def __init__(
        self,
        node: str,
        *,
        tls: ssl.SSLContext | None = None,
        key: str | None = None,
        delay: float = 30.0,
    ) -> None:
        self._node = urlsplit(node).netloc
        self._tls, self._key, self._delay = tls, key, delay
        self._ways: dict[str, Callable[[Scambio, Risposta], bool]] = {
            "passa": _pass,
            "goccia": _drip,
            "lento": self._late,
            "mezzo_chiuso": _half,
            "testata_mozza": _half_of_the_head,
            "spazzatura": _noise,
            "spazzatura_json": _noise_as_json,
        }
        #: Requests that arrived, whatever became of them.
        self.requests = 0
        self.fault = "passa"
        self._lock = threading.Lock()
        self._changed = threading.Event()
        self._connections: set[socket.socket] = set()
        self._held: list[socket.socket] = []
        # Bound and never listening: the port stays ours while nobody listens on it.
        self._place = _bound(0)
        self.port = self._place.getsockname()[1]
        self._listener: socket.socket | None = None
        self.fai("passa")

    @property
    def url(self) -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    def __enter__(self) -> "Intermediario":
        return self

    def __exit__(self, *_: object) -> None:
        self.fai("rifiuta")
        self._place.close()

    def fai(self, fault: str) -> None:
        """From now on, this; what hangs in the fault before is cut."""
        if fault not in {*self._ways, *_REFUSALS, "rifiuta", "buco_nero", "muto"}:
            raise ValueError(fault)
        with self._lock:
            self._stop_listening()
            self._changed.set()
            self._changed = threading.Event()
            self.fault = fault
            if fault == "rifiuta":
                for connection in self._connections:
                    _cut(connection)
            elif fault == "buco_nero":
                self._fill_the_queue()
            else:
                self._listen()

    # --- connections ----------------------------------------------------------------------------

    def _listen(self) -> None:
        listener = self._listener = _bound(self.port)
        listener.listen(128)
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()

    def _stop_listening(self) -> None:
        if self._listener:
            _cut(self._listener)
            self._listener.close()
            self._listener = None
        while self._held:
            self._held.pop().close()

    def _fill_the_queue(self) -> None:
        """A queue of one, taken by us: the kernel drops whoever else knocks."""
        self._listener = _bound(self.port)
        self._listener.listen(0)
        for _ in range(2):
            knock = socket.socket()
            knock.setblocking(False)
            knock.connect_ex(("127.0.0.1", self.port))
            self._held.append(knock)

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with suppress(*_GONE):
            if self._tls:
                connection = self._tls.wrap_socket(connection, server_side=True)
            with self._lock:
                self._connections.add(connection)
            with (
                connection,
                connection.makefile("rb") as reader,
                closing(HTTPConnection(self._node)) as node,
            ):
                try:
                    while request := _read(reader):
                        if not self._handle(connection, reader, node, request):
                            break
                finally:
                    with self._lock:
                        self._connections.discard(connection)

    def _handle(
        self,
        connection: socket.socket,
        reader: BinaryIO,
        node: HTTPConnection,
        request: Richiesta,
    ) -> bool:
        """Answer, or do not; is the connection still good for another request?"""
        with self._lock:
            self.requests += 1
            fault, exchange = self.fault, Scambio(connection, reader, self._changed)
        if fault in ("muto", "buco_nero"):
            exchange.changed.wait()
            return False
        if fault in _REFUSALS:
            return _pass(exchange, _REFUSALS[fault])
        if self._key is not None and request.headers.get("authorization") != f"ApiKey {self._key}":
            return _pass(exchange, _refusal(401, "Unauthorized", "security_exception"))
        return fault in self._ways and self._ways[fault](exchange, _ask(node, request))

    def _late(self, exchange: Scambio, answer: Risposta) -> bool:
        return not exchange.changed.wait(self._delay) and _pass(exchange, answer)


def _pass(exchange: Scambio, answer: Risposta) -> bool:
    exchange.connection.sendall(answer.whole)
    return True


def _drip(exchange: Scambio, answer: Risposta) -> bool:
    for byte in answer.whole:
        exchange.connection.sendall(bytes([byte]))
        if exchange.changed.wait(0.05):
            return False
    return True


def _half(exchange: Scambio, answer: Risposta) -> bool:
    return _end_after(exchange, answer.head + answer.body[: len(answer.body) // 2])


def _half_of_the_head(exchange: Scambio, answer: Risposta) -> bool:
    return _end_after(exchange, answer.head[: len(answer.head) // 2])


def _end_after(exchange: Scambio, beginning: bytes) -> bool:
    exchange.connection.sendall(beginning)
    # Past TLS, which would say goodbye first.
    socket.socket.shutdown(exchange.connection, socket.SHUT_WR)
    exchange.reader.read(1)
    return False


def _noise(exchange: Scambio, _: Risposta) -> bool:
    exchange.connection.sendall(_GARBAGE)
    return False


def _noise_as_json(exchange: Scambio, answer: Risposta) -> bool:
    return _pass(exchange, replace(answer, body=_GARBAGE))


#: Faults that the proxy answers by itself.
_REFUSALS = {
    "errore_500": _refusal(500, "Internal Server Error", "internal_error"),
    "troppi_429": _refusal(429, "Too Many Requests", "es_rejected_execution_exception"),
}


def _bound(port: int) -> socket.socket:
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind(("127.0.0.1", port))
    return sock


def _cut(sock: socket.socket) -> None:
    """Wake whoever waits on it, TLS or not."""
    with suppress(OSError):
        socket.socket.shutdown(sock, socket.SHUT_RDWR)


def _read(reader: BinaryIO) -> Richiesta | None:
    """The next request; nothing if the client has gone."""
    first = reader.readline().split()
    if len(first) != 3:
        return None
    headers = {}
    while line := reader.readline().strip().decode("latin-1"):
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    body = reader.read(int(headers.get("content-length", 0)))
    return Richiesta(first[0].decode(), first[1].decode(), headers, body)


def _ask(node: HTTPConnection, request: Richiesta) -> Risposta:
    headers = {
        name: value
        for name, value in request.headers.items()
        if name not in ("host", "connection", "authorization", "content-length")
    }
    node.request(request.method, request.target, request.body or None, headers)
    answer = node.getresponse()
    # Chunks have been put together; where there is no body, its length is news all the same.
    dropped = {"transfer-encoding", "connection"}
    kept = {n.lower(): v for n, v in answer.getheaders() if n.lower() not in dropped}
    has_body = request.method != "HEAD"
    return Risposta(answer.status, answer.reason, kept, answer.read(), has_body)
