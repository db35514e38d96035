"""The doctor says what waits for somebody's hand."""

import pytest
from tests.builders.notices import a_lost_message

from dancu.config import doctor
from dancu.notices.models import Message, State

pytestmark = pytest.mark.django_db


def test_messages_that_were_given_up_are_counted_and_the_page_is_named() -> None:
    assert doctor._messages().well
    a_lost_message()
    finding = doctor._messages()
    assert not finding.well
    assert finding.sentence.startswith("1 messages to people were given up.")
    assert "http://canbo.localhost/outbox" in finding.sentence


def test_messages_that_a_carrier_refuses_are_told_of_before_they_are_given_up() -> None:
    a_lost_message()
    Message.objects.update(state=State.WAITING)
    assert doctor._messages().sentence == "1 messages were refused by their carrier; they will be tried again."
