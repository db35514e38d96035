"""Hand a message over to what carries it: an SMTP server, an SMS gateway."""

from dataclasses import replace
from http import HTTPStatus
from smtplib import (
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)
from ssl import SSLError
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from django.utils.module_loading import import_string

from dancu.notices import rendering
from dancu.notices.domain import Way
from dancu.notices.domain.failures import Failure, Reason
from dancu.notices.models import Message
from dancu.platform.calls import NotTaken

_FOR_GOOD = 500
"""From this code on, an SMTP server means it (RFC 5321, 4.2.1)."""


class SmsGateway(Protocol):
    """What `settings.SMS_GATEWAY` names: raises where the message was not taken, tells whether a report will follow.

    A `reference` that comes again is the same message, which must not reach its reader twice.
    """

    def __call__(self, *, to: str, text: str, reference: str) -> bool: ...


def hand_over(message: Message) -> bool:
    """Send a message once, in its recipient's language; raise whatever its carrier raises.

    Tell whether the carrier will report that it arrived; of an e-mail nobody will.
    """
    with translation.override(message.language):
        if message.way == Way.SMS:
            gateway: SmsGateway = import_string(settings.SMS_GATEWAY)
            text = rendering.sms_of(message.notice, message.facts)
            return gateway(to=message.address, text=text, reference=f"{message.pk}-{message.sending}")
        _mail(message).send()
        return False


def failure_of(error: Exception) -> Failure:
    """Say what a carrier's exception means: what operators can do about it, and whether to try again.

    Only an answer that is about this very message is final; what is wrong with the server may be put right meanwhile.
    """
    name = type(error).__name__
    match error:
        case SMTPRecipientsRefused():
            codes = sorted({code for code, _ in error.recipients.values()})
            final = all(code >= _FOR_GOOD for code in codes)
            reason = Reason.NO_SUCH_ADDRESS if final else Reason.BUSY
            return Failure(reason=reason, detail=f"{name} {' '.join(map(str, codes))}", final=final)
        case SMTPAuthenticationError():
            return Failure(reason=Reason.NOT_SIGNED_IN, detail=f"{name} {error.smtp_code}")
        case SMTPResponseException():
            final = error.smtp_code >= _FOR_GOOD and isinstance(error, (SMTPDataError, SMTPSenderRefused))
            reason = Reason.REFUSED if error.smtp_code >= _FOR_GOOD else Reason.BUSY
            return Failure(reason=reason, detail=f"{name} {error.smtp_code}", final=final)
        case NotTaken():
            return _not_taken(error.status)
        case SSLError() | SMTPNotSupportedError():
            return Failure(reason=Reason.NOT_SECURE, detail=name)
        case TimeoutError():
            return Failure(reason=Reason.TOO_SLOW, detail=name)
        case OSError():
            return Failure(reason=Reason.UNREACHABLE, detail=name)
        case _:
            return Failure(reason=Reason.FAULT, detail=name)


_FAILURES: dict[int, Failure] = {
    HTTPStatus.UNAUTHORIZED: Failure(reason=Reason.NOT_SIGNED_IN),
    HTTPStatus.FORBIDDEN: Failure(reason=Reason.NOT_SIGNED_IN),
    HTTPStatus.BAD_REQUEST: Failure(reason=Reason.REFUSED, final=True),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Failure(reason=Reason.REFUSED, final=True),
    HTTPStatus.UNPROCESSABLE_ENTITY: Failure(reason=Reason.NO_SUCH_ADDRESS, final=True),
}


def _not_taken(status: int) -> Failure:
    """Read the answer of an SMS provider: a few are about the message, all others may be different next time."""
    found = _FAILURES.get(status, Failure(reason=Reason.BUSY))
    return replace(found, detail=f"HTTP {status}")


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
