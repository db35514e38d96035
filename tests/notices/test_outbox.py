"""Messages are written with the act they tell of, and vanish with it."""

from datetime import timedelta

import pytest
from django.db import transaction
from procrastinate.contrib.django import app
from tests.builders.accounts import an_account
from tests.builders.jobs import asked_for
from tests.builders.notices import DOSSIER, FACTS, NOW, a_message, a_recipient

from dancu.notices import commands as notices
from dancu.notices.domain import Way
from dancu.notices.domain.catalogue import CATALOGUE
from dancu.notices.models import Message, State


@pytest.mark.django_db(transaction=True)
def test_an_act_that_is_rolled_back_tells_nobody() -> None:
    before = asked_for("notices.deliver")
    with transaction.atomic():
        a_message()
        transaction.set_rollback(True)
    assert not Message.objects.exists()
    assert asked_for("notices.deliver") == before


@pytest.mark.django_db
def test_a_job_knows_its_message_only_by_number() -> None:
    message = a_message()
    assert asked_for("notices.deliver")[-1] == {"message_id": message.pk}


@pytest.mark.django_db
def test_each_chosen_way_gets_its_own_message() -> None:
    before = asked_for("notices.deliver")
    a_message("dossier_submit", account_id=an_account(), phone="0912345678")
    assert set(Message.objects.values_list("way", "state")) == {
        (Way.INBOX, State.DELIVERED),
        (Way.EMAIL, State.WAITING),
        (Way.SMS, State.WAITING),
    }
    assert len(asked_for("notices.deliver")) == len(before) + 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "ways"),
    [
        ({"ways": ("email",)}, {Way.EMAIL}),
        ({"ways": ("inbox", "sms"), "phone": ""}, set()),
        ({"ways": ()}, set()),
    ],
    ids=["only e-mail", "no account and no phone", "none"],
)
def test_a_way_that_was_not_chosen_or_leads_nowhere_is_left_out(changes: dict[str, object], ways: set[Way]) -> None:
    notices.notify(recipient=a_recipient(**changes), template="dossier_submit", facts=DOSSIER, at=NOW)
    assert set(Message.objects.values_list("way", flat=True)) == ways


@pytest.mark.django_db
def test_nobody_is_sent_a_text_message_where_there_is_no_gateway(settings) -> None:  # type: ignore[no-untyped-def]
    settings.SMS_GATEWAY = ""
    notices.notify(recipient=a_recipient(ways=("sms",), phone="0912"), template="dossier_submit", facts=DOSSIER, at=NOW)
    assert not Message.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("name", FACTS)
def test_codes_and_links_never_go_to_the_inbox(name: str) -> None:
    a_message(name, account_id=an_account(), phone="0912345678")
    assert list(Message.objects.values_list("way", flat=True)) == [Way.EMAIL]


@pytest.mark.django_db
@pytest.mark.parametrize("facts", [{}, DOSSIER | {"pin": "001090000001"}], ids=["too few", "too many"])
def test_a_notice_takes_its_own_facts_and_no_others(facts: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="dossier_submit takes"):
        notices.notify(recipient=a_recipient(), template="dossier_submit", facts=facts, at=NOW)


def test_what_opens_something_is_worth_nothing_after_half_an_hour() -> None:
    secret = [notice for notice in CATALOGUE.values() if notice.secrets]
    assert {notice.name for notice in secret} == {
        "registration_code",
        "facility_code",
        "password_reset",
        "officer_password",
    }
    assert all(notice.expires_after and notice.expires_after <= timedelta(minutes=30) for notice in secret)


def test_the_delivering_task_is_known_under_the_name_it_is_asked_for() -> None:
    assert "notices.deliver" in app.tasks
