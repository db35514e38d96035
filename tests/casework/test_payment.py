"""What is owed is asked for and written down, and the result waits for it; suspension comes back to where it was."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connection
from tests.builders import casework as build
from tests.builders.casework import NOW, Desk, Filer, act

from dancu.casework import queries
from dancu.casework.commands import DescriptionMissing, PaidTooMuch, ReceiptIncomplete
from dancu.casework.domain.duty import NothingOwed, Payment, PaymentDue, PaymentNotOwed, payment
from dancu.casework.domain.states import FINISHED, PublicStatus, State, public_status
from dancu.casework.domain.workflow import Action
from dancu.kernel.money import Money
from dancu.offices.domain.rights import Function
from dancu.payments import queries as payments
from dancu.payments.commands import ReceiptNumberUsed
from dancu.payments.domain import Receipt

pytestmark = pytest.mark.django_db


@pytest.fixture
def filer() -> Filer:
    return Filer(build.an_agency())


@pytest.fixture
def desk(filer: Filer) -> Desk:
    return build.an_officer(filer.place)


def a_receipt(number: str = "0000001", *, amount: int = 10_000) -> Receipt:
    return Receipt(book="AB/26", number=number, amount=Money(amount), description="Thu lệ phí")


def received(filer: Filer, desk: Desk) -> str:
    code = filer.a_dossier()
    act(desk, Action.RECEIVE, code)
    return code


def with_payment_asked(filer: Filer, desk: Desk) -> str:
    code = received(filer, desk)
    act(desk, Action.ASK_PAYMENT, code)
    return code


def decided(desk: Desk, filer: Filer, code: str) -> None:
    act(desk, Action.TAKE, code)
    act(desk, Action.PROPOSE, code)
    act(build.an_officer(filer.place, Function.APPROVAL), Action.APPROVE, code)


def seen(filer: Filer, code: str) -> queries.DossierForApplicant:
    return queries.get_own_dossier(code, by=filer.citizen, at=NOW)


def test_asking_for_payment_leaves_the_dossier_at_work_and_tells_the_public(filer: Filer, desk: Desk) -> None:
    dossier = seen(filer, with_payment_asked(filer, desk))
    assert dossier.state is State.RECEIVED
    assert dossier.public_status is PublicStatus.PAYMENT_ASKED
    assert dossier.fee.due == Money(10_000)


def test_the_result_waits_for_the_payment(filer: Filer, desk: Desk) -> None:
    code = with_payment_asked(filer, desk)
    decided(desk, filer, code)
    with pytest.raises(PaymentDue):
        act(desk, Action.DELIVER, code)
    act(desk, Action.RECORD_PAYMENT, code, receipts=[a_receipt()])
    assert act(desk, Action.DELIVER, code) is State.DELIVERED


def test_a_dossier_whose_fee_nobody_asked_for_is_delivered(filer: Filer, desk: Desk) -> None:
    code = received(filer, desk)
    decided(desk, filer, code)
    assert act(desk, Action.DELIVER, code) is State.DELIVERED


def test_a_fee_may_be_paid_by_several_receipts(filer: Filer, desk: Desk) -> None:
    code = with_payment_asked(filer, desk)
    act(desk, Action.RECORD_PAYMENT, code, receipts=[a_receipt("1", amount=4_000)])
    assert seen(filer, code).fee.due == Money(6_000)
    act(desk, Action.RECORD_PAYMENT, code, receipts=[a_receipt("2", amount=6_000)])
    fee = seen(filer, code).fee
    assert (fee.payment, fee.paid) == (Payment.PAID, Money(10_000))
    assert [receipt.number for receipt in payments.list_receipts(code)] == ["1", "2"]


def test_more_than_is_owed_is_not_taken(filer: Filer, desk: Desk) -> None:
    code = with_payment_asked(filer, desk)
    with pytest.raises(PaidTooMuch):
        act(desk, Action.RECORD_PAYMENT, code, receipts=[a_receipt(amount=10_001)])
    assert not payments.list_receipts(code)


@pytest.mark.parametrize("receipt", [None, a_receipt(""), a_receipt(amount=0)])
def test_a_payment_needs_its_receipt(filer: Filer, desk: Desk, receipt: Receipt | None) -> None:
    with pytest.raises(ReceiptIncomplete):
        act(desk, Action.RECORD_PAYMENT, with_payment_asked(filer, desk), receipts=[receipt] if receipt else [])


def test_payment_is_asked_for_once(filer: Filer, desk: Desk) -> None:
    with pytest.raises(PaymentNotOwed):
        act(desk, Action.ASK_PAYMENT, with_payment_asked(filer, desk))


def test_a_fee_may_be_paid_before_it_is_asked_for(filer: Filer, desk: Desk) -> None:
    code = received(filer, desk)
    act(desk, Action.RECORD_PAYMENT, code, receipts=[a_receipt(amount=4_000)])
    assert seen(filer, code).fee.due == Money(6_000)


def test_what_is_paid_is_not_paid_again(filer: Filer, desk: Desk) -> None:
    code = received(filer, desk)
    act(desk, Action.RECORD_PAYMENT, code, receipts=[a_receipt()])
    with pytest.raises(NothingOwed):
        act(desk, Action.RECORD_PAYMENT, code, receipts=[a_receipt("2")])


def test_a_fee_is_paid_at_reception_by_several_receipts(filer: Filer, desk: Desk) -> None:
    code = filer.a_dossier()
    act(desk, Action.RECEIVE, code, receipts=[a_receipt("1", amount=4_000), a_receipt("2", amount=6_000)])
    assert seen(filer, code).fee.payment is Payment.PAID
    assert len(payments.list_receipts(code)) == 2


def test_a_receipt_that_is_refused_stops_the_reception_too(filer: Filer, desk: Desk) -> None:
    code = filer.a_dossier()
    with pytest.raises(ReceiptNumberUsed):
        act(desk, Action.RECEIVE, code, receipts=[a_receipt("1", amount=1_000), a_receipt("1", amount=1_000)])
    assert seen(filer, code).state is State.SUBMITTED
    assert not payments.list_receipts(code)


def test_receipts_together_are_not_more_than_is_owed(filer: Filer, desk: Desk) -> None:
    receipts = [a_receipt("1", amount=6_000), a_receipt("2", amount=6_000)]
    with pytest.raises(PaidTooMuch):
        act(desk, Action.RECEIVE, filer.a_dossier(), receipts=receipts)


def test_a_receipt_says_what_was_paid_for(filer: Filer, desk: Desk) -> None:
    with pytest.raises(DescriptionMissing):
        act(desk, Action.RECORD_PAYMENT, received(filer, desk), receipts=[replace(a_receipt(), description="")])


def test_a_receipt_number_is_used_once_in_an_agency(filer: Filer, desk: Desk) -> None:
    first, second = with_payment_asked(filer, desk), with_payment_asked(filer, desk)
    act(desk, Action.RECORD_PAYMENT, first, receipts=[a_receipt()])
    with pytest.raises(ReceiptNumberUsed):
        act(desk, Action.RECORD_PAYMENT, second, receipts=[a_receipt()])
    assert seen(filer, second).fee.due


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_one_receipt_number_at_once_one_wins(filer: Filer, desk: Desk) -> None:
    codes = [with_payment_asked(filer, desk) for _ in range(2)]

    def pay(code: str) -> str:
        try:
            act(desk, Action.RECORD_PAYMENT, code, receipts=[a_receipt()])
        except ReceiptNumberUsed:
            return "refused"
        finally:
            connection.close()
        return "paid"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(pay, codes)) == ["paid", "refused"]


def test_a_suspended_dossier_comes_back_to_where_it_was(filer: Filer, desk: Desk) -> None:
    code = received(filer, desk)
    assert act(desk, Action.SUSPEND, code) is State.SUSPENDED
    assert seen(filer, code).public_status is PublicStatus.STOPPED
    assert act(desk, Action.RESUME, code) is State.RECEIVED
    act(desk, Action.TAKE, code)
    assert act(desk, Action.SUSPEND, code) is State.SUSPENDED_IN_PROCESS
    assert act(desk, Action.RESUME, code) is State.PROCESSING


def test_only_who_decides_suspends(filer: Filer, desk: Desk) -> None:
    code = received(filer, desk)
    clerk = build.an_officer(filer.place, Function.RECEPTION, Function.PROCESSING)
    options = queries.get_dossier(code, officer=clerk.officer, by=clerk.actor, at=NOW).options
    assert Action.SUSPEND not in {option.action for option in options}


@pytest.mark.parametrize(
    ("fee", "asked", "paid", "stands"),
    [
        (0, False, 0, Payment.NONE),
        (10_000, False, 0, Payment.NOT_ASKED),
        (10_000, True, 0, Payment.DUE),
        (10_000, True, 9_999, Payment.DUE),
        (10_000, True, 10_000, Payment.PAID),
    ],
)
def test_how_a_dossier_stands_with_its_fee(fee: int, asked: bool, paid: int, stands: Payment) -> None:
    assert payment(fee_dong=fee, asked=asked, paid_dong=paid) is stands


def test_a_finished_dossier_is_not_shown_as_waiting_for_money() -> None:
    assert all(public_status(state, payment_due=True) is public_status(state) for state in FINISHED)
