"""What the provider of payments reports: who may, what is a report, and that it may come late, twice and out of order."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import transaction
from django.test import Client
from tests.builders.casework import NOW
from tests.builders.jobs import forget_jobs, queued
from tests.builders.payments import a_provider, a_report, paid, pay
from tests.builders.sms_provider import SECRET
from tests.builders.threads import at_once

from dancu.kernel.actor import SYSTEM
from dancu.kernel.money import Money
from dancu.payments import commands, queries
from dancu.payments.commands import (
    NoSuchBill,
    NoSuchRefund,
    NotThatMuch,
    OtherTransfer,
    take_report,
)
from dancu.payments.models import RefundRow, TransferRow
from dancu.platform.calls import NotTaken
from dancu.platform.webhooks import NoReport, NotSigned

pytestmark = pytest.mark.django_db

CODE = "G01.101.000.070-261124-0001"


@pytest.fixture(autouse=True)
def memo() -> str:
    return commands.ask_for(Money(10_000), about=CODE, at=NOW).memo


def arrived() -> TransferRow:
    """Return a transfer that came and was put to use."""
    pay("G011010000702611240001")
    row = TransferRow.objects.get()
    with transaction.atomic():
        assert commands.claim(row.pk, at=NOW) is not None
    return row


def a_refund(amount: int = 4_000) -> RefundRow:
    row = TransferRow.objects.first() or arrived()
    commands.pay_back(Money(amount), transfer_id=row.pk, reason="Miễn lệ phí", by=SYSTEM, at=NOW)
    return RefundRow.objects.latest("asked_at", "pk")


def test_a_bill_asked_for_again_is_for_what_is_owed_then(memo: str) -> None:
    again = commands.ask_for(Money(6_000), about=CODE, at=NOW)
    assert (again.memo, queries.find_bill(CODE)) == (memo, again)


def test_a_transfer_is_kept_once_however_often_it_is_reported(memo: str) -> None:
    report = a_report(paid(memo, transaction="FT1"))
    take_report(**report)
    take_report(**report)
    assert TransferRow.objects.get().amount_dong == 10_000


@pytest.mark.django_db(transaction=True)
def test_of_many_reports_at_once_one_is_kept_and_published_once(memo: str) -> None:
    forget_jobs()
    report = a_report(paid(memo, transaction="FT1"))
    results = at_once([lambda: take_report(**report)] * 6)
    assert results == [None] * 6
    assert TransferRow.objects.count() == 1
    assert len(queued("casework.settle_transfer")) == 1
    forget_jobs()


def test_a_number_that_comes_with_another_amount_is_refused(memo: str) -> None:
    pay(memo, 10_000, transaction="FT1")
    with pytest.raises(OtherTransfer):
        pay(memo, 9_000, transaction="FT1")


def test_banks_write_memos_in_small_letters_and_with_spaces_around(memo: str) -> None:
    pay(f" {memo.lower()} ")
    assert TransferRow.objects.count() == 1


def test_money_that_nobody_asked_for_is_not_taken() -> None:
    with pytest.raises(NoSuchBill):
        pay("G019990000002611240001")


@pytest.mark.parametrize(
    "change",
    [
        {"amount": 0},
        {"amount": -1},
        {"amount": True},
        {"amount": 10.5},
        {"amount": "10000"},
        {"amount": 10**12},
        {"transaction": ""},
        {"transaction": "x" * 65},
        {"transaction": 5},
        {"memo": None},
        {"at": "gestern"},
        {"at": "2026-11-24T10:00:00"},
        {"at": None},
        {"event": "bought"},
        {"event": None},
    ],
)
def test_what_is_no_report_is_refused(memo: str, change: dict[str, Any]) -> None:
    with pytest.raises(NoReport):
        take_report(**a_report(paid(memo) | change))
    assert not TransferRow.objects.exists()


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'"paid"', b"[" * 100_000])
def test_a_body_that_is_no_object_is_refused(body: bytes) -> None:
    from dancu.platform import webhooks

    headers = webhooks.sign(configured.PAYMENT_SECRETS[0], number="1", at=NOW, body=body)
    with pytest.raises(NoReport):
        take_report(body=body, headers=headers, at=NOW)


def test_only_the_provider_may_report_and_only_now(memo: str) -> None:
    with pytest.raises(NotSigned):
        take_report(**a_report(paid(memo), secret="another one"))
    old = a_report(paid(memo), at=NOW - timedelta(minutes=6)) | {"at": NOW}
    with pytest.raises(NotSigned):
        take_report(**old)


def test_the_gateway_takes_reports_and_answers_machines_in_their_words(memo: str, monkeypatch: Any) -> None:
    monkeypatch.setattr("dancu.platform.clock.now", lambda: NOW)
    browser = Client(headers={"host": configured.SITE_HOSTS["gateway"]})

    def post(report: dict[str, Any]) -> Any:
        signed = a_report(report)
        return browser.post(
            "/payments/reports", signed["body"], content_type="application/json", headers=signed["headers"]
        )

    assert post(paid(memo)).status_code == 204
    refused = post(paid("UNKNOWN"))
    assert (refused.status_code, refused.json()["type"]) == (404, "urn:dancu:problem:payments.no_such_bill")
    unsigned = browser.post("/payments/reports", b"{}", content_type="application/json")
    assert (unsigned.status_code, unsigned.json()["type"]) == (403, "urn:dancu:problem:webhooks.not_signed")
    assert browser.post("/payments/reports", {"event": "paid"}).status_code == 400


def test_a_refund_is_sent_signed_and_done_when_it_is_reported(settings: Any) -> None:
    refund = a_refund()
    with a_provider(settings) as provider:
        commands.send_refund(refund.pk, at=NOW)
        commands.send_refund(refund.pk, at=NOW)
        (kept,) = provider.kept.values()
        assert kept["refund"] == str(refund.pk)
        assert (kept["transaction"], kept["amount"]) == (refund.transfer.transaction, 4_000)
        assert kept["report_to"].endswith("/payments/reports")
    assert queries.list_refunds(CODE)[0].done_at is None
    take_report(**a_report({"event": "refunded", "refund": str(refund.pk)}, secret=SECRET))
    assert queries.list_refunds(CODE)[0].done_at == NOW


def test_what_was_paid_back_was_paid_back_whatever_comes_after() -> None:
    refund = a_refund()
    take_report(**a_report({"event": "refunded", "refund": str(refund.pk)}))
    take_report(**a_report({"event": "refund_failed", "refund": str(refund.pk), "code": "account_closed"}))
    take_report(**a_report({"event": "refunded", "refund": str(refund.pk)}))
    (view,) = queries.list_refunds(CODE)
    assert (view.done_at, view.failed) == (NOW, False)


def test_a_refund_that_failed_can_be_done_after_all() -> None:
    refund = a_refund()
    take_report(**a_report({"event": "refund_failed", "refund": str(refund.pk), "code": "Xin chào, tên tôi là"}))
    refund.refresh_from_db()
    assert (refund.failed_at, refund.failed_because) == (NOW, "")
    take_report(**a_report({"event": "refunded", "refund": str(refund.pk)}))
    assert not queries.list_refunds(CODE)[0].failed


@pytest.mark.parametrize(
    ("key", "refusal"), [("4711", NoReport), ("9c1b5c1e-5d0f-4c55-9a55-0d6f1f1c2a10", NoSuchRefund)]
)
def test_a_refund_that_nobody_asked_for_is_not_known(key: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        take_report(**a_report({"event": "refunded", "refund": key}))


def test_no_more_is_paid_back_than_came_and_what_failed_may_be_tried_again() -> None:
    first = a_refund(7_000)
    with pytest.raises(NotThatMuch):
        a_refund(4_000)
    take_report(**a_report({"event": "refund_failed", "refund": str(first.pk), "code": "account_closed"}))
    a_refund(10_000)
    assert queries.list_repayable(CODE) == ()


@pytest.mark.django_db(transaction=True)
def test_of_two_refunds_at_once_that_are_too_much_together_one_is_refused(memo: str) -> None:
    row = arrived()
    act = lambda: commands.pay_back(Money(6_000), transfer_id=row.pk, reason="", by=SYSTEM, at=NOW)  # noqa: E731
    results = at_once([act, act])
    assert sorted(type(result).__name__ for result in results) == ["NoneType", "NotThatMuch"]
    forget_jobs()


@pytest.mark.parametrize(("status", "fails"), [(400, True), (422, True), (500, False), (503, False)])
def test_what_the_provider_answers_says_whether_to_try_again(settings: Any, status: int, fails: bool) -> None:
    refund = a_refund()
    with a_provider(settings) as provider:
        provider.status = status
        if fails:
            commands.send_refund(refund.pk, at=NOW)
            assert queries.list_refunds(CODE)[0].failed
        else:
            with pytest.raises(NotTaken):
                commands.send_refund(refund.pk, at=NOW)
            assert not queries.list_refunds(CODE)[0].failed
