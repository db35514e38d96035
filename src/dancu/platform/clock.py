"""The time of day, read only at the edges (views, jobs, the command line) and handed inwards."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """Return the present instant, aware."""
    return timezone.now()


def today() -> date:
    """Return the present day in Viet Nam."""
    return timezone.localdate()
