"""Somebody chooses how he is told."""

from datetime import time
from typing import Any

import pytest
from django.test import Client
from tests.builders.accounts import an_account
from tests.builders.citizens import a_browser

from dancu.notices import queries
from dancu.notices.domain import Way
from dancu.notices.domain.wishes import Kind, QuietHours, Wishes

pytestmark = pytest.mark.django_db

PAGE = "/account/messages"
BOTH = {"decision": ["email", "sms"], "progress": ["email", "sms"], "quiet_since": "", "quiet_until": ""}


@pytest.fixture
def account_id() -> int:
    return an_account()


@pytest.fixture
def browser(account_id: int) -> Client:
    return a_browser(account_id)


def test_everything_is_ticked_until_somebody_says_otherwise(browser: Client) -> None:
    form = browser.get(PAGE).context["form"]
    assert form["decision"].value() == form["progress"].value() == ["email", "sms"]
    assert not form["quiet_since"].value()


def test_what_is_chosen_is_kept_and_shown_again(browser: Client, account_id: int) -> None:
    sent = BOTH | {"progress": ["sms"], "quiet_since": "22:00", "quiet_until": "00:00"}
    answer = browser.post(PAGE, sent, follow=True)
    assert "Đã lưu lựa chọn của bạn." in answer.content.decode()
    assert queries.wishes_of(account_id) == Wishes(
        refused=frozenset({(Kind.PROGRESS, Way.EMAIL)}), quiet=QuietHours(since=time(22), until=time(0))
    )
    form = browser.get(PAGE).context["form"]
    assert (form["progress"].value(), form["quiet_until"].value()) == (["sms"], "00:00")


def test_no_tick_at_all_is_an_answer(browser: Client, account_id: int) -> None:
    browser.post(PAGE, {})
    wishes = queries.wishes_of(account_id)
    assert not any(wishes.wants(kind, way) for kind in (Kind.DECISION, Kind.PROGRESS) for way in (Way.EMAIL, Way.SMS))


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"quiet_since": "22:00"}, "quiet_until"),
        ({"quiet_until": "06:00"}, "quiet_since"),
        ({"quiet_since": "06:00", "quiet_until": "06:00"}, "quiet_until"),
        ({"quiet_since": "25:00", "quiet_until": "06:00"}, "quiet_since"),
        ({"progress": ["inbox"]}, "progress"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    browser: Client, account_id: int, typed: dict[str, Any], field: str
) -> None:
    sent = BOTH | {"decision": ["sms"]} | typed
    form = browser.post(PAGE, sent).context["form"]
    assert list(form.errors) == [field]
    assert form["decision"].value() == ["sms"]
    assert queries.wishes_of(account_id) == Wishes()


def test_a_way_that_is_closed_just_now_is_not_asked_for_and_its_choice_is_kept(
    browser: Client, account_id: int, settings: Any
) -> None:
    browser.post(PAGE, BOTH | {"progress": ["email"]})
    settings.SMS_GATEWAY = ""
    assert "Qua tin nhắn SMS" not in browser.get(PAGE).content.decode()
    browser.post(PAGE, BOTH | {"decision": ["email"], "progress": []})
    assert queries.wishes_of(account_id).refused == frozenset({(Kind.PROGRESS, Way.EMAIL), (Kind.PROGRESS, Way.SMS)})
