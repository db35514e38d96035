"""What a scanner for malware has said of a stored file, and what follows from it."""

from enum import StrEnum

from dancu.kernel.errors import Denied, Invalid


class Scan(StrEnum):
    """What is known of a file's content."""

    NOT_SCANNED = "not_scanned"
    CLEAN = "clean"
    INFECTED = "infected"
    OURS = "ours"
    """Written and signed by ourselves: nothing to look for."""


class FileInfected(Denied):
    """This file holds malware, so nobody gets it. Whoever sent it has to send a clean copy."""

    code = "documents.file_infected"


class MalwareSent(Invalid):
    """This file holds malware and is not taken. Check your device for viruses, scan the paper again and choose the new file."""

    code = "documents.malware_sent"
