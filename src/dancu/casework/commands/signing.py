"""Sign the papers that a dossier's course issued: after the issuing transaction, once for good."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from dancu.audit import commands as audit
from dancu.casework.domain.filing import Channel
from dancu.casework.models import Paper
from dancu.casework.procedures import catalogue
from dancu.casework.queries.files import SIGNING_PATIENCE
from dancu.documents import commands as documents
from dancu.documents.domain import codes
from dancu.documents.domain.seals import Seal
from dancu.kernel.actor import SYSTEM, Purpose
from dancu.offices import queries as offices
from dancu.platform import jobs, statement
from dancu.trust import commands as trust
from dancu.trust.domain.keys import Holder, HolderKind, KeyPurpose

_PORTAL = Holder(kind=HolderKind.SYSTEM, code="portal", name="Cổng Dịch vụ công")
_SEALS: dict[tuple[bool, Channel], tuple[str, Holder | None]] = {
    (True, Channel.PORTAL): ("Ký số bởi", None),
    (True, Channel.COUNTER): ("Ký số bởi", None),
    (True, Channel.OWN_MOTION): ("Ký số bởi", None),
    (False, Channel.PORTAL): ("Tờ khai nộp điện tử qua", _PORTAL),
    (False, Channel.COUNTER): ("Tờ khai nhập tại", None),
}
"""What a seal says and whose it is (None: the agency's), by whether the agency issues the paper and how the dossier came.

An applicant's declaration is not the agency's word: its seal says where it came in, and keeps it as it was.
"""


def parts(paper: Paper) -> list[statement.Part]:
    """Return what keeps a new paper, and has a job sign it once the writing transaction commits."""
    return [
        statement.insert("paper", [paper], returning="dossier_id"),
        jobs.asked(
            "signing",
            "casework.sign_papers",
            arguments="jsonb_build_object('dossier_id', paper.dossier_id)",
            source="paper",
        ),
    ]


def sign_papers(*, dossier_id: int, at: datetime) -> None:
    """Sign what is unsigned of a dossier; safe to repeat. Raises whatever keeps key or time stamp away."""
    for paper in Paper.objects.filter(dossier_id=dossier_id, file=None).select_related("dossier").order_by("pk"):
        _keep(paper, _signed(paper, at), at)


def ask_again(*, at: datetime) -> int:
    """Ask once more for what should have been signed long ago; return how many dossiers have such papers."""
    late = (
        Paper.objects.filter(file=None, issued_at__lt=at - SIGNING_PATIENCE)
        .values_list("dossier_id", flat=True)
        .distinct()
    )
    for dossier_id in late:
        job = app.configure_task("casework.sign_papers", queueing_lock=f"casework.sign_papers:{dossier_id}")
        try:
            with transaction.atomic():
                job.defer(dossier_id=dossier_id)
        except AlreadyEnqueued:
            continue
    return len(late)


def _signed(paper: Paper, at: datetime) -> bytes:
    """Return the PDF. It stands outside a transaction: it takes a while, and a time stamp may come from far away."""
    # Loaded by who signs alone: pyHanko takes a quarter of the time in which every process starts.
    from dancu.documents import signing
    from dancu.trust.time_stamps import time_stamper

    agency = offices.agency(paper.agency_id or paper.dossier.agency_id)
    form = catalogue().version(paper.dossier.procedure_code, paper.dossier.procedure_version).papers[paper.form]
    office = Holder(kind=HolderKind.AGENCY, code=agency.code, name=agency.name)
    words, holder = _SEALS[form.by_agency, Channel(paper.dossier.channel)]
    holder = holder or office
    coder = trust.take_key(purpose=KeyPurpose.CODES, at=at)
    code = codes.PrintedCode(
        form=paper.form,
        number=paper.number,
        dossier=paper.dossier.code,
        agency=agency.code,
        issued_at=paper.issued_at,
        digest=codes.digest_of(paper.facts),
    )
    seal = Seal(
        words=words,
        signer=holder.name,
        at=timezone.localtime(at),
        where=f"{settings.SITE_HOSTS['portal']}/verify",
        code=codes.write(code, key_id=coder.view.id, sign=coder.sign),
    )
    content, place = form.draw(paper.facts, seal)
    return signing.sign(
        content,
        key=trust.take_key(purpose=KeyPurpose.PAPERS, holder=holder, at=at),
        place=place,
        reason=f"{paper.form} {paper.dossier.code}",
        time_stamper=time_stamper(at=at),
    )


@transaction.atomic
def _keep(paper: Paper, signed: bytes, at: datetime) -> None:
    """Keep the file of a paper, unless another job was first: a paper has one signed file."""
    locked = Paper.objects.select_for_update().get(pk=paper.pk)
    if locked.file_id is not None:
        return
    name = f"{paper.form}-{paper.dossier.code}.pdf"
    locked.file_id = documents.store_paper(signed, name=name, by=SYSTEM, at=at).id
    locked.signed_at = at
    locked.save(update_fields=["file", "signed_at"])
    audit.record("casework.paper_signed", by=SYSTEM, purpose=Purpose.DOSSIER, at=at, subject=("paper", paper.pk))
