"""What the forms of a document are called that was handed in at a counter: the columns of CT04's table."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from dancu.casework.domain.filing import Presented
from dancu.casework.queries import HandedInView

PRESENTED: dict[Presented, Any] = {
    Presented.ORIGINAL: _("Original"),
    Presented.COPY: _("Copy"),
    Presented.SCAN: _("Photocopy or scan"),
}


def handed_in(paper: HandedInView) -> str:
    """Return in which form a document was handed in, and how many copies of it."""
    facts = {"presented": PRESENTED[paper.presented], "copies": paper.copies}
    return ngettext("%(presented)s, %(copies)s copy", "%(presented)s, %(copies)s copies", paper.copies) % facts
