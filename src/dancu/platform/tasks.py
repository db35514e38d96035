"""Jobs that keep the queue and the used tokens in order."""

import logging

from procrastinate.contrib.django import app

from dancu.platform import clock, once

log = logging.getLogger("dancu.jobs")


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="platform.retake_stalled_jobs", pass_context=False)
async def retake_stalled_jobs(timestamp: int) -> None:
    """Give back to the queue every job whose worker was killed; jobs are safe to repeat.

    A worker without a heartbeat for 30 seconds counts as gone.
    """
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(job)
        log.warning("took up a stalled job", extra={"facts": {"job": job.id, "task": job.task_name}})


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="platform.sweep_tokens")
def sweep_tokens(timestamp: int) -> None:
    """Forget tokens that would have expired by now."""
    once.sweep(at=clock.now())
