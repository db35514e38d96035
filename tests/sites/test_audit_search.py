"""Auditors find who saw or did what in their jurisdiction."""

import pytest
from django.test import Client
from tests.builders import casework as build
from tests.builders.casework import Filer
from tests.builders.desks import at_the_desk

from dancu.audit.models import AuditRow
from dancu.offices.domain import rights
from dancu.offices.domain.rights import Function

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("parking_permit")]


@pytest.fixture
def auditor(filer: Filer) -> Client:
    return at_the_desk(build.an_officer(filer.place, Function.AUDIT))


def test_who_opened_a_dossier_and_who_had_it_in_a_list_is_found(filer: Filer, browser: Client, auditor: Client) -> None:
    code = filer.a_dossier()
    browser.get("/")
    browser.get(f"/dossiers/{code}")
    page = auditor.post("/audit", {"code": code.lower()}).content.decode()
    assert "casework.dossier_read" in page
    assert "casework.dossiers_searched" in page


def test_the_search_is_among_its_own_results(filer: Filer, auditor: Client) -> None:
    page = auditor.post("/audit", {"code": "X", "purpose": "audit"}).content.decode()
    assert "audit.searched" in page
    assert AuditRow.objects.filter(act="audit.searched", subject_id="X").count() == 1


def test_what_another_agency_did_is_not_shown(filer: Filer, browser: Client) -> None:
    code = filer.a_dossier()
    browser.get(f"/dossiers/{code}")
    elsewhere = at_the_desk(build.an_officer(build.an_agency("79", "26740"), Function.AUDIT))
    assert "casework.dossier_read" not in elsewhere.post("/audit", {"code": code}).content.decode()


def test_older_entries_follow_without_a_gap(filer: Filer, browser: Client, auditor: Client) -> None:
    for _ in range(55):
        browser.get("/")
    first = auditor.post("/audit", {"purpose": "dossier"})
    second = auditor.post("/audit", {"purpose": "dossier", "older": first.context["older"]})
    shown = [[line["row"].id for line in each.context["lines"]] for each in (first, second)]
    assert len(shown[0]) == 50
    assert max(shown[1]) < min(shown[0])
    assert {*shown[0], *shown[1]} >= set(
        AuditRow.objects.filter(act="casework.dossiers_searched").values_list("id", flat=True)
    )


def test_an_unknown_person_or_officer_is_said_at_the_field(auditor: Client) -> None:
    answer = auditor.post("/audit", {"number": "001099000001", "username": "nobody"})
    assert answer.status_code == 400
    assert answer.context["form"].errors["number"]


def test_an_officer_without_the_right_is_refused(filer: Filer) -> None:
    without = at_the_desk(build.an_officer(filer.place, Function.RECEPTION))
    assert without.get("/audit").status_code == 403
    assert rights.SEARCH_AUDIT not in rights.of(Function.RECEPTION)
