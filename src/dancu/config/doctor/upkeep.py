"""What an operator must keep up over the years: versions, tables, certificates, back-ups, and the way to the mail server."""

import socket
from datetime import datetime, timedelta

from cryptography.x509 import load_der_x509_certificate
from django.conf import settings

from dancu.config import environment, grants
from dancu.config.doctor.findings import Finding
from dancu.platform import clock, postgres, statement
from dancu.trust import queries as trust

_MAJORS = range(15, 19)
_WRAPPING = 1_000_000_000
"""Transactions after which PostgreSQL, which stops at two thousand millions, must have frozen what is old."""
_DEAD = 0.3
_MANY = 100_000
_LATE_BACKUP = timedelta(hours=26)
_LATE_ARCHIVE = timedelta(minutes=10)
_SOON = timedelta(days=180)
_PATIENCE = 5.0

_AGE = "select max(age(datfrozenxid)) from pg_database"
_INVALID = "select indexrelid::regclass::text from pg_index where not indisvalid or not indisready order by 1"
_BLOATED = """
    select relname, n_dead_tup from pg_stat_user_tables
    where n_dead_tup > %(many)s and n_dead_tup >= %(dead)s * (n_live_tup + n_dead_tup) order by n_dead_tup desc limit 5
"""
_SLOT = """
    select active, coalesce(wal_status, ''), pg_size_pretty(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn))
    from pg_replication_slots where slot_name = %(slot)s
"""


def versions() -> Finding:
    ((number,),) = statement.rows("select current_setting('server_version_num')::int")
    major = number // 10_000
    if major not in _MAJORS:
        return Finding(
            False, f"PostgreSQL {major} is not one that was tried ({_MAJORS[0]} to {_MAJORS[-1]}).", can_wait=True
        )
    return Finding(True, f"PostgreSQL is of version {major}.")


def wraparound(most: int = _WRAPPING) -> Finding:
    ((age,),) = statement.rows(_AGE)
    if age > most:
        return Finding(
            False,
            f"The oldest row is {age:,} transactions old, and at 2,000,000,000 the database stops: look why autovacuum does not "
            f"get through (long transactions, a lost replication slot), then run `vacuumdb --all --freeze`.",
        )
    return Finding(True, "Old rows are frozen in time.")


def indexes() -> Finding:
    broken = [name for (name,) in statement.rows(_INVALID)]
    if broken:
        return Finding(
            False,
            f"These indexes are not valid, so searches are slow or doubles possible: {', '.join(broken)}. `reindex` them.",
        )
    return Finding(True, "All indexes are valid.")


def bloat(many: int = _MANY, dead: float = _DEAD) -> Finding:
    found = [f"{table} ({count:,})" for table, count in statement.rows(_BLOATED, many=many, dead=dead)]
    if found:
        return Finding(
            False,
            f"Many dead rows lie in {', '.join(found)}: autovacuum does not keep up. Run `vacuum` on them, give it more room.",
            can_wait=True,
        )
    return Finding(True, "No table is full of dead rows.")


def rights() -> Finding:
    if stray := grants.strays():
        return Finding(
            False,
            f"{len(stray)} rights are not as declared, {stray[0]} first: run `dancu grants`, which an update needs.",
        )
    return Finding(True, "Web, worker and sealer have just the rights that are declared.")


def certificates(soon: timedelta = _SOON) -> Finding:
    ends = [load_der_x509_certificate(root).not_valid_after_utc for root in trust.list_roots()]
    if not ends and settings.DEMO:
        return Finding(True, "There is no root certificate yet; a demonstration makes its own.")
    if not ends:
        return Finding(False, "There is no root certificate, so nothing can be signed: run `dancu keys root`.")
    last = max(ends)
    if last < clock.now() + soon:
        return Finding(
            False, f"The root certificate ends on {last:%Y-%m-%d}: plan its successor.", can_wait=last > clock.now()
        )
    return Finding(True, f"The root certificate holds until {last:%Y-%m-%d}.")


def mail() -> Finding:
    if not settings.EMAIL_HOST:
        return Finding(
            settings.DEMO, "There is no mail server (DANCU_SMTP_HOST): e-mails are kept for the demonstration."
        )
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        socket.create_connection((settings.EMAIL_HOST, settings.EMAIL_PORT), timeout=_PATIENCE).close()
    except OSError as error:
        return Finding(
            False,
            f"The mail server {where} is out of reach ({type(error).__name__}): e-mails wait. Check name, port and network.",
        )
    return Finding(True, f"The mail server {where} takes connections.")


def archive(late: timedelta = _LATE_ARCHIVE) -> Finding:
    backups = environment.backups()
    slots = list(statement.rows(_SLOT, slot=postgres.SLOT))
    if backups is None:
        kept = f" The database keeps its log for one ({slots[0][2]})." if slots else ""
        return Finding(
            settings.DEMO and not slots, f"Nothing is archived: set DANCU_BACKUPS (docs/how-to/back-up.md).{kept}"
        )
    if not slots or slots[0][1] == "lost":
        return Finding(
            False, "The archive has lost its thread: restart `dancu up` with DANCU_BACKUPS, and run `dancu backup`."
        )
    active, _, behind = slots[0]
    if not active or _since(backups.archived_at()) > late:
        return Finding(
            False, f"The log is not archived ({behind} behind): see logs/archive.log in {environment.home()}."
        )
    return Finding(True, f"The log is archived, {behind} behind.")


def backup(late: timedelta = _LATE_BACKUP) -> Finding:
    backups = environment.backups()
    if backups is None:
        return Finding(settings.DEMO, "No back-ups are taken: set DANCU_BACKUPS, and run `dancu backup` each night.")
    bases = backups.bases()
    if not bases:
        return Finding(False, f"There is no back-up in {backups.path}: run `dancu backup`.")
    age = _since(bases[-1].about.ended_at)
    if age > late:
        return Finding(
            False, f"The newest back-up is {age.total_seconds() / 3600:.0f} hours old: run `dancu backup` each night."
        )
    return Finding(True, f"The newest back-up is {age.total_seconds() / 3600:.0f} hours old.")


def _since(moment: datetime | None) -> timedelta:
    return clock.now() - moment if moment else timedelta.max
