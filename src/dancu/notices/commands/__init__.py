"""Write messages into the outbox, deliver them, take reports, send again what was given up, mark as read."""

from dancu.notices.commands.delivering import ATTEMPTS, LEASE, NotDelivered, StillBeingSent, deliver
from dancu.notices.commands.forgetting import forget
from dancu.notices.commands.reading import read_message
from dancu.notices.commands.reporting import NoSuchReference, take_report
from dancu.notices.commands.sending import notify, parts
from dancu.notices.commands.sending_again import AT_ONCE, NotToBeSentAgain, send_again, send_all_again
from dancu.notices.commands.wishing import keep_wishes

__all__ = [
    "ATTEMPTS",
    "AT_ONCE",
    "LEASE",
    "NoSuchReference",
    "NotDelivered",
    "NotToBeSentAgain",
    "StillBeingSent",
    "deliver",
    "forget",
    "keep_wishes",
    "notify",
    "parts",
    "read_message",
    "send_again",
    "send_all_again",
    "take_report",
]
