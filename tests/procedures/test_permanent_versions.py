"""The same dossier under every version of the law, each row with the source of what it expects."""

import subprocess
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from tests.builders.casework import a_file
from tests.builders.places import a_commune, an_old_commune
from tests.builders.population import a_person
from tests.builders.procedures import Household, a_mover, an_application, filed_by

from dancu.casework import commands as casework
from dancu.casework.domain.filing import Channel
from dancu.casework.filing import Filing
from dancu.casework.models import Dossier, Paper
from dancu.casework.procedures import catalogue
from dancu.declarations.domain.declaration import Standing
from dancu.documents.domain.seals import Seal
from dancu.kernel.dates import PartialDate
from dancu.offices.models import Agency
from dancu.offices.queries import forget_agencies
from dancu.places.domain.units import Unit
from dancu.places.queries import forget_directory
from dancu.procedures.permanent_registration.application import Ground

pytestmark = pytest.mark.django_db

CODE = "1.004222"


@dataclass(frozen=True, kw_only=True)
class Law:
    """What is expected of a day, and where that stands."""

    day: date
    version: int
    circular: str
    online: int
    counter: int
    districts: bool
    decree: str
    asks_consent_for_small_children: bool = True
    takes_ct01: bool = False
    source: str

    @property
    def at(self) -> datetime:
        return datetime.combine(self.day, time(2), UTC)


LAWS = [
    Law(
        day=date(2022, 6, 1),
        version=1,
        circular="56/2021/TT-BCA",
        online=15_000,
        counter=15_000,
        districts=True,
        decree="62/2021",
        takes_ct01=True,
        source="the guide: steps of the procedure (CT04 56/2021), its six documents with CT01, its fee of 15,000 VND; "
        "domain.md section 0, 1/7/2021",
    ),
    Law(
        day=date(2023, 6, 1),
        version=2,
        circular="56/2021/TT-BCA",
        online=10_000,
        counter=20_000,
        districts=True,
        decree="62/2021",
        takes_ct01=True,
        source="domain.md section 0, 5/2/2023: Circular 75/2022; 1.1, the fees",
    ),
    Law(
        day=date(2024, 6, 1),
        version=3,
        circular="66/2023/TT-BCA",
        online=10_000,
        counter=20_000,
        districts=True,
        decree="62/2021",
        source="domain.md section 0, 1/1/2024: Circular 66/2023; 1.2: the electronic form replaces CT01",
    ),
    Law(
        day=date(2025, 2, 1),
        version=4,
        circular="66/2023/TT-BCA",
        online=10_000,
        counter=20_000,
        districts=True,
        decree="154/2024",
        source="domain.md section 0, 10/1/2025: Decree 154/2024, the list of proofs of a dwelling",
    ),
    Law(
        day=date(2025, 8, 1),
        version=5,
        circular="53/2025/TT-BCA",
        online=10_000,
        counter=20_000,
        districts=False,
        decree="154/2024",
        source="domain.md section 0, 1/7/2025: no districts, Circulars 53 and 54/2025; the national catalogue's CT01 53/2025",
    ),
    Law(
        day=date(2026, 4, 1),
        version=6,
        circular="53/2025/TT-BCA",
        online=10_000,
        counter=20_000,
        districts=False,
        decree="154/2024",
        source="domain.md section 0, 15/3/2026: Decree 58/2026, whose part on children under 6 is of 1/7/2026",
    ),
    Law(
        day=date(2026, 8, 1),
        version=7,
        circular="116/2026/TT-BCA",
        online=10_000,
        counter=20_000,
        districts=False,
        decree="154/2024",
        asks_consent_for_small_children=False,
        source="domain.md section 0, 1/7/2026: Circular 116/2026; 1.2: under 6 without consent (Decree 58/2026 art. 7)",
    ),
]
each_law = pytest.mark.parametrize("law", LAWS, ids=lambda law: str(law.day))


@pytest.fixture(autouse=True)
def fresh_lists() -> None:
    forget_directory()
    forget_agencies()


def a_household(law: Law) -> Household:
    """Return somebody who files at the agency of a commune of the day."""
    home = Household(a_person("Nguyễn Văn An"), place=an_old_commune() if law.districts else a_commune())
    Agency.objects.update(opened_on=date(2021, 1, 1))
    forget_agencies()
    return home


