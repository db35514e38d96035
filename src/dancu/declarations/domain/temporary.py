"""What temporary registration and its extension share: cases, fees, days, and how a term is written."""

from datetime import date, timedelta
from enum import StrEnum

from dancu.casework.domain.filing import Channel, Fee
from dancu.declarations.domain import law, rules
from dancu.declarations.domain.declaration import Declaration
from dancu.kernel.dated import Dated
from dancu.kernel.money import Money
from dancu.kernel.working_days import TimeLimit


class Case(StrEnum):
    """As the national catalogue lists them."""

    HOUSEHOLD = "household"
    """One person or a household."""
    LIST = "list"
    BARRACKS = "barracks"


LIMIT = TimeLimit.working_days(3)
"""Art. 28.2."""

FEES = Dated(
    {
        law.RESIDENCE_LAW: law.FEES_OF_THE_GUIDE,
        law.FEES_OF_75: {Channel.PORTAL: Money(7_000), Channel.COUNTER: Money(15_000)},
    }
)
"""For each filing of one person or a household."""

FEES_BY_LIST = Dated(
    {
        law.RESIDENCE_LAW: law.FEES_OF_THE_GUIDE,
        law.FEES_OF_75: {Channel.PORTAL: Money(5_000), Channel.COUNTER: Money(10_000)},
    }
)
"""For each person of a list."""


def fee(declaration: Declaration, case: Case, channel: Channel, on: date) -> Fee:
    """One fee a filing, by list one for each person (Circular 75/2022/TT-BTC)."""
    if case is Case.LIST:
        return rules.fee_by_list(declaration, channel, FEES_BY_LIST.on(on))
    return rules.fee(declaration, channel, FEES.on(on))


def day_after(last: date) -> date:
    """Return the end of a term whose last day this is, as the register keeps it."""
    return last + timedelta(days=1)


def last_day(until: date) -> date:
    """Return the last day of a term that the register keeps by its end."""
    return until - timedelta(days=1)
