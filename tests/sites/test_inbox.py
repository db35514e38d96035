"""The portal's inbox and the demonstration's mail."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from tests.builders.accounts import an_account, sign_in
from tests.builders.notices import a_message

from dancu.notices import commands as notices
from dancu.notices import queries
from dancu.notices.models import Message
from dancu.platform import clock

pytestmark = pytest.mark.django_db
PORTAL = {"HTTP_HOST": "dichvucong.localhost"}


@pytest.fixture
def account() -> int:
    return an_account(username="001190000001")


@pytest.fixture
def signed_in(client: Client, account: int) -> Client:
    opened = sign_in("001190000001", at=clock.now())
    client.cookies[django_settings.SESSION_COOKIE_NAME] = opened.token
    return client


def in_inbox(account_id: int, template: str = "dossier_submit") -> Message:
    return a_message(template, account_id=account_id, ways=("inbox",))


def page(client: Client, path: str) -> str:
    response = client.get(path, **PORTAL)
    assert response.status_code == 200
    return str(response.content.decode())


def test_an_empty_inbox_says_what_will_come(signed_in: Client) -> None:
    assert "Chưa có thông báo" in page(signed_in, "/inbox")


def test_a_message_is_bold_until_it_is_opened(signed_in: Client, account: int) -> None:
    message = in_inbox(account)
    assert "(chưa đọc)" in page(signed_in, "/inbox")
    assert queries.count_unread(account) == 1
    assert "Hồ sơ G01.001.002.003-261124-0017: đã nộp" in page(signed_in, f"/inbox/{message.pk}")
    assert "(chưa đọc)" not in page(signed_in, "/inbox")
    assert queries.count_unread(account) == 0


def test_opening_again_keeps_the_first_instant(account: int) -> None:
    message = in_inbox(account)
    first, second = datetime(2026, 11, 24, tzinfo=UTC), datetime(2026, 11, 25, tzinfo=UTC)
    for at in (first, second):
        notices.read_message(message_id=message.pk, account_id=account, at=at)
    message.refresh_from_db()
    assert message.read_at == first


def test_somebody_elses_message_is_not_there(signed_in: Client) -> None:
    message = in_inbox(an_account())
    assert signed_in.get(f"/inbox/{message.pk}", **PORTAL).status_code == 404
    message.refresh_from_db()
    assert message.read_at is None
    assert "G01.001" not in page(signed_in, "/inbox")


def test_ones_own_e_mail_is_not_in_the_inbox(signed_in: Client, account: int) -> None:
    mail = a_message("password_changed", account_id=account)
    assert signed_in.get(f"/inbox/{mail.pk}", **PORTAL).status_code == 404


def test_a_stranger_is_sent_to_sign_in(client: Client, account: int) -> None:
    response = client.get(f"/inbox/{in_inbox(account).pk}", **PORTAL)
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/sign-in")


def test_older_messages_follow_on_the_next_page(signed_in: Client, account: int) -> None:
    for _ in range(queries.PAGE + 1):
        in_inbox(account)
    first = page(signed_in, "/inbox")
    assert first.count("đã nộp") == queries.PAGE
    oldest = Message.objects.earliest("id").pk
    assert f"?before={oldest + 1}" in first
    assert page(signed_in, f"/inbox?before={oldest + 1}").count("đã nộp") == 1


def test_a_nonsense_page_is_the_first(signed_in: Client) -> None:
    assert "Chưa có thông báo" in page(signed_in, "/inbox?before=x")


def test_the_demo_inbox_shows_what_would_have_been_sent(client: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = "dancu.notices.demo.KeptMail"
    notices.deliver(message_id=a_message(at=clock.now()).pk, at=clock.now())
    assert "hoa@example.com" in page(client, "/demo/inbox")
    (mail,) = queries.list_demo_mail()
    shown = page(client, f"/demo/inbox/{mail.id}")
    assert "166066" in shown
    assert 'href="http://dichvucong.localhost/register/x/secret"' in shown


def test_the_demo_inbox_finds_mail_by_its_address(client: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = "dancu.notices.demo.KeptMail"
    for address in ("hoa@example.com", "binh@example.com"):
        notices.deliver(message_id=a_message(at=clock.now(), email=address).pk, at=clock.now())
    found = client.post("/demo/inbox", {"to": "binh"}, **PORTAL).content.decode()
    assert "binh@example.com" in found
    assert "hoa@example.com" not in found


def test_outside_a_demonstration_there_is_no_such_page(client: Client, settings: Any) -> None:
    settings.DEMO = False
    assert client.get("/demo/inbox", **PORTAL).status_code == 404
    assert client.get("/demo/inbox/1", **PORTAL).status_code == 404
