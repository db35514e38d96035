"""Filling in and submitting, by one person in several windows and by several people at once."""

from datetime import timedelta

import pytest
from tests.builders import casework as build
from tests.builders import jobs
from tests.builders.casework import NOW, Filer

from dancu.casework import commands as casework
from dancu.casework import queries
from dancu.casework.domain.filing import Channel
from dancu.casework.domain.states import State
from dancu.casework.domain.workflow import Action, ActNotPossible
from dancu.casework.models import Dossier, Submission
from dancu.documents.models import StoredFile
from dancu.documents.tasks import forget
from dancu.notices.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def filer() -> Filer:
    return Filer(build.an_agency())


def submit(filer: Filer, draft: object) -> str:
    return casework.submit(draft_id=draft, channel=Channel.PORTAL, by=filer.citizen, at=NOW).code  # type: ignore[arg-type]


def test_what_was_typed_stays_even_when_it_is_wrong(filer: Filer) -> None:
    draft = filer.a_draft(complete=False, plate="???")
    view = queries.get_draft(draft, by=filer.citizen, at=NOW)
    assert view.typed["request"]["plate"] == ["???"]
    assert "request" not in view.answers


def test_a_step_that_becomes_wrong_is_open_again(filer: Filer) -> None:
    draft = filer.a_draft()
    casework.save_step(
        draft_id=draft, step="request", typed={"plate": [""]}, answers=None, revision=None, by=filer.citizen, at=NOW
    )
    assert queries.get_draft(draft, by=filer.citizen, at=NOW).answers == {}


def test_a_second_window_does_not_overwrite_the_first(filer: Filer) -> None:
    draft = filer.a_draft()
    seen = queries.get_draft(draft, by=filer.citizen, at=NOW).revision
    save = {"draft_id": draft, "step": "request", "answers": None, "by": filer.citizen, "at": NOW, "revision": seen}
    casework.save_step(typed={"plate": ["one"]}, **save)  # type: ignore[arg-type]
    with pytest.raises(casework.StaleDraft):
        casework.save_step(typed={"plate": ["two"]}, **save)  # type: ignore[arg-type]
    assert queries.get_draft(draft, by=filer.citizen, at=NOW).typed["request"]["plate"] == ["one"]


def test_somebody_elses_draft_is_not_there(filer: Filer) -> None:
    draft, stranger = filer.a_draft(), build.a_citizen()
    with pytest.raises(queries.NoSuchDraft):
        queries.get_draft(draft, by=stranger, at=NOW)
    with pytest.raises(queries.NoSuchDraft):
        casework.submit(draft_id=draft, channel=Channel.PORTAL, by=stranger, at=NOW)
    with pytest.raises(queries.NoSuchDraft):
        casework.discard_draft(draft_id=draft, by=stranger, at=NOW)


def test_an_incomplete_draft_says_which_step_is_missing(filer: Filer) -> None:
    with pytest.raises(casework.Incomplete) as refused:
        submit(filer, filer.a_draft(complete=False))
    assert list(refused.value.fields) == ["request"]


def test_a_required_document_must_be_attached(filer: Filer) -> None:
    draft = filer.a_draft()
    attachment = queries.get_draft(draft, by=filer.citizen, at=NOW).attachments["registration"][0]
    casework.detach(draft_id=draft, attachment_id=attachment.id, by=filer.citizen, at=NOW)
    with pytest.raises(casework.Incomplete) as refused:
        submit(filer, draft)
    assert list(refused.value.fields) == ["document:registration"]


def test_a_draft_holds_forty_files_and_no_more(filer: Filer) -> None:
    draft = filer.a_draft()
    more = {"draft_id": draft, "document": "registration", "name": "tep.pdf", "by": filer.citizen, "at": NOW}
    for _ in range(39):
        casework.attach(file_id=build.a_file().pk, **more)  # type: ignore[arg-type]
    with pytest.raises(casework.TooManyFiles):
        casework.attach(file_id=build.a_file().pk, **more)  # type: ignore[arg-type]


def test_submitting_gives_a_code_of_agency_day_and_number(filer: Filer) -> None:
    codes = [submit(filer, filer.a_draft()) for _ in range(2)]
    assert codes == [f"{filer.place.code}-261124-0001", f"{filer.place.code}-261124-0002"]


def test_submitting_twice_makes_one_dossier(filer: Filer) -> None:
    draft = filer.a_draft()
    assert submit(filer, draft) == submit(filer, draft)
    assert Dossier.objects.count() == 1


def test_submitting_freezes_what_was_declared_and_tells_the_applicant(filer: Filer) -> None:
    code = filer.a_dossier(plate="30A-99999")
    view = queries.get_own_dossier(code, by=filer.citizen, at=NOW)
    assert view.application.plate == "30A-99999"
    assert [paper.form for paper in view.papers] == ["CT01"]
    assert [file.name for file in view.attachments] == ["dang-ky.pdf"]
    assert [line.action for line in view.timeline] == ["submit"]
    assert Message.objects.filter(account_id=filer.citizen.account_id).count() == 1
    assert queries.list_drafts(by=filer.citizen, at=NOW) == ()


