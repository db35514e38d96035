"""A cap on what a request may send, kept while it is read.

A form may send 1 MiB. A view that takes files says so with `@accepts_up_to(...)`; a declared length above the cap is
refused before a byte is read, and a stream that grows past it is cut off.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

MIB = 1024 * 1024
FORM = 1 * MIB
ONE_FILE = 7 * MIB
SEVERAL_FILES = 40 * MIB

View = TypeVar("View", bound=Callable[..., Any])


def accepts_up_to(size: int) -> Callable[[View], View]:
    """Let a view's requests send `size` bytes: a file or several, with the form around them."""

    def mark(view: View) -> View:
        view.body_cap = size  # type: ignore[attr-defined]
        return view

    return mark


def files_up_to(size: int) -> Callable[[View], View]:
    """Let each file that is sent to a view be `size` bytes, more than files are elsewhere, with a form around it."""

    def mark(view: View) -> View:
        view.file_cap = size  # type: ignore[attr-defined]
        return accepts_up_to(size + FORM)(view)

    return mark


def file_cap(request: HttpRequest, default: int) -> int:
    """Return how large a file may be that is sent to the view of a request."""
    try:
        view = resolve(request.path_info, getattr(request, "urlconf", None)).func
    except Resolver404:
        return default
    return int(getattr(view, "file_cap", default))


class CappedStream:
    """A request's body that raises RequestDataTooBig instead of giving its byte after the last allowed."""

    def __init__(self, stream: Any, cap: int) -> None:
        self.stream, self.cap, self.taken = stream, cap, 0

    def read(self, size: int | None = None, /) -> bytes:
        return self._count(self.stream.read(self._room(size)))

    def readline(self, size: int | None = None, /) -> bytes:
        return self._count(self.stream.readline(self._room(size)))

    def _room(self, size: int | None) -> int:
        room = self.cap - self.taken + 1
        return room if size is None or size < 0 else min(size, room)

    def _count(self, part: bytes) -> bytes:
        self.taken += len(part)
        if self.taken > self.cap:
            raise RequestDataTooBig("the body is larger than this address takes")
        return part

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


class BodyCapMiddleware:
    """Stand before anything that reads a body (CSRF does, for its token)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request._stream = CappedStream(request._stream, FORM)  # type: ignore[assignment]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, _args: object, _kwargs: object) -> None:
        if declared(request) > _cap_of(view):
            raise RequestDataTooBig("the body is larger than this address takes")
        request._stream.cap = _cap_of(view)  # type: ignore[attr-defined]


def declared(request: HttpRequest) -> int:
    """Return how long the body says it is; 0 where it does not."""
    return int(request.META.get("CONTENT_LENGTH") or 0)


def open_for_files(request: HttpRequest) -> bool:
    """Let files be read before the view is asked, if it takes as many as the body declares; tell whether it does."""
    try:
        cap = _cap_of(resolve(request.path_info, request.urlconf).func)
    except Resolver404:
        return False
    if declared(request) > cap:
        return False
    request._stream.cap = cap  # type: ignore[attr-defined]
    return True


def _cap_of(view: Any) -> int:
    return int(getattr(view, "body_cap", FORM))
