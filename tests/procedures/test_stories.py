"""Each procedure that has sample answers, from the draft to the changed register: `samples/<slug>.toml`.

A sample holds the answers of the procedure's own steps, by step; who files, what all declarations ask and an agency are added.
`[world]` says what is true before: `temporary` is the end of a temporary residence at the place, which is declared there;
`head` names the householder of his permanent household, `at_home` says that he files where that is, `nowhere` that
he has none; where nothing is to be registered, `changes_register` is false.
"""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.builders.casework import a_file
from tests.builders.identity import acting
from tests.builders.offices import an_officer
from tests.builders.places import a_commune, a_province
from tests.builders.population import a_person
from tests.builders.procedures import NOW, ON, Household
from tests.builders.residence import a_household, a_temporary_residence

from dancu.casework import commands as casework
from dancu.casework.domain.filing import Channel
from dancu.casework.domain.states import State
from dancu.casework.domain.workflow import Action
from dancu.casework.models import Dossier, Paper
from dancu.casework.procedures import Procedure, Reading, catalogue
from dancu.casework.showing import Comparison
from dancu.documents.domain.seals import Seal
from dancu.kernel.actor import SYSTEM, Purpose
from dancu.kernel.money import NOTHING
from dancu.offices.queries import OfficerView
from dancu.places.domain.units import Kind
from dancu.residence.domain.relations import Relation
from dancu.residence.models import ResidenceEvent

pytestmark = pytest.mark.django_db

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.toml"))
each_sample = pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
SEAL = Seal(words="Ký số bởi", signer="Công an", at=NOW, where="dichvucong.localhost/verify", code="DC1:")


class Story:
    """A sample, and the person in whose name it is filed."""

    def __init__(self, sample: Path) -> None:
        self.procedure: Procedure[Any] = catalogue().by_slug(sample.stem, ON)
        written = tomllib.loads(sample.read_text())
        world = written.pop("world", {})
        self.changes_register = world.get("changes_register", True)
        person = a_person("Nguyễn Văn An")
        self.home = Household(person)
        far = a_commune("Xã Tân Hưng", code="26743", province=a_province("Cà Mau", code="96"), kind=Kind.COMMUNE)
        unit = self.home.place if world.get("at_home") else far
        if "head" in world:
            head = a_person(world["head"])
            a_household(head, (person, Relation.CHILD), unit=unit)
            written["place"] |= {"head_name": head.name.full, "head_pin": str(head.pin)}
        elif not world.get("nowhere"):
            a_household(person, unit=unit)
        if until := world.get("temporary"):
            a_temporary_residence(
                person,
                since=date(2025, 12, 1),
                until=date.fromisoformat(until),
                unit=self.home.place,
                line=written["place"]["line"],
            )
        shared = self.home.answers()
        self.answers = {
            step.key: {**(shared[step.key] if step.key in SHARED_STEPS else {}), **written.get(step.key, {})}
            for step in self.procedure.steps
        }

    @property
    def application(self) -> Any:
        return self.procedure.read(self.answers, ON)

    def submitted(self) -> str:
        draft = casework.begin_draft(procedure_code=self.procedure.code, by=self.home.actor, at=NOW)
        at_draft: dict[str, Any] = {"draft_id": draft, "by": self.home.actor, "at": NOW}
        for step, answers in self.answers.items():
            casework.save_step(step=step, typed={}, answers=answers, revision=None, **at_draft)
        for document, needed in self.procedure.documents_for(self.application):
            if needed:
                casework.attach(document=document.key, file_id=a_file().pk, name="giay-to.pdf", **at_draft)
        return casework.submit(channel=Channel.PORTAL, **at_draft).code

    def acts(self, action: Action, code: str, officer: OfficerView, **more: Any) -> State:
        return casework.perform(action, code=code, by=acting(officer), officer=officer, at=NOW, **more).state

    def approved(self) -> Dossier:
        code = self.submitted()
        receiver, processor, leader = (an_officer(self.home.agency) for _ in range(3))
        self.acts(
            Action.RECEIVE, code, receiver, received=casework.Received(provision=self.procedure.provisions[0].key)
        )
        self.acts(Action.TAKE, code, processor)
        self.acts(Action.PROPOSE, code, processor, note="Đủ điều kiện", outcome="approve")
        self.acts(Action.APPROVE, code, leader)
        return Dossier.objects.get(code=code)


SHARED_STEPS = ("agency", "subject", "members", "request")


@each_sample
def test_a_sample_is_filed_received_and_approved_and_changes_the_register_where_it_is_to(sample: Path) -> None:
    story = Story(sample)
    dossier = story.approved()
    assert dossier.state == State.DECIDED
    assert ResidenceEvent.objects.filter(dossier=dossier.pk).exists() is story.changes_register


@each_sample
def test_every_paper_of_a_samples_course_is_drawn(sample: Path) -> None:
    story = Story(sample)
    story.approved()
    papers = {paper.form: paper for paper in Paper.objects.all()}
    assert {"CT01", "CT04", *story.procedure.workflow.results} <= set(papers)
    for form, paper in papers.items():
        content, _ = story.procedure.papers[form].draw(paper.facts, SEAL)
        assert content.startswith(b"%PDF"), form


@each_sample
def test_the_register_stands_against_nothing_that_is_true(sample: Path) -> None:
    story = Story(sample)
    reading = Reading(by=SYSTEM, purpose=Purpose.DOSSIER, at=NOW)
    rows = story.procedure.compare(story.application, reading)
    assert rows
    assert [row for row in rows if row.blocking] == []
    assert [
        label for row in rows for label in labels(row) if label not in story.procedure.texts.by_language["vi"]
    ] == []


def labels(row: Comparison) -> list[str]:
    return [
        f"comparison.{row.section}.title",
        f"comparison.{row.label}",
        *([f"mismatches.{row.reason}"] if row.reason else []),
    ]


@each_sample
def test_a_summary_has_its_words_and_leads_to_its_steps(sample: Path) -> None:
    story = Story(sample)
    texts, steps = story.procedure.texts, {step.key for step in story.procedure.steps}
    for section in story.procedure.summary(story.application):
        assert section.step in steps
        assert texts(f"summary.{section.title}.title")
        header = section.table[0] if section.table else ()
        assert [texts(f"summary.{label}") for label in (*(row.label for row in section.rows), *header)]


@each_sample
def test_a_sample_is_of_a_known_case_and_pays_the_fee_that_the_guidance_says(sample: Path) -> None:
    story = Story(sample)
    assert story.procedure.case_of(story.application) in story.procedure.cases
    for channel in Channel:
        fee = story.procedure.fee(story.application, channel, ON)
        assert fee.amount == story.procedure.fees.get(channel, NOTHING)
    assert story.procedure.time_limit(story.application, ON) in story.procedure.limits
