"""Carriers of a demonstration: what would be sent is kept, and shown on the portal's demo inbox."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from dancu.notices.domain import Way
from dancu.notices.models import DemoMail
from dancu.platform import clock


class KeptMail(BaseEmailBackend):
    """Django's e-mail backend for it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep what each addressee would get."""
        kept = [
            DemoMail(way=Way.EMAIL, to=to, subject=str(mail.subject), text=str(mail.body), sent_at=clock.now())
            for mail in email_messages
            for to in mail.recipients()
        ]
        DemoMail.objects.bulk_create(kept)
        return len(email_messages)


def keep_sms(*, to: str, text: str, reference: str) -> bool:
    """Keep a text message; nobody reports that it arrived."""
    DemoMail.objects.create(way=Way.SMS, to=to, text=text, sent_at=clock.now())
    return False
