"""Write messages into the outbox, deliver them, send again what was given up, mark as read."""

from dancu.notices.commands.delivering import ATTEMPTS, LEASE, NotDelivered, StillBeingSent, deliver
from dancu.notices.commands.reading import read_message
from dancu.notices.commands.sending import notify, parts
from dancu.notices.commands.sending_again import AT_ONCE, NotToBeSentAgain, send_again, send_all_again

__all__ = [
    "ATTEMPTS",
    "AT_ONCE",
    "LEASE",
    "NotDelivered",
    "NotToBeSentAgain",
    "StillBeingSent",
    "deliver",
    "notify",
    "parts",
    "read_message",
    "send_again",
    "send_all_again",
]
