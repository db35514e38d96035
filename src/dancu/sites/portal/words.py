"""How the portal words a dossier's course and its papers."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dancu.casework.domain.states import AWAITING_APPLICANT, BEFORE_RECEPTION, FINISHED, State
from dancu.casework.queries import DossierForApplicant, PaperView
from dancu.payments.domain import Receipt, RefundView
from dancu.residence.texts import form_name
from dancu.sites.ui.parts import Moment, When

_ACTS = {
    "submit": _("Dossier submitted"),
    "open": _("Opened by the police of their own motion"),
    "move": _("Taken over by the succeeding agency"),
    "receive": _("Dossier received"),
    "return_for_supplement": _("Returned for supplement"),
    "resubmit": _("Supplement sent"),
    "refuse": _("Reception refused by the agency"),
    "ask_payment": _("Payment of the fee asked for"),
    "record_payment": _("Fee paid"),
    "refund": _("Money paid back"),
    "take": _("Processing began"),
    "forward": _("Processing began"),
    "assign": _("Processing began"),
    "propose": _("Waiting for the leader's decision"),
    "send_back": _("Sent back for further work"),
    "approve": _("Approved"),
    "reject": _("Rejected"),
    "drop": _("Ended by the police without a change"),
    "suspend": _("Processing suspended by the agency"),
    "resume": _("Processing goes on"),
    "extend": _("The case is complex: the time limit was extended"),
    "deliver": _("Result delivered to you"),
    "ask_withdrawal": _("You asked to withdraw the dossier"),
    "grant_withdrawal": _("Dossier withdrawn"),
    "decline_withdrawal": _("Withdrawal declined"),
    "archive": _("Put into the archive of the agency"),
}


def moments(dossier: DossierForApplicant) -> list[Moment]:
    """Tell the course so far, and what comes next and when."""
    past = [
        Moment(what=str(_ACTS[line.action]), at=line.at, who=line.agency or str(_("You")), note=line.note)
        for line in dossier.timeline
    ]
    return [*past, *_next(dossier)]


def _next(dossier: DossierForApplicant) -> list[Moment]:
    state = dossier.state
    if state in AWAITING_APPLICANT:
        return [Moment(what=str(_("Waiting for your supplement")), when=When.NEXT)]
    if state in FINISHED - {State.DECIDED, State.REJECTED}:
        return []
    if state in {State.DECIDED, State.REJECTED} and dossier.fee.due:
        return [Moment(what=str(_("The result is delivered once the fee is paid")), when=When.NEXT)]
    if state in {State.DECIDED, State.REJECTED}:
        return [Moment(what=str(_("The result is delivered")), when=When.NEXT)]
    if dossier.clock_stopped:
        return [Moment(what=str(_("The agency goes on when the ground of suspension ends")), when=When.NEXT)]
    what = _("The agency receives the dossier by") if state in BEFORE_RECEPTION else _("The result is due by")
    return [Moment(what=str(what), at=dossier.due_at, when=When.NEXT)]


def paper_names(papers: Iterable[PaperView]) -> list[str]:
    """Name papers as people call them, with the form's number."""
    return [form_name(paper.form) for paper in papers]


def receipt_words(receipt: Receipt) -> str:
    """Name a receipt by its book and number."""
    facts = {"book": receipt.book, "number": receipt.number, "amount": receipt.amount}
    return gettext("Book %(book)s, no. %(number)s: %(amount)s") % facts


def refund_words(refund: RefundView) -> str:
    """Tell where money is that is paid back."""
    facts = {"amount": refund.amount, "day": instant(refund.done_at)}
    if refund.failed:
        return gettext("%(amount)s: the bank did not take it, the agency will call you") % facts
    return (gettext("%(amount)s at %(day)s") if refund.done_at else gettext("%(amount)s: on its way")) % facts


def instant(at: datetime | None) -> str:
    """Print an instant as 14:05 23/11/2026, nothing where it has not come yet."""
    return f"{timezone.localtime(at):%H:%M %d/%m/%Y}" if at else ""