def test_a_supplement_opens_with_all_that_was_filed_and_makes_the_next_round(filer: Filer) -> None:
    code, desk = filer.a_dossier(plate="30A-00001"), build.an_officer(filer.place)
    build.act(desk, Action.RETURN_FOR_SUPPLEMENT, code, note="Bổ sung bản chụp rõ hơn")
    draft = casework.begin_supplement(code=code, by=filer.citizen, at=NOW)
    assert casework.begin_supplement(code=code, by=filer.citizen, at=NOW) == draft
    view = queries.get_draft(draft, by=filer.citizen, at=NOW)
    assert view.supplement_note == "Bổ sung bản chụp rõ hơn"
    assert [file.name for file in view.attachments["registration"]] == ["dang-ky.pdf"]
    answers = {**view.answers["request"], "plate": "30A-00002"}
    casework.save_step(
        draft_id=draft, step="request", typed={}, answers=answers, revision=view.revision, by=filer.citizen, at=NOW
    )
    assert submit(filer, draft) == submit(filer, draft) == code
    rounds = Submission.objects.filter(dossier__code=code).order_by("round")
    assert [row.answers["request"]["plate"] for row in rounds] == ["30A-00001", "30A-00002"]
    assert queries.get_own_dossier(code, by=filer.citizen, at=NOW).state is State.RESUBMITTED


def test_a_supplement_goes_back_to_the_same_agency(filer: Filer) -> None:
    code, desk = filer.a_dossier(), build.an_officer(filer.place)
    elsewhere = build.an_agency("79", "26743")
    build.act(desk, Action.RETURN_FOR_SUPPLEMENT, code)
    draft = casework.begin_supplement(code=code, by=filer.citizen, at=NOW)
    view = queries.get_draft(draft, by=filer.citizen, at=NOW)
    answers = {**view.answers["request"], "agency": elsewhere.id}
    casework.save_step(
        draft_id=draft, step="request", typed={}, answers=answers, revision=None, by=filer.citizen, at=NOW
    )
    with pytest.raises(casework.AgencyChanged):
        submit(filer, draft)


def test_only_a_returned_dossier_can_be_supplemented(filer: Filer) -> None:
    code = filer.a_dossier()
    with pytest.raises(casework_conflict()):
        casework.begin_supplement(code=code, by=filer.citizen, at=NOW)


def casework_conflict() -> type[Exception]:
    from dancu.casework.domain.workflow import ActNotPossible

    return ActNotPossible


def test_lists_show_what_waits_for_the_applicant_first(filer: Filer) -> None:
    desk = build.an_officer(filer.place)
    returned = filer.a_dossier()
    newer = casework.submit(
        draft_id=filer.a_draft(), channel=Channel.PORTAL, by=filer.citizen, at=NOW + timedelta(hours=1)
    ).code
    build.act(desk, Action.RETURN_FOR_SUPPLEMENT, returned)
    assert [row.code for row in queries.list_own_dossiers(by=filer.citizen, at=NOW)] == [returned, newer]
    assert queries.list_own_dossiers(by=build.a_citizen(), at=NOW) == ()


def test_a_supplement_is_sent_as_a_whole_and_not_as_a_mere_act(filer: Filer) -> None:
    code = filer.a_dossier()
    build.act(build.an_officer(filer.place), Action.RETURN_FOR_SUPPLEMENT, code)
    with pytest.raises(ActNotPossible):
        casework.perform(Action.RESUBMIT, code=code, by=filer.citizen, at=NOW)


def test_files_of_what_is_thrown_away_are_forgotten_unless_another_holds_them(filer: Filer) -> None:
    kept, alone, taken_off = build.a_file().pk, build.a_file().pk, build.a_file().pk
    first, second = filer.a_draft(), filer.a_draft()
    more = {"document": "registration", "name": "a.pdf", "by": filer.citizen, "at": NOW}
    casework.attach(draft_id=second, file_id=kept, **more)
    casework.attach(draft_id=first, file_id=kept, **more)
    casework.attach(draft_id=first, file_id=alone, **more)
    attachment = casework.attach(draft_id=first, file_id=taken_off, **more)
    casework.detach(draft_id=first, attachment_id=attachment, by=filer.citizen, at=NOW)
    casework.discard_draft(draft_id=first, by=filer.citizen, at=NOW)
    for job in jobs.queued("documents.forget"):
        forget(**job)
    assert set(StoredFile.objects.filter(pk__in=[kept, alone, taken_off]).values_list("pk", flat=True)) == {kept}
