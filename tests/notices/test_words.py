"""Every notice can be read, in both languages."""

import pytest
from django.utils import translation
from tests.builders.notices import DOSSIER, facts_of

from dancu.notices import rendering
from dancu.notices.domain.catalogue import CATALOGUE


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_notice_is_complete_in_vietnamese_and_english(name: str) -> None:
    facts = facts_of(name)
    with translation.override("vi"):
        vietnamese = rendering.words_of(name, facts)
    with translation.override("en"):
        english = rendering.words_of(name, facts)
    for words in (vietnamese, english):
        assert words.subject
        assert words.paragraphs
        assert words.action
        site = "canbo" if name.startswith("officer_") else "dichvucong"
        assert words.link.startswith(f"http://{site}.localhost")
        assert "{" not in words.subject + "".join(words.paragraphs)
    assert vietnamese.subject != english.subject
    assert vietnamese.action != english.action
    assert not set(english.paragraphs) & (set(vietnamese.paragraphs) - {DOSSIER["note"]})


def test_a_dossiers_notice_leads_to_its_page_and_says_when_it_is_due() -> None:
    words = rendering.words_of("dossier_receive", DOSSIER)
    assert words.link.endswith("/dossiers/G01.001.002.003-261124-0017")
    assert "16:30 03/12/2026" in words.paragraphs[0]


def test_what_is_missing_is_listed_line_by_line() -> None:
    assert DOSSIER["note"] in rendering.words_of("dossier_return_for_supplement", DOSSIER).paragraphs


def test_no_reason_is_announced_where_none_is_given() -> None:
    paragraphs = rendering.words_of("dossier_suspend", DOSSIER | {"note": ""}).paragraphs
    assert len(paragraphs) == 1


def test_a_text_message_says_what_happened_and_no_more() -> None:
    text = rendering.sms_of("dossier_refuse", DOSSIER)
    assert "Hồ sơ G01.001.002.003-261124-0017: không được tiếp nhận" in text
    assert "Hợp đồng" not in text
    assert len(text) < 160


def test_a_name_cannot_smuggle_markup_into_a_mail() -> None:
    words = rendering.words_of("dossier_return_for_supplement", DOSSIER | {"note": "<img src=x>"})
    text, page = rendering.mail_of(words, "<b>Hoà</b>")
    assert "<b>Hoà</b>" in text
    assert "<img src=x>" in text
    assert "<b>" not in page
    assert "<img" not in page
