"""One number follows a request through its lines, jobs and calls; spans leave only where somebody wants them."""

import json
import logging
import subprocess
import sys
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from dancu.kernel.errors import Denied
from dancu.platform import following, tracing
from dancu.platform.logs import JsonFormatter
from dancu.platform.requests import RequestMiddleware

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
OFFERED = f"00-{TRACE}-00f067aa0ba902b7-01"


def ask(offered: str = "") -> str:
    """Return what a view tells others while it answers a request that offers a trace."""
    told = []

    def view(_request: HttpRequest) -> HttpResponse:
        told.append(tracing.headers()["traceparent"])
        return HttpResponse()

    RequestMiddleware(view)(RequestFactory().get("/", headers={"traceparent": offered}))
    return told[0]


def test_an_offered_trace_is_taken_up_with_a_step_of_our_own() -> None:
    assert ask(OFFERED).startswith(f"00-{TRACE}-")
    assert ask(OFFERED)[36:52] not in {OFFERED[36:52], "0" * 16}
    assert ask(OFFERED).endswith("-01")


@pytest.mark.parametrize("offered", ["", "x", f"01-{TRACE}", f"00-{'0' * 32}-00f067aa0ba902b7-01", OFFERED.upper()])
def test_what_is_no_trace_begins_a_new_one(offered: str) -> None:
    assert TRACE not in ask(offered)
    assert ask(offered) != ask(offered)


def test_a_line_of_a_request_names_its_trace_and_after_it_nothing_is_followed(caplog: pytest.LogCaptureFixture) -> None:
    formatter, lines = JsonFormatter(), []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(json.loads(formatter.format(record)))  # type: ignore[method-assign]
    logging.getLogger("dancu.request").addHandler(handler)
    with caplog.at_level(logging.INFO, "dancu.request"):
        ask(OFFERED)
    logging.getLogger("dancu.request").removeHandler(handler)
    assert [line["trace"] for line in lines] == [TRACE]
    assert tracing.headers() == {}


def test_a_job_carries_the_trace_beside_its_arguments() -> None:
    from procrastinate.jobs import Job

    job = Job(id=1, queue="q", lock=None, queueing_lock=None, task_name="t", task_kwargs={"dossier_id": 1})
    assert following._followed(job).task_kwargs == {"dossier_id": 1}
    with tracing.step("GET", "request", after=OFFERED):
        carried = following._followed(job).task_kwargs
        assert carried == {"dossier_id": 1, "traceparent": tracing.parent.get()}


@pytest.fixture
def spans() -> Any:
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    with tracing.exporting(provider.get_tracer("tests")):
        yield exporter.get_finished_spans


def test_a_request_is_a_span_of_the_callers_trace_and_an_act_one_below_it(spans: Any) -> None:
    @tracing.act("casework.submit")
    def answered() -> HttpResponse:
        return HttpResponse(status=204)

    def view(_request: HttpRequest) -> HttpResponse:
        return answered()

    RequestMiddleware(view)(RequestFactory().get("/x", headers={"traceparent": OFFERED}))
    found: list[ReadableSpan] = list(spans())
    act, request = found
    assert (act.name, request.attributes and request.attributes["dancu.status"]) == ("casework.submit", 204)
    assert request.context is not None
    assert act.parent is not None
    assert act.parent.span_id == request.context.span_id
    assert f"{request.context.trace_id:032x}" == TRACE
    assert "/x" not in request.to_json()


def test_of_an_error_a_span_tells_the_kind_and_not_the_message(spans: Any) -> None:
    @tracing.act("x")
    def fail(error: Exception) -> None:
        raise error

    for error in (Denied(), ValueError("001099000001")):
        with pytest.raises(type(error)):
            fail(error)
    assert [span.attributes["error.type"] for span in spans()] == ["denied", "ValueError"]
    assert "001099000001" not in "".join(span.to_json() for span in spans())


def test_without_an_endpoint_nothing_of_it_is_loaded() -> None:
    asked = """
import sys
from dancu.platform import metrics, tracing
tracing.begin("x")
metrics.rate_limited("x")
print(sorted(sys.modules))
"""
    loaded = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout
    assert "dancu.platform.tracing" in loaded
    assert "'opentelemetry" not in loaded
    assert "'prometheus_client" not in loaded
