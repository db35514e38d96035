"""Reports as an officer reads them: figures that lead to their dossiers, periods that are wrong, and the workbook."""

import re
from io import BytesIO

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook
from tests.builders import casework as build
from tests.builders.casework import Desk, Filer, act
from tests.builders.desks import at_the_desk

from dancu.casework.domain.workflow import Action
from dancu.offices.domain.rights import Function
from dancu.platform.clock import now

pytestmark = pytest.mark.django_db

FIGURE = re.compile(r'href="(/reports/dossiers\?[^"]+)">(\d+)<')


@pytest.fixture
def leader(filer: Filer) -> Client:
    return at_the_desk(build.an_officer(filer.place, *build.EVERYTHING, Function.DOSSIER_REPORTS))


@pytest.fixture
def received(filer: Filer, desk: Desk) -> str:
    code = filer.a_dossier()
    act(desk, Action.RECEIVE, code, at=now())
    return code


def test_each_figure_leads_to_as_many_dossiers(leader: Client, received: str) -> None:
    figures = FIGURE.findall(leader.get("/reports").content.decode())
    assert [count for _, count in figures] == ["1"] * 4  # received online and open, in its line and in the sum
    for href, count in figures:
        listed = leader.get(href.replace("&amp;", "&")).content.decode()
        assert listed.count(f">{received}</a>") == int(count)


@pytest.mark.parametrize("grouping", ["agency", "procedure", "officer"])
def test_it_is_parted_as_asked(leader: Client, received: str, grouping: str) -> None:
    page = leader.get(f"/reports?by={grouping}").content.decode()
    assert page.count('<th scope="row"') == 2


@pytest.mark.parametrize(
    "asked", ["since=1/2/2026&until=1/1/2026", "since=1/1/2020&until=1/1/2026", "since=&until=x", "by=nothing"]
)
def test_a_period_that_is_wrong_says_so_and_keeps_what_was_typed(leader: Client, asked: str) -> None:
    answer = leader.get(f"/reports?{asked}")
    assert answer.status_code == 400
    assert "govuk-error-summary" in answer.content.decode()


def test_an_agency_beyond_the_jurisdiction_is_not_there(leader: Client) -> None:
    there = build.an_agency("79", "26743")
    assert leader.get(f"/reports?within={there.code}").status_code == 404


def test_the_workbook_has_the_same_figures_as_numbers(leader: Client, received: str) -> None:
    answer = leader.get("/reports/table.xlsx")
    assert answer["Content-Disposition"].endswith('.xlsx"')
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [row[2] for row in rows[-2:]] == [1.0, 1.0]


def test_the_desks_name_who_has_what(leader: Client, received: str, desk: Desk) -> None:
    act(desk, Action.TAKE, received, at=now())
    assert desk.officer.full_name in leader.get("/reports/desks").content.decode()


def test_without_the_right_there_is_no_report_and_no_entry_in_the_menu(browser: Client) -> None:
    assert {
        browser.get(f"/reports{path}").status_code for path in ("", "/table.xlsx", "/desks", "/dossiers?of=open")
    } == {403}
    assert 'href="/reports"' not in browser.get("/").content.decode()