def submitted(home: Household, law: Law) -> Dossier:
    draft = casework.begin_draft(procedure_code=CODE, by=home.actor, at=law.at)
    at_draft: dict[str, Any] = {"draft_id": draft, "by": home.actor, "at": law.at}
    for step, answers in home.answers(subject={"current": "Số 7 ngõ 3"}).items():
        casework.save_step(step=step, typed={}, answers=answers, revision=None, **at_draft)
    casework.attach(document="dwelling", file_id=a_file().pk, name="so-do.pdf", **at_draft)
    casework.submit(channel=Channel.PORTAL, **at_draft)
    return Dossier.objects.get()


@each_law
def test_a_dossier_keeps_the_version_the_fee_and_the_form_of_its_day(law: Law) -> None:
    dossier = submitted(a_household(law), law)
    assert (dossier.procedure_version, dossier.filed_on, dossier.fee_dong) == (law.version, law.day, law.online), (
        law.source
    )

    declaration = Paper.objects.get(form="CT01")
    seal = Seal(words="", signer="", at=declaration.issued_at, where="", code="DC1:")
    drawn, _ = catalogue().version(CODE, dossier.procedure_version).papers["CT01"].draw(declaration.facts, seal)
    text = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=drawn, capture_output=True, check=True
    ).stdout.decode()
    assert f"Thông tư số {law.circular}" in text, law.source
    assert ("Số 7 ngõ 3" in text) is (law.circular == "56/2021/TT-BCA"), law.source


@each_law
def test_the_fee_follows_the_day_and_the_channel(law: Law) -> None:
    version = catalogue().current(CODE, law.day)
    application = an_application(on=law.day)
    amounts = [version.fee(application, channel, law.day).amount.dong for channel in (Channel.PORTAL, Channel.COUNTER)]
    assert amounts == [law.online, law.counter], law.source
    assert [version.fees[channel].dong for channel in (Channel.PORTAL, Channel.COUNTER)] == amounts


@each_law
def test_the_units_and_the_cases_are_those_of_the_day(law: Law) -> None:
    home = a_household(law)
    old, new = an_old_commune(code="00061"), a_commune()
    form = the_agency_step(home, law, old if law.districts else new)
    assert form.is_valid(), (form.errors, law.source)
    boxes = form.fields["commune"].widget.get_context("commune", None, None)["widget"]
    assert boxes["with_districts"] is law.districts, law.source
    assert not the_agency_step(home, law, new if law.districts else old).is_valid(), law.source

    cases = catalogue().current(CODE, law.day).cases
    assert ("other_district_new" in cases, "same_province_new" in cases) == (law.districts, not law.districts), (
        law.source
    )


def the_agency_step(home: Household, law: Law, unit: Unit) -> Any:
    version = catalogue().current(CODE, law.day)
    filing = Filing(procedure=version, step="agency", on=law.day, at=law.at, by=home.actor, answers={})
    typed = {"commune_province": "01", "commune_district": "002", "commune_commune": unit.code}
    return version.step("agency").form({**typed, "case": "other_province_new"}, filing=filing)


@each_law
def test_the_documents_are_those_of_the_day(law: Law) -> None:
    version = catalogue().current(CODE, law.day)
    assert f"Nghị định số {law.decree}/NĐ-CP" in version.texts("documents.dwelling.name", "vi"), law.source
    assert ("ct01" in {each.key for each in version.documents}) is law.takes_ct01, law.source
    # The five documents of the guide's picture besides CT01 are asked for in every version.
    pictured = {"dwelling", "kinship", "condition", "floor_area", "religious_status"}
    assert pictured <= {each.key for each in version.documents}


@each_law
def test_small_children_join_their_parents_without_consent_only_since_2026(law: Law) -> None:
    version = catalogue().current(CODE, law.day)
    born = PartialDate(law.day.year - 3, 1, 1)
    application = an_application(
        Ground.KIN_CLOSE, on=law.day, subject=a_mover(born=born), filer=filed_by(Standing.PARENT)
    )
    required = {document.key for document, needed in version.documents_for(application) if needed}
    assert ("householder_consent" in required) is law.asks_consent_for_small_children, law.source
