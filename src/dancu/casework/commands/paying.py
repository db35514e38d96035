"""Fees paid online: asked for as a bill, kept when the money comes, paid back where it was too much or not owed.

The state of a dossier is not touched here. Whoever locks both a dossier and a transfer locks the dossier first.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from dancu.casework import authorisation
from dancu.casework.commands import journal, numbers
from dancu.casework.domain.duty import Payment
from dancu.casework.domain.states import State
from dancu.casework.domain.workflow import Action
from dancu.casework.models import Dossier
from dancu.casework.procedures import catalogue
from dancu.casework.texts import fee_description
from dancu.kernel.actor import SYSTEM, Actor
from dancu.kernel.errors import Conflict, Invalid
from dancu.kernel.money import Money
from dancu.payments import commands as payments
from dancu.payments import queries
from dancu.payments.domain import Receipt

_BOOK = "BLDT"
"""The receipts that an agency gives electronically, numbered anew each year."""
_TOO_MUCH = "Số tiền chuyển khoản vượt số lệ phí phải nộp"


class NotPaidOnline(Conflict):
    """Less than that was paid online. Check the amount; what was paid at the counter is paid back there."""

    code = "casework.not_paid_online"


class ReceiptIncomplete(Invalid):
    """Write book, number and amount of the receipt."""

    code = "casework.receipt_incomplete"


class DescriptionMissing(Invalid):
    """Write what the fee is for, as the receipt says it."""

    code = "casework.fee_description_missing"


class PaidTooMuch(Invalid):
    """The amount is more than what is still owed. Check it."""

    code = "casework.paid_too_much"


def take(dossier: Dossier, receipts: Sequence[Receipt], *, agency_code: str, by: Actor, at: datetime) -> None:
    """Write down the receipts by which the fee of a locked dossier is paid, or a part of it, asked for or not.

    `agency_code` is whose receipt book it is. Raises ReceiptIncomplete, DescriptionMissing, PaidTooMuch, ReceiptNumberUsed; then
    none of them is written down.
    """
    if not receipts or not all(each.book and each.number and each.amount for each in receipts):
        raise ReceiptIncomplete(fields={"receipts": [ReceiptIncomplete.template()]})
    if not all(each.description for each in receipts):
        raise DescriptionMissing(fields={"fee_description": [DescriptionMissing.template()]})
    paid = sum(each.amount.dong for each in receipts)
    if paid > dossier.fee_dong - dossier.paid_dong:
        raise PaidTooMuch(fields={"receipts": [PaidTooMuch.template()]})
    for receipt in receipts:
        payments.give_receipt(receipt, agency_code=agency_code, about=dossier.code, by=by, at=at)
    dossier.paid_dong += paid
    dossier.payment_asked_at = dossier.payment_asked_at or at
    ask_online(dossier, at)


def ask_online(dossier: Dossier, at: datetime) -> None:
    """Ask for what is owed now by a bill, where fees can be paid online."""
    owed = dossier.fee_dong - dossier.paid_dong
    if owed > 0 and queries.beneficiary():
        payments.ask_for(Money(owed), about=dossier.code, at=at)


@transaction.atomic
def settle(*, transfer_id: int, about: str, at: datetime) -> None:
    """Keep of a transfer what its dossier owes, with a receipt, and pay the rest back. Safe to repeat."""
    dossier = Dossier.objects.select_for_update().get(code=about)
    arrived = payments.claim(transfer_id, at=at)
    if arrived is None:
        return
    kept = min(_owed(dossier), arrived.amount)
    if kept:
        _keep(dossier, kept, at)
    if rest := Money(arrived.amount.dong - kept.dong):
        payments.pay_back(rest, transfer_id=arrived.id, reason=_TOO_MUCH, by=SYSTEM, at=at)


def _owed(dossier: Dossier) -> Money:
    """Return what may still be paid; nothing where the course of the dossier knows no payment any more."""
    workflow = catalogue().version(dossier.procedure_code, dossier.procedure_version).workflow
    payable = any(
        arrow.action is Action.RECORD_PAYMENT and arrow.source is State(dossier.state) for arrow in workflow.arrows
    )
    due = authorisation.standing(dossier).payment is Payment.DUE
    return Money(dossier.fee_dong - dossier.paid_dong) if payable and due else Money(0)


def _keep(dossier: Dossier, amount: Money, at: datetime) -> None:
    number = numbers.next_paper(dossier.agency_id, _BOOK, at=at)
    description = fee_description(catalogue().version(dossier.procedure_code, dossier.procedure_version).texts)
    book = f"{_BOOK}-{timezone.localtime(at).year}"
    receipt = Receipt(book=book, number=f"{number:07d}", amount=amount, description=description)
    payments.give_receipt(receipt, agency_code=dossier.agency_code, about=dossier.code, by=SYSTEM, at=at)
    dossier.paid_dong += amount.dong
    dossier.paid_online_dong += amount.dong
    dossier.revision += 1
    dossier.save(update_fields=["paid_dong", "paid_online_dong", "revision"])
    ask_online(dossier, at)
    journal.write(
        dossier,
        action=Action.RECORD_PAYMENT,
        source=dossier.state,
        by=SYSTEM,
        at=at,
        officer=None,
        note="",
        public=True,
    )


def refund(dossier: Dossier, amount: Money, *, reason: str, by: Actor, at: datetime) -> None:
    """Pay back what was paid online for a locked dossier, the last transfer first; the fee is that much lower then.

    Raises NotPaidOnline.
    """
    if amount.dong > dossier.paid_online_dong:
        raise NotPaidOnline(fields={"refund_amount": [NotPaidOnline.template()]})
    left = amount
    for transfer in reversed(queries.list_repayable(dossier.code)):
        part = min(left, transfer.left)
        if part:
            payments.pay_back(part, transfer_id=transfer.id, reason=reason, by=by, at=at)
            left = Money(left.dong - part.dong)
    dossier.paid_dong -= amount.dong
    dossier.paid_online_dong -= amount.dong
    dossier.fee_dong -= amount.dong
