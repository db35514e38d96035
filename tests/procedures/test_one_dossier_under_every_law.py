"""The same dossier filed on four days: form, fee, time limit, units, documents and consent of each, with its source.

`samples/` holds the dossiers. What only permanent registration has (small children, its own documents) stands in
`test_permanent_versions.py`.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from tests.builders.offices import a_commune_agency
from tests.builders.places import a_commune, an_old_commune
from tests.procedures.test_permanent_papers import a_seal, paper_facts
from tests.procedures.test_stories import SAMPLES, Story
from tests.residence.test_papers import text_of

from dancu.casework.domain.filing import Channel
from dancu.casework.filing import Filing
from dancu.casework.procedures import catalogue
from dancu.kernel.working_days import LimitUnit, TimeLimit
from dancu.offices.models import Agency
from dancu.offices.queries import forget_agencies

pytestmark = pytest.mark.django_db

DAYS = (date(2022, 6, 1), date(2024, 6, 1), date(2025, 8, 1), date(2026, 8, 1))


@dataclass(frozen=True, kw_only=True)
class Law:
    """What is the same for all procedures on a day, and where that stands."""

    circular: str
    districts: bool
    takes_ct01: bool
    source: str


LAWS = {
    DAYS[0]: Law(
        circular="56/2021/TT-BCA",
        districts=True,
        takes_ct01=True,
        source="domain.md section 0, 1/7/2021: Circular 56/2021; the guide: three boxes of units, CT01 among the documents",
    ),
    DAYS[1]: Law(
        circular="66/2023/TT-BCA",
        districts=True,
        takes_ct01=False,
        source="domain.md section 0, 1/1/2024: Circular 66/2023; 1.2: the electronic form replaces CT01",
    ),
    DAYS[2]: Law(
        circular="53/2025/TT-BCA",
        districts=False,
        takes_ct01=False,
        source="domain.md section 0, 1/7/2025: no districts, Circulars 53 and 54/2025",
    ),
    DAYS[3]: Law(
        circular="116/2026/TT-BCA",
        districts=False,
        takes_ct01=False,
        source="domain.md section 0, 1/7/2026: Circular 116/2026",
    ),
}


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """What is expected of one dossier: on each of the four days, or on all of them."""

    fees: tuple[tuple[int, int], ...] = ((0, 0),) * 4
    """Dong online and at a counter."""
    working_days: tuple[int, int, int, int]
    documents: frozenset[str] = frozenset()
    """Those without which it is not taken, consents among them."""
    declared_on_ct01: bool = True
    source: str


BEFORE = (15_000, 15_000)
"""The guide's picture; unverified, provinces set it. Since 5/2/2023 Circular 75/2022 does (domain.md section 0)."""
DOSSIERS = {
    "permanent-registration": Dossier(
        fees=(BEFORE, *[(10_000, 20_000)] * 3),
        working_days=(7, 7, 7, 7),
        documents=frozenset({"dwelling"}),
        source="domain.md 1.1, row 1; Residence Law art. 20.1: who owns the dwelling proves that, and nobody has to agree",
    ),
    "temporary-registration": Dossier(
        fees=(BEFORE, *[(7_000, 15_000)] * 3),
        working_days=(3, 3, 3, 3),
        documents=frozenset({"dwelling"}),
        source="domain.md 1.1, row 5; 1.2: proof of a lawful dwelling",
    ),
    "temporary-extension": Dossier(
        fees=(BEFORE, *[(7_000, 15_000)] * 3),
        working_days=(3, 3, 3, 3),
        documents=frozenset({"owner_consent"}),
        source="domain.md 1.1, row 6; 1.2: the owner agrees that the lodger stays on",
    ),
    "household-split": Dossier(
        fees=(BEFORE, *[(5_000, 10_000)] * 3),
        working_days=(5, 5, 5, 5),
        documents=frozenset({"householder_consent"}),
        source="domain.md 1.1, row 3; Residence Law art. 25: the householder agrees",
    ),
    "temporary-absence": Dossier(
        working_days=(1, 1, 1, 1),
        declared_on_ct01=False,
        source="domain.md 1.1, row 10; Residence Law art. 31.1.d: who is not supervised needs nobody's consent",
    ),
    "residence-confirmation": Dossier(
        working_days=(1, 1, 1, 1),
        source="domain.md 1.1, row 11: 1 day for what the database holds",
    ),
    "residence-correction": Dossier(
        working_days=(3, 3, 3, 3),
        source="domain.md 1.1, row 4",
    ),
    "residence-declaration": Dossier(
        working_days=(5, 5, 5, 5),
        source="domain.md 1.1, row 8: 5 days for whom the database knows",
    ),
    "permanent-deletion": Dossier(
        working_days=(5, 5, 5, 5),
        documents=frozenset({"proof_settled_abroad"}),
        source="domain.md 1.1, row 2; Residence Law art. 24.1.b: proof of having settled abroad",
    ),
    "temporary-deletion": Dossier(
        working_days=(2, 2, 2, 3),
        documents=frozenset({"proof_lease_ended"}),
        source="domain.md 1.1, row 7: 2 days, by Decree 58/2026 3 for what a citizen files; Residence Law art. 29.1.e",
    ),
}
CHANNELS = (Channel.PORTAL, Channel.COUNTER)


def test_every_sample_has_its_row() -> None:
    assert {sample.stem for sample in SAMPLES} == set(DOSSIERS)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_dossier_is_judged_by_the_law_of_its_day(sample: Path) -> None:
    story = Story(sample)
    slug, expected = story.procedure.slug, DOSSIERS[story.procedure.slug]
    old, new = an_old_commune(), a_commune()
    for each in (old, new):
        a_commune_agency(each)
    Agency.objects.update(opened_on=date(2021, 7, 1))
    forget_agencies()
    for number, day in enumerate(DAYS):
        law, version = LAWS[day], catalogue().by_slug(slug, day)
        declared = version.read(story.answers, day)
        why = (slug, day, expected.source, law.source)

        assert tuple(version.fee(declared, each, day).amount.dong for each in CHANNELS) == expected.fees[number], why
        assert version.time_limit(declared, day) == TimeLimit(expected.working_days[number], LimitUnit.WORKING_DAYS), (
            why
        )
        assert {each.key for each, needed in version.documents_for(declared) if needed} == expected.documents, why
        assert ("ct01" in {each.key for each in version.documents}) is (law.takes_ct01 and expected.declared_on_ct01), (
            why
        )

        form = version.papers["CT01"]
        drawn, _ = form.draw(form.facts(declared, paper_facts(story.home)), a_seal(story.home))
        assert f"Thông tư số {law.circular}" in text_of(drawn), why

        filing = Filing(
            procedure=version,
            step="agency",
            on=day,
            at=datetime.combine(day, time(2), UTC),
            by=story.home.actor,
            answers={},
        )
        for unit in (old, new):
            typed = {"commune_province": "01", "commune_district": "002", "commune_commune": unit.code}
            step = version.step("agency").form({**typed, "case": version.cases[0]}, filing=filing)
            boxes = step.fields["commune"].widget.get_context("commune", None, None)["widget"]
            assert boxes["with_districts"] is law.districts, why
            assert ("commune" not in step.errors) is ((unit is old) is law.districts), (unit, step.errors, *why)
