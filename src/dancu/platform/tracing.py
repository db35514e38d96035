"""One number for all that follows from a request (W3C Trace Context): through its log lines, its jobs and what these call.

Where OTEL_EXPORTER_OTLP_ENDPOINT is set and `requirements-otel.lock` is installed, each step becomes a span of OpenTelemetry too;
otherwise none of it is loaded.
"""

import os
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import TYPE_CHECKING, Any, ClassVar, ParamSpec, TypeVar

from dancu.kernel.errors import DomainError

if TYPE_CHECKING:
    from opentelemetry.trace import Span, SpanKind, Tracer

_P = ParamSpec("_P")
_R = TypeVar("_R")
_PARENT = re.compile(r"00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})")
parent: ContextVar[str] = ContextVar("parent", default="")
"""The present step, as `traceparent` tells it to whoever comes next; empty where nothing is followed."""


class _Exporting:
    """Whether spans leave this process, and by what."""

    tracer: "ClassVar[Tracer | None]" = None


def number() -> str:
    """Return the trace that the present step belongs to; empty where there is none."""
    return parent.get()[3:35]


def headers() -> dict[str, str]:
    """Return what tells another machine which trace it works for."""
    return {"traceparent": parent.get()} if parent.get() else {}


@contextmanager
def step(name: str, kind: str, *, after: str = "") -> "Iterator[Span | None]":
    """Follow a step of a trace: the one of `after` (a `traceparent`), the present one, or a new one.

    What was offered and is none begins a new one, as the standard says.
    """
    offered = _PARENT.fullmatch(after or parent.get())
    if _Exporting.tracer is None:
        with _present(_own(offered)):
            yield None
        return
    with _span(_Exporting.tracer, name, kind, offered) as span:
        told = span.get_span_context()
        with _present(f"00-{told.trace_id:032x}-{told.span_id:016x}-{int(told.trace_flags):02x}"):
            yield span


def act(name: str) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """Make each call of a command a span of its own within the present step, where spans are wanted."""

    def marked(command: Callable[_P, _R]) -> Callable[_P, _R]:
        @wraps(command)
        def run(*args: _P.args, **kwargs: _P.kwargs) -> _R:
            if _Exporting.tracer is None:
                return command(*args, **kwargs)
            with _following(_Exporting.tracer, name):
                return command(*args, **kwargs)

        return run

    return marked


def tell(span: "Span | None", **facts: str | float) -> None:
    """Add to a span what is known only afterwards; nothing of a person."""
    if span is not None:
        for key, value in facts.items():
            span.set_attribute(f"dancu.{key}", value)


def begin(service: str) -> None:
    """Send the spans of this process to the endpoint that the environment names; without one do nothing."""
    if not os.environ.get("OTEL_EXPORTER_OTLP_ENDPOINT"):
        return
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(resource=Resource.create({"service.name": service}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    _Exporting.tracer = provider.get_tracer("dancu")


@contextmanager
def exporting(tracer: "Tracer") -> Iterator[None]:
    """Make spans with a tracer for as long as the block lasts."""
    before, _Exporting.tracer = _Exporting.tracer, tracer
    try:
        yield
    finally:
        _Exporting.tracer = before


def _own(offered: "re.Match[str] | None") -> str:
    """Number a step ourselves."""
    fresh = secrets.token_hex(24)
    trace, flags = (offered[1], offered[3]) if offered else (fresh[:32], "00")
    return f"00-{trace}-{fresh[32:]}-{flags}"


@contextmanager
def _present(told: str) -> Iterator[None]:
    token = parent.set(told)
    try:
        yield
    finally:
        parent.reset(token)


@contextmanager
def _span(tracer: "Tracer", name: str, kind: str, offered: "re.Match[str] | None") -> "Iterator[Span]":
    from opentelemetry import trace

    context = None
    if offered:
        remote = trace.SpanContext(
            int(offered[1], 16), int(offered[2], 16), is_remote=True, trace_flags=trace.TraceFlags(int(offered[3], 16))
        )
        context = trace.set_span_in_context(trace.NonRecordingSpan(remote))
    kinds: dict[str, SpanKind] = {"request": trace.SpanKind.SERVER, "job": trace.SpanKind.CONSUMER}
    with _following(tracer, name, context=context, kind=kinds[kind]) as span:
        yield span


@contextmanager
def _following(tracer: "Tracer", name: str, **options: Any) -> "Iterator[Span]":
    """Keep a span as the present one. Of an error only its kind is told: its message may name somebody."""
    with tracer.start_as_current_span(name, record_exception=False, set_status_on_exception=False, **options) as span:
        try:
            yield span
        except Exception as error:
            span.set_attribute("error.type", error.code if isinstance(error, DomainError) else type(error).__qualname__)
            raise
