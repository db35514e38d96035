"""Open strangers' files in a process apart (`platform.apart`), which is refused what it does not survive."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from dancu.documents.domain import genuine
from dancu.documents.domain.genuine import CheckedPdf, NotSigned
from dancu.documents.domain.kinds import MediaType
from dancu.documents.domain.refusals import REFUSALS, FileTooDemanding
from dancu.platform import apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    kind: MediaType
    pictures: tuple[bytes, ...]
    """Drawn anew as JPEG, large and small: a picture of one page, or the first pages of a PDF; else empty."""


def open_file(content: bytes) -> Opened:
    """Return what a file is, and what it looks like where that can be drawn; raise what speaks against it (`REFUSALS`)."""
    try:
        line, _, rest = apart.run("dancu.documents.opening", content).partition(b"\n")
    except apart.TooDemanding:
        raise FileTooDemanding from None
    answer = json.loads(line)
    if "refused" in answer:
        raise REFUSALS[answer["refused"]]
    pictures = []
    for size in answer["sizes"]:
        pictures.append(rest[:size])
        rest = rest[size:]
    return Opened(kind=MediaType(answer["kind"]), pictures=tuple(pictures))


def check_paper(content: bytes, *, roots: Sequence[bytes], time_roots: Sequence[bytes]) -> CheckedPdf:
    """Do what `checking.check` does, with a file of which nothing is known yet."""
    asked = json.dumps({"roots": [each.hex() for each in roots], "time_roots": [each.hex() for each in time_roots]})
    try:
        answer = json.loads(apart.run("dancu.documents.judging", asked.encode() + b"\n" + content))
    except apart.TooDemanding:
        raise NotSigned from None
    if "refused" in answer:
        raise genuine.REFUSALS[answer["refused"]]
    return CheckedPdf.read(answer)
