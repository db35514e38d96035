"""Files are put to the documents of a draft, and taken off again, on a page without JavaScript."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.builders.citizens import Citizen, errors
from tests.builders.documents import a_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def citizen() -> Citizen:
    return Citizen()


def test_a_missing_document_is_asked_for_before_review(citizen: Citizen) -> None:
    citizen.fill_in()
    assert citizen.browser.get(f"{citizen.draft}/review")["Location"] == f"{citizen.draft}/documents"


def test_a_file_that_is_no_document_is_refused_at_its_field(citizen: Citizen) -> None:
    citizen.fill_in()
    file = SimpleUploadedFile("virus.pdf", b"MZ" + bytes(1000))
    answer = citizen.browser.post(f"{citizen.draft}/documents", {"files-dwelling": file, "_attach": "dwelling"})
    assert answer.status_code == 400
    assert len(errors(answer)) == 1


def test_a_removed_file_is_gone(citizen: Citizen) -> None:
    citizen.fill_in()
    citizen.attach()
    page = citizen.browser.get(f"{citizen.draft}/documents").content.decode()
    remove = re.search(r'name="_remove" value="([^"]*)"', page)
    assert remove
    assert citizen.browser.post(f"{citizen.draft}/documents", {"_remove": remove[1]}).status_code == 302
    assert "so-do.pdf" not in citizen.browser.get(f"{citizen.draft}/documents").content.decode()


def test_going_on_takes_in_the_files_that_were_chosen(citizen: Citizen) -> None:
    citizen.fill_in()
    file = SimpleUploadedFile("so-do.pdf", a_pdf())
    answer = citizen.browser.post(f"{citizen.draft}/documents", {"files-dwelling": file, "_continue": "1"})
    assert answer["Location"] == f"{citizen.draft}/review"


def test_going_on_without_a_required_document_says_so_at_it(citizen: Citizen) -> None:
    citizen.fill_in()
    answer = citizen.browser.post(f"{citizen.draft}/documents", {"_continue": "1"})
    assert answer.status_code == 400
    assert len(errors(answer)) == 1


def test_a_file_that_is_there_already_is_not_attached_again(citizen: Citizen) -> None:
    citizen.fill_in()
    for name in ("so-do.pdf", "ban-sao.pdf"):
        sent = {"files-dwelling": SimpleUploadedFile(name, a_pdf()), "_attach": "dwelling"}
        answer = citizen.browser.post(f"{citizen.draft}/documents", sent)
    assert answer.status_code == 400
    assert "ban-sao.pdf: Tệp tin này đã được đính kèm vào giấy tờ này." in errors(answer)[0]
    page = citizen.browser.get(f"{citizen.draft}/documents").content.decode()
    assert page.count('name="_remove"') == 1


def test_of_several_files_the_good_ones_stay(citizen: Citizen) -> None:
    citizen.fill_in()
    files = [SimpleUploadedFile("so-do.pdf", a_pdf()), SimpleUploadedFile("virus.pdf", b"MZ" + bytes(1000))]
    answer = citizen.browser.post(f"{citizen.draft}/documents", {"files-dwelling": files, "_attach": "dwelling"})
    page = answer.content.decode()
    assert "virus.pdf" in errors(answer)[0]
    assert "so-do.pdf" in page
