"""Read strangers' lists in a process apart (`platform.apart`), which is refused what it does not survive."""

import json

from dancu.lists.domain.refusals import REFUSALS, ListTooDemanding
from dancu.lists.domain.sheet import Line
from dancu.platform import apart


def read_list(content: bytes) -> list[Line]:
    """Return the rows of a file that say something; raise what speaks against it (`REFUSALS`)."""
    try:
        answer = json.loads(apart.run("dancu.lists.opening", content))
    except apart.TooDemanding:
        raise ListTooDemanding from None
    if "refused" in answer:
        raise REFUSALS[answer["refused"]]
    return [Line(number, cells) for number, cells in answer["rows"]]
