"""Papers that are signed, as the worker would."""

from datetime import datetime

from dancu.casework.commands import signing
from dancu.casework.models import Dossier, Paper
from dancu.documents import queries as documents


def sign_papers(code: str, *, at: datetime) -> list[Paper]:
    """Sign what is unsigned of a dossier; return all its papers."""
    dossier = Dossier.objects.get(code=code)
    signing.sign_papers(dossier_id=dossier.pk, at=at)
    return list(dossier.papers.order_by("pk"))


def a_signed_file(code: str, *, at: datetime) -> bytes:
    """Return the signed file of a dossier's first paper."""
    paper = sign_papers(code, at=at)[0]
    assert paper.file_id is not None
    return documents.content_of(paper.file_id)
