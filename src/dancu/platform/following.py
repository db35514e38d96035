"""Jobs belong to the trace of the act that asked for them, and leave one line each about how they went."""

import logging
import time
from typing import Any

from procrastinate import App, JobContext
from procrastinate.jobs import Job
from procrastinate.manager import JobManager
from procrastinate.middleware import AsyncCallNext
from procrastinate.worker import Worker

from dancu.platform import metrics, tracing

log = logging.getLogger("dancu.jobs")


def take_up(app: App) -> None:
    """Have all jobs of the queue followed."""
    app.job_manager = _Following(app.connector)
    app.worker_defaults["worker_middleware"] = [_follow]


class _Following(JobManager):
    """Gives each job the present trace on its way, beside its arguments."""

    def batch_defer_jobs(self, jobs: list[Job], connection: Any = None) -> list[Job]:
        return super().batch_defer_jobs([_followed(job) for job in jobs], connection)

    async def batch_defer_jobs_async(self, jobs: list[Job], connection: Any = None) -> list[Job]:
        return await super().batch_defer_jobs_async([_followed(job) for job in jobs], connection)


def _followed(job: Job) -> Job:
    return job.evolve(task_kwargs={**job.task_kwargs, **tracing.headers()})


async def _follow(call_next: AsyncCallNext, context: JobContext, _worker: Worker) -> Any:
    job, began, outcome = context.job, time.perf_counter(), "failed"
    with tracing.step(job.task_name, "job", after=str(job.task_kwargs.pop("traceparent", ""))) as span:
        try:
            result = await call_next()
            outcome = "done"
            return result
        finally:
            seconds = time.perf_counter() - began
            facts: dict[str, str | int] = {
                "task": job.task_name,
                "job": job.id or 0,
                "attempt": job.attempts,
                "outcome": outcome,
            }
            metrics.job(job.task_name, outcome, seconds)
            log.info("job", extra={"facts": facts | {"ms": round(seconds * 1000, 1)}})
            tracing.tell(span, **facts)
