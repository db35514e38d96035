"""What the law changed for all residence procedures, and since when: each fact a table read downwards.

Facts that are not here have held since the Residence Law 68/2020/QH14 itself. A procedure's own facts stand in its folder; the
days on which it has a version are those of this page on which something of it changed.
"""

from collections.abc import Mapping
from datetime import date

from dancu.casework.domain.filing import Channel
from dancu.casework.domain.retention import Retention
from dancu.kernel.dated import Dated
from dancu.kernel.money import Money
from dancu.kernel.period import Period
from dancu.residence.domain import acts

RESIDENCE_LAW = date(2021, 7, 1)
"""Residence Law 68/2020/QH14, Decree 62/2021/ND-CP, Circulars 55, 56, 57/2021/TT-BCA: the version of the guide."""
FEES_OF_75 = date(2023, 2, 5)
"""Circular 75/2022/TT-BTC: one fee in the whole country, half of it online."""
FORMS_OF_66 = date(2024, 1, 1)
"""Circular 66/2023/TT-BCA: CT01 asks for less, and the electronic declaration takes its place."""
DECREE_154 = date(2025, 1, 10)
"""Decree 154/2024/ND-CP replaces Decree 62/2021/ND-CP: what proves a lawful dwelling and kinship."""
TWO_LEVELS = date(2025, 7, 1)
"""No districts any more; Circulars 53 and 54/2025/TT-BCA, and 71/2025/TT-BTC on fees."""
DECREE_58 = date(2026, 3, 15)
"""Decree 58/2026/ND-CP: consent through the e-ID."""
CIRCULAR_116 = date(2026, 7, 1)
"""Circular 116/2026/TT-BCA, Law 118/2025/QH15, and the part of Decree 58/2026/ND-CP on children under 6."""

DAYS = (RESIDENCE_LAW, FEES_OF_75, FORMS_OF_66, DECREE_154, TWO_LEVELS, DECREE_58, CIRCULAR_116)
"""The days on which a version begins where nothing of them is foreign to a procedure."""

ASKS_RESIDENCES = Dated({RESIDENCE_LAW: True, FORMS_OF_66: False})
"""Whether the declaration asks where somebody lives permanently, temporarily and now (CT01 of Circular 56/2021/TT-BCA)."""

TAKES_CT01 = Dated({RESIDENCE_LAW: True, FORMS_OF_66: False})
"""Whether a CT01 filled in by hand is among the documents, as in the guide's picture; later the declaration stands in for it."""

CHANNELS = Dated(
    {
        RESIDENCE_LAW: ("counter", "ministry", "national", "eid"),
        CIRCULAR_116: ("counter", "portal", "national", "eid"),
    }
)
"""How a dossier can be filed (Circular 116/2026/TT-BCA art. 3: no longer at the ministry's portal)."""

CONSENT_FROM_AGE = Dated({RESIDENCE_LAW: 0, CIRCULAR_116: 6})
"""Children below this age join parents or guardian without anybody's consent (Decree 58/2026/ND-CP art. 7)."""

COMPONENT_CODES = Dated({RESIDENCE_LAW: False, TWO_LEVELS: True})
"""Whether the codes of documents in the national catalogue are known: it was read as published since July 2025."""

FEES_OF_THE_GUIDE = {Channel.PORTAL: Money(15_000), Channel.COUNTER: Money(15_000)}
"""What the guide pictures, before the fee was one in the whole country; provinces set it, so that it is unverified."""

REOPENS: dict[date, tuple[str, ...]] = {
    FEES_OF_75: ("request",),
    TWO_LEVELS: ("agency", "request"),
    CIRCULAR_116: ("subject",),
}
"""Steps whose questions changed: grounds of exemption; units, cases and the address in the request; the name at birth."""

RETENTION = Dated({RESIDENCE_LAW: Retention(archive_after_months=12)})
"""How long dossiers are kept: what the Ministry's table of retention says was not read, so that nothing is ever erased by it."""

COMMON_ACTS = (
    acts.RESIDENCE_LAW,
    acts.LAW_118,
    acts.DECREE_62,
    acts.DECREE_154,
    acts.DECREE_58,
    acts.CIRCULAR_55,
    acts.CIRCULAR_56,
    acts.CIRCULAR_57,
    acts.CIRCULAR_66,
    acts.CIRCULAR_53,
    acts.CIRCULAR_54,
    acts.CIRCULAR_116,
)
FEE_ACTS = (acts.CIRCULAR_75_FEES, acts.CIRCULAR_71_FEES)

RETENTION_DOUBTS = {"retention": Period(RESIDENCE_LAW)}
COMMON_DOUBTS = {
    "forms_of_2021": Period(RESIDENCE_LAW, FORMS_OF_66),
    "attached_ct01": Period(RESIDENCE_LAW, FORMS_OF_66),
    "decree_62": Period(RESIDENCE_LAW, DECREE_154),
    "district_police": Period(RESIDENCE_LAW, TWO_LEVELS),
    "units_before_2025": Period(RESIDENCE_LAW, DECREE_154),
    "eid_channel": Period(RESIDENCE_LAW, TWO_LEVELS),
    "component_codes": Period(RESIDENCE_LAW, TWO_LEVELS),
    "day_of_66": Period(FORMS_OF_66, DECREE_154),
    "forms_of_53": Period(TWO_LEVELS, CIRCULAR_116),
    "circular_57": Period(TWO_LEVELS, CIRCULAR_116),
    "resolution_66_7": Period(DECREE_58),
    "channels": Period(CIRCULAR_116),
    "layout_of_ct08": Period(RESIDENCE_LAW),
    **RETENTION_DOUBTS,
}
"""What no source settles of any residence procedure, and for which days; the reason is the text `unverified.<key>`."""

FEE_DOUBTS = {
    "fee_by_province": Period(RESIDENCE_LAW, FEES_OF_75),
    "exemptions_by_province": Period(RESIDENCE_LAW, FEES_OF_75),
    "border_communes": Period(FEES_OF_75, TWO_LEVELS),
}
CONSENT_DOUBTS = {"consent_by_paper": Period(RESIDENCE_LAW, DECREE_58)}
HOUSEHOLDER_DOUBTS = {"incapable_heads": Period(RESIDENCE_LAW)}


def held(doubts: Mapping[str, Period], on: date) -> tuple[str, ...]:
    """Return which doubts the law of a day leaves."""
    return tuple(key for key, period in doubts.items() if on in period)
