"""A conversation with a mail server that ends in time.

The time limit of a socket is one for each answer: a server that says a little every few seconds could hold a job for longer
than its lease, and the mail would go out twice. Here the whole conversation has a limit, at which we hang up.
"""

import contextlib
import socket
import threading
from collections.abc import Sequence
from functools import partial
from smtplib import SMTP, SMTP_SSL, SMTPException, SMTPServerDisconnected
from typing import Any, Self

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend


class HangUp:
    """Ends the connections that it watches when its time is over."""

    def __init__(self, after: float) -> None:
        self.over = False
        self._lines: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(after, self._end)
        self._timer.daemon = True

    def watch(self, connection: socket.socket) -> None:
        """Watch a connection, also once it is secured: then its first socket is another's, but its line is the same."""
        with self._lock:
            self._lines.append(connection.dup())
        if self.over:
            self._end()

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        with self._lock:
            while self._lines:
                self._lines.pop().close()

    def _end(self) -> None:
        with self._lock:
            self.over = True
            for line in self._lines:
                with contextlib.suppress(OSError):
                    line.shutdown(socket.SHUT_RDWR)


class _Watched(SMTP):
    def __init__(self, hang_up: HangUp, *args: Any, **kwargs: Any) -> None:
        self._hang_up = hang_up  # first: the rest connects
        super().__init__(*args, **kwargs)

    def _get_socket(self, *args: Any) -> socket.socket:
        connection: socket.socket = super()._get_socket(*args)  # type: ignore[misc]  # the stubs do not know it
        self._hang_up.watch(connection)
        return connection


class _WatchedTLS(SMTP_SSL, _Watched):
    def __init__(self, hang_up: HangUp, *args: Any, **kwargs: Any) -> None:
        self._hang_up = hang_up
        super().__init__(*args, **kwargs)


class Backend(EmailBackend):
    """Django's e-mail backend for it; raises TimeoutError at `settings.EMAIL_DEADLINE`."""

    @property
    def connection_class(self) -> Any:
        return partial(_WatchedTLS if self.use_ssl else _Watched, self._hang_up)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send them in one conversation."""
        with HangUp(settings.EMAIL_DEADLINE) as self._hang_up:
            try:
                return super().send_messages(email_messages)
            except Exception as error:
                # smtplib also says of an answer that did not come in time that the server hung up.
                too_slow = isinstance(error, SMTPServerDisconnected) and isinstance(error.__context__, TimeoutError)
                if self._hang_up.over or too_slow:
                    raise TimeoutError from error
                raise
            finally:
                with contextlib.suppress(SMTPException):
                    self.close()  # Django leaves a connection open that could not be secured
