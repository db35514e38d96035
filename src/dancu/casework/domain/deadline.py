"""When the authority must have acted: a legal time limit that stands still while it waits for others."""

from datetime import datetime

from dancu.kernel.working_days import Calendar, TimeLimit

RECEPTION = TimeLimit.working_days(1)
"""Reception within one working day of filing: a service target whose legal source is unverified."""


def longer(due_at: datetime, *, usual: TimeLimit, complex_case: TimeLimit, calendar: Calendar) -> datetime:
    """Move the due instant by what the limit of a complex case has more, in the same unit, than the usual one."""
    return calendar.due(due_at, TimeLimit(complex_case.amount - usual.amount, complex_case.unit))


def go_on(due_at: datetime, *, stopped: datetime, resumed: datetime, calendar: Calendar) -> datetime:
    """Move the due instant by the working days during which the clock stood still; instants in local time."""
    return calendar.shift(due_at, calendar.working_days_between(stopped.date(), resumed.date()))
