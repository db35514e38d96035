"""Search for persons by what is known of them."""

from datetime import datetime

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Q, QuerySet

from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.dates import PartialDate
from dancu.kernel.names import PersonName, fold
from dancu.kernel.sex import Sex
from dancu.population.domain.person import PersonCard
from dancu.population.models import Person
from dancu.population.queries.records import CARD, audit_cards, card_of

SEARCH_LIMIT = 50
CANDIDATES = 1000
"""Of more people alike than these, one has to say more."""


def search_people(
    *,
    name: str,
    birth_year: int | None = None,
    sex: Sex | None = None,
    limit: int = SEARCH_LIMIT,
    purpose: Purpose,
    by: Actor,
    at: datetime,
) -> tuple[PersonCard, ...]:
    """Return people whose name has all these words, the last one perhaps begun only, in the order of Vietnamese lists.

    Accents need not be typed; where they are, people whose names bear just these come first.
    """
    rows = _named(name)
    if rows is None:
        return ()
    if birth_year is not None:
        rows = rows.filter(birth_year=birth_year)
    if sex is not None:
        rows = rows.filter(sex=sex)
    typed = set(PersonName.parse(name).full.lower().split())
    cards = [card_of(row) for row in rows.only(*CARD).order_by("sort_key", "birth_year", "id")[:limit]]
    # A stable sort: what was typed with its accents rises, the alphabet holds within.
    cards.sort(key=lambda card: not typed <= set(card.name.full.lower().split()))
    audit_cards(cards, by=by, purpose=purpose, at=at)
    return tuple(cards)


def list_candidates(*, name: str, born: PartialDate, sex: Sex | None = None) -> tuple[int, ...]:
    """Return the ids of those who have a name as `search_people` finds it and may be born then, in the order of its lists.

    They are cut off after CANDIDATES + 1. No data of theirs is shown, so no audit row is left: who shows some of them says so.
    """
    rows = _named(name)
    if rows is None:
        return ()
    rows = rows.filter(birth_year=born.year)
    for part, value in (("birth_month", born.month), ("birth_day", born.day)):
        if value is not None:
            rows = rows.filter(Q((part, value)) | Q((f"{part}__isnull", True)))
    if sex is not None:
        rows = rows.filter(sex=sex)
    return tuple(rows.order_by("sort_key", "id").values_list("id", flat=True)[: CANDIDATES + 1])


def _named(name: str) -> QuerySet[Person] | None:
    """Return people whose name has all these words, the last one perhaps begun only; None where there is no word in it."""
    words = [word for word in fold(name).split() if word.isalnum()]
    if not words:
        return None
    asked = SearchQuery(" & ".join([*words[:-1], f"{words[-1]}:*"]), search_type="raw", config="simple")
    return Person.objects.annotate(words=SearchVector("search_key", config="simple")).filter(words=asked)
