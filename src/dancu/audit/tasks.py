"""Jobs of the audit."""

from django.conf import settings
from procrastinate.contrib.django import app

from dancu.audit.commands import sealing
from dancu.platform import clock


@app.periodic(cron="* * * * *")
@app.task(name="audit.seal", queueing_lock="audit.seal")
def seal(timestamp: int) -> None:
    """Seal what has come in the last minute."""
    sealing.seal(at=clock.now(), using=settings.AUDIT_SEALER)


@app.periodic(cron="7 * * * *")
@app.task(name="audit.sign_heads", queueing_lock="audit.sign_heads")
def sign_heads(timestamp: int) -> None:
    """Sign the head of yesterday, soon after midnight; the other hours make up for one that was missed."""
    sealing.sign_heads(at=clock.now(), using=settings.AUDIT_SEALER)
