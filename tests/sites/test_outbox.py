"""Operators see what never arrived, send it again, and read what every message says; nobody else does."""

import pytest
from django.test import Client
from tests.builders import casework as build
from tests.builders.desks import at_the_desk
from tests.builders.notices import a_lost_message

from dancu.notices.domain.catalogue import CATALOGUE
from dancu.notices.models import Message, State
from dancu.offices.domain.rights import Function
from dancu.platform import clock

pytestmark = pytest.mark.django_db

PAGES = ("/outbox", "/outbox/templates", "/outbox/templates/dossier_refuse", "/outbox/templates/dossier_refuse/vi")


@pytest.fixture
def operator() -> Client:
    return at_the_desk(build.an_officer(build.an_agency(), Function.MESSAGES))


def test_the_list_says_why_and_not_to_whom(operator: Client) -> None:
    a_lost_message()
    page = operator.get("/outbox").content.decode()
    assert "Hồ sơ G01.001.002.003-261124-0017: không được tiếp nhận" in page
    assert "Máy chủ thư không có hộp thư này" in page
    assert "SMTPRecipientsRefused 550" in page
    assert "hoa@example.com" not in page
    assert "Nguyễn Thị Hoà" not in page


def test_one_is_sent_again_once(operator: Client) -> None:
    message = a_lost_message()
    answer = operator.post(f"/outbox/{message.pk}/again", follow=True)
    assert "Thông báo đang được gửi lại." in answer.content.decode()
    message.refresh_from_db()
    assert message.state == State.WAITING
    assert operator.post(f"/outbox/{message.pk}/again").status_code == 409


def test_all_are_sent_again_but_those_whose_code_was_erased(operator: Client) -> None:
    now = clock.now()
    for notice in ("dossier_refuse", "dossier_approve", "registration_code"):
        a_lost_message(notice, at=now)
    page = operator.get("/outbox").content.decode()
    assert "Gửi lại 2 thông báo" in page
    assert "mã đã bị xóa hoặc đã hết hiệu lực" in page
    answer = operator.post("/outbox/again", follow=True).content.decode()
    assert "2 thông báo đang được gửi lại." in answer
    assert "Gửi lại 2 thông báo" not in answer
    assert list(Message.objects.filter(state=State.FAILED).values_list("notice", flat=True)) == ["registration_code"]


def test_older_ones_follow_without_a_gap(operator: Client) -> None:
    lost = [a_lost_message().pk for _ in range(31)]
    first = operator.get("/outbox")
    second = operator.get(f"/outbox?before={first.context['older']}")
    assert [line["row"].id for each in (first, second) for line in each.context["lines"]] == lost[::-1]


@pytest.mark.parametrize("notice", CATALOGUE)
def test_every_message_can_be_read_in_both_languages_filled_with_made_up_facts(operator: Client, notice: str) -> None:
    page = operator.get(f"/outbox/templates/{notice}").content.decode()
    for sample in operator.get(f"/outbox/templates/{notice}").context["samples"]:
        assert sample.preview.subject
        assert "{" not in sample.preview.subject + sample.preview.sms
    assert "Tiếng Việt" in page
    assert "English" in page


def test_a_mail_is_shown_as_mail_programs_draw_it_and_runs_nothing(operator: Client) -> None:
    answer = operator.get("/outbox/templates/registration_code/en")
    assert "166066" in answer.content.decode()
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "script" not in answer["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/outbox/templates/nothing", "/outbox/templates/dossier_refuse/fr"])
def test_what_no_message_says_is_not_found(operator: Client, path: str) -> None:
    assert operator.get(path).status_code == 404


def test_without_the_right_nothing_opens_and_nothing_is_sent() -> None:
    message = a_lost_message()
    desk = at_the_desk(build.an_officer(build.an_agency()))
    assert [desk.get(path).status_code for path in PAGES] == [403] * len(PAGES)
    assert desk.post("/outbox/again").status_code == desk.post(f"/outbox/{message.pk}/again").status_code == 403
    message.refresh_from_db()
    assert message.state == State.FAILED
    assert "/outbox" not in desk.get("/").content.decode()
