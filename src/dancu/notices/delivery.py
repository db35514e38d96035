"""Hand a message over to what carries it: an SMTP server, an SMS gateway."""

from smtplib import SMTPRecipientsRefused, SMTPResponseException
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from django.utils.module_loading import import_string

from dancu.notices import rendering
from dancu.notices.domain import Way
from dancu.notices.models import Message


class SmsGateway(Protocol):
    """What `settings.SMS_GATEWAY` names; raises OSError where the message was not taken."""

    def __call__(self, *, to: str, text: str) -> None: ...


def hand_over(message: Message) -> None:
    """Send a message once, in its recipient's language; raise whatever its carrier raises."""
    with translation.override(message.language):
        if message.way == Way.SMS:
            gateway: SmsGateway = import_string(settings.SMS_GATEWAY)
            gateway(to=message.address, text=rendering.sms_of(message.notice, message.facts))
        else:
            _mail(message).send()


def is_final(error: Exception) -> bool:
    """Tell whether trying again is of no use: the server knows no such address."""
    return isinstance(error, SMTPRecipientsRefused) and all(500 <= code < 600 for code, _ in error.recipients.values())


def summary(error: Exception) -> str:
    """Describe an error for operators without its message, in which servers repeat the address."""
    name = type(error).__name__
    if isinstance(error, SMTPRecipientsRefused):
        codes = sorted({code for code, _ in error.recipients.values()})
        return f"{name} {' '.join(map(str, codes))}"
    return f"{name} {error.smtp_code}" if isinstance(error, SMTPResponseException) else name


def _mail(message: Message) -> EmailMultiAlternatives:
    words = rendering.words_of(message.notice, message.facts)
    text, html = rendering.mail_of(words, message.name)
    mail = EmailMultiAlternatives(
        words.subject,
        text,
        to=[message.address],
        # The number stays the same however often it is sent, so that a mailbox can drop the second.
        headers={
            "Message-ID": f"<message-{message.pk}@{settings.SITE_HOSTS['portal']}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(html, "text/html")
    return mail
