"""Wait until the queue has done what is owed, then read what the database holds."""

import math
import time
from collections import Counter
from uuid import UUID

from django.conf import settings
from django.db import OperationalError, connections
from django.utils import translation

from dancu.audit.commands import sealing
from dancu.audit.models import AuditRow
from dancu.audit.queries import verifying
from dancu.casework.models import Dossier, JournalEntry, Paper, Submission
from dancu.notices.models import DemoMail, Message, State
from dancu.notices.rendering import subject_of
from dancu.platform import clock
from drills.judging import Evidence

_PATIENCE = 200.0
"""Seconds without any progress; longer than a message may be leased to a worker that was killed."""
_OWED = """
    select count(*) from (
        select task_name from procrastinate_jobs where status in ('todo', 'doing') union all select task from platform_askedjob
    ) as job (task) where task in ('notices.deliver', 'casework.sign_papers')
"""
_DOSSIER = "dossier_"


def settle() -> float:
    """Wait until no message or signature is owed any more; return how many still are when nothing goes on."""
    least, give_up = math.inf, time.monotonic() + _PATIENCE
    while owed := _owed():
        if owed < least:
            least, give_up = owed, time.monotonic() + _PATIENCE
        if time.monotonic() > give_up:
            break
        time.sleep(1)
    return owed


def _owed() -> float:
    try:
        with connections["default"].cursor() as cursor:
            cursor.execute(_OWED)
            return int(cursor.fetchone()[0])
    except OperationalError:  # ours was killed with the others, or the server is just coming back
        connections.close_all()
        return math.inf


def gather() -> Evidence:
    """Return what is there."""
    lines = JournalEntry.objects.values_list("dossier__code", "action")
    journal = Counter((code, action) for code, action in lines)
    drafts: dict[UUID, list[str]] = {}
    for draft, code in Submission.objects.filter(round=1).values_list("draft_id", "dossier__code"):
        drafts.setdefault(draft, []).append(code)
    papers = {number: (code, form) for number, code, form in Paper.objects.values_list("pk", "dossier__code", "form")}
    signed = AuditRow.objects.filter(act="casework.paper_signed").values_list("subject_id", flat=True)
    messages, arrived = _messages()
    return Evidence(
        dossiers=Counter(Dossier.objects.values_list("code", flat=True)),
        drafts=drafts,
        journal=journal,
        audit=_audited({action for _, action in journal}),
        papers=Counter(papers.values()),
        signed=Counter(papers[int(number)] for number in signed),
        messages=messages,
        arrived=arrived,
        broken_seals=_broken_seals(),
    )


def _audited(actions: set[str]) -> Counter[tuple[str, str]]:
    rows = AuditRow.objects.filter(subject_kind="dossier", act__in=[f"casework.{action}" for action in actions])
    return Counter((code, act.partition(".")[2]) for code, act in rows.values_list("subject_id", "act"))


def _messages() -> tuple[Counter[tuple[str, str, str]], frozenset[tuple[str, str, str]]]:
    """Return the messages about dossiers, and which of them arrived: each in its inbox, or among the mails that were kept."""
    kept = Counter(DemoMail.objects.values_list("to", "subject"))
    messages, arrived = Counter[tuple[str, str, str]](), set()
    for message in Message.objects.filter(notice__startswith=_DOSSIER):
        key = (message.facts["code"], message.notice.removeprefix(_DOSSIER), message.way)
        messages[key] += 1
        with translation.override(message.language):
            subject = subject_of(message.notice, message.facts)
        if message.state == State.DELIVERED and (not message.address or kept[message.address, subject]):
            arrived.add(key)
    return messages, frozenset(arrived)


def _broken_seals() -> int:
    """Seal what has come and verify the whole chain, as `dancu audit verify` does."""
    sealing.seal(at=clock.now(), using=settings.AUDIT_SEALER)
    with verifying.verify(at=clock.now()) as check:
        return sum(1 for _ in check.run())
