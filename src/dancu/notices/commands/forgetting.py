"""Forget what people were told of something that is erased."""

from collections.abc import Collection

from dancu.notices.models import Message


def forget(*, about: Collection[str], but: str) -> int:
    """Forget the messages about things of these codes, but those of one notice; return how many. Safe to repeat.

    All messages are gone through, once for many codes: no index is worth what it would cost each message that is written.
    """
    return Message.objects.filter(facts__code__in=list(about)).exclude(notice=but).delete()[0]
