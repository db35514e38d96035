"""How long cards last (Law on Identification 26/2023/QH15 art. 21, and what went before)."""

from datetime import date

import pytest

from dancu.cards.domain.cards import Card, Kind, State, last_day
from dancu.kernel.dates import PartialDate


@pytest.mark.parametrize(
    ("born", "issued_on", "until"),
    [
        ("20/05/2018", date(2025, 1, 2), date(2032, 5, 20)),
        ("20/05/2012", date(2024, 7, 1), date(2037, 5, 20)),
        ("20/05/2010", date(2024, 7, 1), date(2035, 5, 20)),
        ("20/05/2000", date(2024, 7, 1), date(2040, 5, 20)),
        ("20/05/2000", date(2023, 5, 19), date(2025, 5, 20)),
        ("20/05/2000", date(2023, 5, 20), date(2040, 5, 20)),
        ("20/05/1985", date(2026, 1, 1), date(2045, 5, 20)),
        ("20/05/1966", date(2024, 7, 1), None),
        ("1960", date(2024, 7, 1), None),
        ("29/02/2000", date(2022, 7, 1), date(2025, 2, 28)),
    ],
)
def test_an_identity_card_lasts_until_the_next_age_that_is_not_near(
    born: str, issued_on: date, until: date | None
) -> None:
    assert last_day(Kind.IDENTITY, born=PartialDate.parse(born), issued_on=issued_on, printed=None) == until


def test_other_kinds_have_their_own_end() -> None:
    born, issued_on, printed = PartialDate(1990), date(2022, 3, 31), date(2030, 12, 31)
    ends = {kind: last_day(kind, born=born, issued_on=issued_on, printed=printed) for kind in Kind}
    assert ends[Kind.PEOPLES] == date(2024, 12, 31)
    assert ends[Kind.CITIZEN] == printed
    assert ends[Kind.CERTIFICATE] == date(2024, 3, 31)


def test_a_card_is_good_on_its_last_day_and_not_after() -> None:
    card = Card(
        id=1,
        person=1,
        kind=Kind.IDENTITY,
        number="001090000005",
        issued_on=date(2024, 7, 1),
        expires_on=date(2030, 5, 20),
        state=State.IN_FORCE,
    )
    assert card.is_good(date(2030, 5, 20))
    assert not card.is_good(date(2030, 5, 21))
