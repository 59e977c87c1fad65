"""How requests go to a node of the cluster: none takes longer than its time, however slow the answer drips."""

import heapq
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from typing import Any

import urllib3
from elastic_transport import (
    ConnectionError,  # noqa: A004
    ConnectionTimeout,
    HttpHeaders,
    NodeConfig,
    Urllib3HttpNode,
)
from elastic_transport._node import NodeApiResponse
from elastic_transport.client_utils import DEFAULT, DefaultType

#: Seconds in which a node must take the call.
CONNECT = 0.5


class DeadlineNode(Urllib3HttpNode):
    """`request_timeout` is for the whole answer; the client's own counts anew at each read."""

    def __init__(self, config: NodeConfig) -> None:
        super().__init__(config)
        self._watches = threading.local()
        node = self

        class Watched(self.pool.ConnectionCls):  # type: ignore[misc,name-defined]
            def request(self, *args: Any, **kwargs: Any) -> None:
                node._watches.now.connection = self
                super().request(*args, **kwargs)

        self.pool.ConnectionCls = Watched

    def perform_request(
        self,
        method: str,
        target: str,
        body: bytes | None = None,
        headers: HttpHeaders | None = None,
        request_timeout: DefaultType | float | None = DEFAULT,
    ) -> NodeApiResponse:
        seconds = self.config.request_timeout if request_timeout is DEFAULT else request_timeout
        if not isinstance(seconds, int | float):
            return super().perform_request(method, target, body, headers, request_timeout)
        each: Any = urllib3.Timeout(connect=min(CONNECT, seconds), read=seconds)
        with self._watched(seconds):
            try:
                answer = super().perform_request(method, target, body, headers, each)
            except ConnectionTimeout as exc:
                if isinstance(exc.errors[0], urllib3.exceptions.ConnectTimeoutError):
                    # Nothing was sent: no time was lost on an answer, and another node may be asked.
                    raise ConnectionError("The node takes no call", errors=exc.errors) from exc
                raise
        if not answer.body and method != "HEAD" and answer.meta.status == HTTPStatus.OK:
            # Cut by others before its length was said: the library takes that for an empty answer.
            raise ConnectionError("The answer ends in its headers")
        return answer

    @contextmanager
    def _watched(self, seconds: float) -> Iterator[None]:
        """Whatever comes of a connection that was cut here, even an answer, is that time was over."""
        watch = self._watches.now = _Watch(time.monotonic() + seconds)
        _watcher.look_after(watch)
        try:
            yield
        except ConnectionError as exc:
            if watch.over():
                raise ConnectionTimeout("The answer took too long", errors=(exc,)) from exc
            raise
        else:
            if watch.over():
                raise ConnectionTimeout("The answer took too long")
        finally:
            watch.over()


class _Watch:
    """The connection of one request, cut when its time is over."""

    def __init__(self, until: float) -> None:
        self.until = until
        self.connection: Any = None
        self._lock = threading.Lock()
        self._is_over = self._is_cut = False

    def __lt__(self, other: "_Watch") -> bool:
        return self.until < other.until

    def cut(self) -> None:
        with self._lock:
            if self._is_over:
                return
            open_socket = getattr(self.connection, "sock", None)
            if open_socket is not None:
                self._is_cut = True
                with suppress(OSError):
                    # Under the encryption, whose state the reading thread is using.
                    socket.socket.shutdown(open_socket, socket.SHUT_RDWR)

    def over(self) -> bool:
        """From here on the connection is somebody else's. Was it cut?"""
        with self._lock:
            self._is_over = True
            return self._is_cut


class _Watcher:
    """One thread for all watches of a process: a timer each would cost as much as a quick answer."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._watches: list[_Watch] = []
        self._thread: threading.Thread | None = None

    def look_after(self, watch: _Watch) -> None:
        with self._changed:
            heapq.heappush(self._watches, watch)
            # A process that was forked has the list and not the thread.
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="search-watch", daemon=True)
                self._thread.start()
            elif self._watches[0] is watch:
                self._changed.notify()

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._watches or (left := self._left()) > 0:
                    self._changed.wait(left if self._watches else None)
                watch = heapq.heappop(self._watches)
            watch.cut()

    def _left(self) -> float:
        return self._watches[0].until - time.monotonic()


_watcher = _Watcher()
