"""Searches that an officer keeps: by name, for himself, without whom he looked for."""

import pytest
from django.test import Client
from tests.builders import casework as build
from tests.builders.casework import Desk, Filer
from tests.builders.desks import at_the_desk

from dancu.casework.commands import MOST_SAVED
from dancu.casework.models import SavedSearch

pytestmark = pytest.mark.django_db

LATE = "queue=all&overdue=1"


def keep(browser: Client, name: str = "Quá hạn", query: str = LATE) -> str:
    return browser.post("/searches", {"name": name, "from": query}, follow=True).content.decode()


def test_a_search_is_kept_under_its_name_and_found_in_every_list(browser: Client) -> None:
    keep(browser)
    page = browser.get("/", follow=True).content.decode()
    assert 'href="/?queue=all&amp;overdue=1">Quá hạn</a>' in page


def test_the_same_name_takes_its_place(browser: Client) -> None:
    keep(browser)
    keep(browser, query="queue=mine&overdue=1")
    assert [row.query for row in SavedSearch.objects.all()] == ["queue=mine&overdue=1"]


def test_whom_a_search_looked_for_is_not_kept_with_it(browser: Client) -> None:
    keep(browser, query=f"{LATE}&who=abcd1234&name=Nguyễn+Văn+A&number=001099000001")
    assert SavedSearch.objects.get().query == LATE


@pytest.mark.parametrize("name", ["", "   "])
def test_without_a_name_it_says_so(browser: Client, name: str) -> None:
    assert "Đặt tên cho tìm kiếm" in keep(browser, name)
    assert not SavedSearch.objects.exists()


def test_more_than_enough_are_refused_and_none_is_lost(browser: Client) -> None:
    for number in range(MOST_SAVED):
        keep(browser, f"Tìm kiếm {number}")
    assert str(MOST_SAVED) in keep(browser, "Một nữa")
    assert SavedSearch.objects.count() == MOST_SAVED
    keep(browser, "Tìm kiếm 3", "queue=mine")
    assert SavedSearch.objects.get(name="Tìm kiếm 3").query == "queue=mine"


def test_a_colleague_neither_sees_nor_forgets_it(browser: Client, filer: Filer, desk: Desk) -> None:
    keep(browser)
    kept = SavedSearch.objects.get()
    colleague = at_the_desk(build.an_officer(filer.place))
    assert 'overdue=1">Quá hạn</a>' not in colleague.get("/", follow=True).content.decode()
    colleague.post(f"/searches/{kept.pk}/forget", {"from": LATE})
    assert SavedSearch.objects.filter(pk=kept.pk).exists()
    for _ in range(2):
        browser.post(f"/searches/{kept.pk}/forget", {"from": LATE})
    assert not SavedSearch.objects.exists()
