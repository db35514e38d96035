"""Append to the audit. Nothing is hashed here: `sealing` does that later, in a job."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from dancu.audit.models import AuditRow
from dancu.kernel.actor import Actor, Purpose
from dancu.platform import statement


def record(
    act: str,
    *,
    by: Actor,
    purpose: Purpose,
    at: datetime,
    subject: tuple[str, object],
    listed: Iterable[tuple[str, object]] = (),
    facts: Mapping[str, object] | None = None,
) -> None:
    """Write that `by` did or saw something, in the caller's transaction.

    `act` is `context.verb` (`population.person_read`), `subject` a kind and its id (`("person", 42)`), and `facts` hold what
    changed, before and after, or which fields were shown; no password and no code ever. `listed` names what else the act
    showed, such as the results of a search, so that each is found by who looks for what was seen of it.
    """
    statement.write([part(act, by=by, purpose=purpose, at=at, subject=subject, listed=listed, facts=facts)])


def record_many(
    act: str,
    *,
    by: Actor,
    purpose: Purpose,
    at: datetime,
    subjects: Iterable[tuple[str, object]],
    facts: Mapping[str, object] | None = None,
) -> None:
    """Write the same act on several subjects in one statement."""
    rows = [_row(act, by=by, purpose=purpose, at=at, subject=subject, facts=facts) for subject in subjects]
    if rows:
        statement.write([statement.insert("audit", rows)])


def part(
    act: str,
    *,
    by: Actor,
    purpose: Purpose,
    at: datetime,
    subject: tuple[str, object],
    listed: Iterable[tuple[str, object]] = (),
    facts: Mapping[str, object] | None = None,
) -> statement.Part:
    """Return what `record` would write, for an act that writes everything in one statement."""
    row = _row(act, by=by, purpose=purpose, at=at, subject=subject, listed=listed, facts=facts)
    return statement.insert("audit", [row])


def _row(
    act: str,
    *,
    by: Actor,
    purpose: Purpose,
    at: datetime,
    subject: tuple[str, object],
    listed: Iterable[tuple[str, object]] = (),
    facts: Mapping[str, object] | None,
) -> AuditRow:
    kind, identifier = subject
    return AuditRow(
        at=at,
        actor_kind=by.kind,
        account_id=by.account_id,
        officer_id=by.officer_id,
        agency_id=by.agency_id,
        on_behalf_of=by.on_behalf_of,
        source=by.source,
        site=by.site,
        act=act,
        purpose=purpose,
        subject_kind=kind,
        subject_id=str(identifier),
        listed=[f"{other}:{key}" for other, key in listed],
        facts=dict(facts or {}),
    )
