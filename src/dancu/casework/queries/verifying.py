"""Tell anybody whether a paper is genuine, from its file or its printed code; nothing about a person beyond what he holds."""

from dataclasses import dataclass
from datetime import datetime

from dancu.casework.models import Paper
from dancu.documents import apart
from dancu.documents.domain import codes
from dancu.documents.domain.codes import PrintedCode
from dancu.documents.domain.genuine import SignerNotOurs
from dancu.kernel.errors import Invalid
from dancu.offices import queries as offices
from dancu.trust import queries as trust
from dancu.trust.domain.keys import KeyPurpose


class PaperUnknown(Invalid):
    """The signature holds, but this authority's list of papers knows no such paper. Ask the agency that it names."""

    code = "casework.paper_unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class GenuinePaper:
    """What a genuine paper is."""

    form: str
    number: int
    dossier: str
    agency: str
    issued_at: datetime
    signer: str = ""
    """Who signed the file; empty where only the code was seen."""
    signed_at: datetime | None = None


def verify_file(content: bytes) -> GenuinePaper:
    """Return which paper a PDF is; raise the refusals of `checking`, CodeNotOurs, NotACode, PaperUnknown."""
    signed = apart.check_paper(content, roots=trust.list_roots(), time_roots=trust.list_time_roots())
    try:
        if trust.get_key(signed.key_id).revoked_at is not None:
            raise SignerNotOurs
    except trust.NoSuchKey:
        raise SignerNotOurs from None
    return _known(_read(signed.code), signer=signed.signer, signed_at=signed.signed_at)


def verify_code(text: str) -> GenuinePaper:
    """Return which paper a printed code is of; raise NotACode, CodeNotOurs, PaperUnknown."""
    return _known(_read(text))


def _read(text: str) -> PrintedCode:
    return codes.read(text, trust.jwks(purpose=KeyPurpose.CODES)["keys"])


def _known(code: PrintedCode, *, signer: str = "", signed_at: datetime | None = None) -> GenuinePaper:
    rows = Paper.objects.filter(form=code.form, number=code.number, dossier__code=code.dossier)
    row = next((row for row in rows.select_related("dossier") if codes.digest_of(row.facts) == code.digest), None)
    if row is None:
        raise PaperUnknown
    return GenuinePaper(
        form=row.form,
        number=row.number,
        dossier=row.dossier.code,
        agency=offices.agency(row.agency_id or row.dossier.agency_id).name,
        issued_at=row.issued_at,
        signer=signer,
        signed_at=signed_at,
    )
