"""What documents tell higher packages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MalwareFound:
    """A scanner found malware in a file that was taken in; from now on nobody gets it."""

    file_id: int
