"""A fee is paid by a transfer: kept once with a receipt, too much and too late paid back, refunded with a reason."""

import pytest
from tests.builders import casework as build
from tests.builders.casework import NOW, Desk, Filer, act
from tests.builders.jobs import forget_jobs
from tests.builders.payments import pay
from tests.builders.threads import at_once
from tests.casework.test_payment import a_receipt, decided, received, seen, with_payment_asked

from dancu.casework import queries
from dancu.casework.commands import paying
from dancu.casework.domain.duty import NothingToRefund, Payment, PaymentDue
from dancu.casework.domain.states import State
from dancu.casework.domain.workflow import Action
from dancu.casework.models import Dossier
from dancu.kernel.money import Money
from dancu.payments import queries as payments
from dancu.payments.models import RefundRow, TransferRow

pytestmark = pytest.mark.django_db


@pytest.fixture
def filer() -> Filer:
    return Filer(build.an_agency())


@pytest.fixture
def desk(filer: Filer) -> Desk:
    return build.an_officer(filer.place)


def transfer(code: str, amount: int = 10_000) -> TransferRow:
    """Let money come for a dossier, and do the job that follows."""
    bill = payments.find_bill(code)
    assert bill is not None
    pay(bill.memo, amount)
    row = TransferRow.objects.latest("pk")
    paying.settle(transfer_id=row.pk, about=code, at=NOW)
    return row


def back(code: str) -> list[Money]:
    return [refund.amount for refund in payments.list_refunds(code)]


def test_asking_for_the_fee_asks_for_it_online_too(filer: Filer, desk: Desk) -> None:
    code = with_payment_asked(filer, desk)
    bill = payments.find_bill(code)
    assert bill is not None
    assert (bill.amount, bill.memo) == (Money(10_000), code.replace(".", "").replace("-", ""))


def test_without_an_account_nothing_is_asked_for_online(filer: Filer, desk: Desk, settings: object) -> None:
    settings.PAYMENT_ACCOUNT = ""  # type: ignore[attr-defined]
    assert payments.find_bill(with_payment_asked(filer, desk)) is None


def test_a_transfer_pays_the_fee_gives_a_receipt_and_lets_the_result_go(filer: Filer, desk: Desk) -> None:
    code = with_payment_asked(filer, desk)
    decided(desk, filer, code)
    with pytest.raises(PaymentDue):
        act(desk, Action.DELIVER, code)
    transfer(code)
    fee = seen(filer, code).fee
    assert (fee.payment, fee.paid_online) == (Payment.PAID, Money(10_000))
    assert [(each.book, each.number) for each in fee.receipts] == [("BLDT-2026", "0000001")]
    assert act(desk, Action.DELIVER, code) is State.DELIVERED


def test_a_transfer_is_put_to_use_once_however_often_its_job_runs(filer: Filer, desk: Desk) -> None:
    code = with_payment_asked(filer, desk)
    row = transfer(code)
    paying.settle(transfer_id=row.pk, about=code, at=NOW)
    assert seen(filer, code).fee.paid == Money(10_000)
    assert len(payments.list_receipts(code)) == 1
    assert back(code) == []


def test_a_part_is_kept_and_the_rest_asked_for(filer: Filer, desk: Desk) -> None:
    code = with_payment_asked(filer, desk)
    transfer(code, 4_000)
    bill = payments.find_bill(code)
    assert bill is not None
    assert (seen(filer, code).fee.due, bill.amount) == (Money(6_000), Money(6_000))


def test_what_is_too_much_is_paid_back(filer: Filer, desk: Desk) -> None:
    code = with_payment_asked(filer, desk)
    transfer(code, 25_000)
    assert seen(filer, code).fee.paid == Money(10_000)
    assert back(code) == [Money(15_000)]


def test_money_that_comes_after_the_counter_was_paid_is_paid_back_whole(filer: Filer, desk: Desk) -> None:
    code = with_payment_asked(filer, desk)
    act(desk, Action.RECORD_PAYMENT, code, receipts=[a_receipt()])
    transfer(code)
    assert back(code) == [Money(10_000)]
    assert seen(filer, code).fee.paid == Money(10_000)


def test_money_that_comes_for_a_withdrawn_dossier_is_paid_back(filer: Filer, desk: Desk) -> None:
    from dancu.casework import commands as casework

    code = with_payment_asked(filer, desk)
    casework.perform(Action.ASK_WITHDRAWAL, code=code, by=filer.citizen, at=NOW)
    act(desk, Action.GRANT_WITHDRAWAL, code)
    transfer(code)
    assert back(code) == [Money(10_000)]
    assert Dossier.objects.get(code=code).paid_dong == 0


def test_a_refund_lowers_the_fee_and_takes_the_newest_transfer_first(filer: Filer, desk: Desk) -> None:
    code = with_payment_asked(filer, desk)
    first, second = transfer(code, 4_000), transfer(code, 6_000)
    act(desk, Action.REFUND, code, refund=Money(7_000))
    paid_back = {row.transfer_id: row.amount_dong for row in RefundRow.objects.all()}
    assert paid_back == {second.pk: 6_000, first.pk: 1_000}
    fee = seen(filer, code).fee
    assert (fee.amount, fee.paid, fee.payment) == (Money(3_000), Money(3_000), Payment.PAID)


def test_more_than_was_paid_online_is_not_paid_back(filer: Filer, desk: Desk) -> None:
    code = with_payment_asked(filer, desk)
    act(desk, Action.RECORD_PAYMENT, code, receipts=[a_receipt(amount=4_000)])
    transfer(code, 6_000)
    with pytest.raises(paying.NotPaidOnline):
        act(desk, Action.REFUND, code, refund=Money(6_001))
    act(desk, Action.REFUND, code, refund=Money(6_000))
    with pytest.raises(NothingToRefund):
        act(desk, Action.REFUND, code, refund=Money(1))


def test_nothing_is_paid_back_where_nothing_came(filer: Filer, desk: Desk) -> None:
    code = received(filer, desk)
    with pytest.raises(NothingToRefund):
        act(desk, Action.REFUND, code, refund=Money(1))
    offered = queries.get_dossier(code, officer=desk.officer, by=desk.actor, at=NOW).options
    assert Action.REFUND not in {arrow.action for arrow in offered}


@pytest.mark.django_db(transaction=True)
def test_counter_and_transfer_at_once_never_take_more_than_the_fee(filer: Filer, desk: Desk) -> None:
    code = with_payment_asked(filer, desk)
    bill = payments.find_bill(code)
    assert bill is not None
    pay(bill.memo)
    row = TransferRow.objects.get()
    at_once(
        [
            lambda: act(desk, Action.RECORD_PAYMENT, code, receipts=[a_receipt()]),
            lambda: paying.settle(transfer_id=row.pk, about=code, at=NOW),
            lambda: paying.settle(transfer_id=row.pk, about=code, at=NOW),
        ]
    )
    dossier = Dossier.objects.get(code=code)
    assert dossier.paid_dong == 10_000
    kept = dossier.paid_online_dong
    assert sum(amount.dong for amount in back(code)) == 10_000 - kept
    forget_jobs()
