"""Papers that are being signed: the page that lists them looks again, often at first and not for ever."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from dancu.casework.queries import PaperView

_SOON = timedelta(seconds=10)
_PATIENCE = timedelta(minutes=1)


def look_again_in(papers: Iterable[PaperView], *, at: datetime) -> int:
    """Return the seconds after which to look for papers that are being signed; 0 where none is, or it takes too long."""
    ages = [at - paper.issued_at for paper in papers if not paper.signed]
    if not ages or min(ages) > _PATIENCE:
        return 0
    return 2 if min(ages) < _SOON else 10
