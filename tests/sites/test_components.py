"""Every component draws what it is given, escapes it, and says nothing where there is nothing to say."""

from datetime import UTC, datetime

import pytest
from django import forms
from django.template import Context, Template

from dancu.casework.domain.states import PublicStatus, State
from dancu.platform.forms import DateBoxesField
from dancu.sites.ui.parts import Compared, File, Moment, Progress, Row, Tab, Task, Verdict, When

NOW = datetime(2026, 11, 24, 7, 5, tzinfo=UTC)


def draw(source: str, **facts: object) -> str:
    return Template("{% load ui %}" + source).render(Context(facts))


def test_a_status_has_its_national_name_and_tone() -> None:
    assert draw("{% tag status %}", status=PublicStatus.SUPPLEMENT_ASKED) == (
        '<strong class="govuk-tag govuk-tag--warn">Yêu cầu bổ sung giấy tờ</strong>\n'
    )


@pytest.mark.parametrize("status", [*PublicStatus, *State])
def test_every_status_can_be_drawn(status: object) -> None:
    assert "govuk-tag" in draw("{% tag status %}", status=status)


def test_what_people_wrote_is_escaped_everywhere() -> None:
    nasty = "<script>alert(1)</script>"
    pages = [
        draw("{% summary_list rows %}", rows=[Row(label=nasty, value=[nasty, nasty])]),
        draw("{% timeline moments %}", moments=[Moment(what=nasty, who=nasty, at=NOW, note=nasty)]),
        draw("{% files files %}", files=[File(name=nasty, href="/x", about=nasty, remove="/y")]),
        draw("{% empty t t href='/x' action=t %}", t=nasty),
        draw("{% big_code t t %}", t=nasty),
        draw("{% notice 'bad' %}{{ t }}{% endnotice %}", t=nasty),
        draw("{% card t %}{{ t }}{% endcard %}", t=nasty),
        draw("{% comparison rows %}", rows=[compared(declared=nasty, registered=nasty)]),
        draw("{% breadcrumbs t '/x' t %}", t=nasty),
    ]
    assert not any("<script" in page for page in pages)


def compared(**facts: object) -> Compared:
    return Compared(**({"label": "Họ tên", "verdict": Verdict.DIFFERENT} | facts))  # type: ignore[arg-type]


def test_a_difference_is_marked_by_more_than_colour() -> None:
    page = draw("{% comparison rows %}", rows=[compared(declared="An", registered="Ân")])
    assert "dc-compare__row--differs" in page
    assert "Khác" in page
    assert "#differs" in page


def test_a_task_that_cannot_be_opened_yet_is_no_link() -> None:
    tasks = [
        Task(title="Một", progress=Progress.DONE, href="/1"),
        Task(title="Hai", progress=Progress.NOW, href="/2"),
        Task(title="Ba", progress=Progress.LATER),
    ]
    page = draw("{% task_list tasks %}", tasks=tasks)
    assert page.count("<a ") == 2
    assert 'aria-current="step"' in page


def test_tabs_stop_counting_at_a_cap() -> None:
    page = draw("{% tabs tabs %}", tabs=[Tab(label="Chờ", href="/", count=1000, current=True)])
    assert "999+" in page
    assert 'aria-current="page"' in page


def test_a_timeline_tells_local_time() -> None:
    page = draw("{% timeline moments %}", moments=[Moment(what="Tiếp nhận", at=NOW, when=When.NOW)])
    assert "14:05 24/11/2026" in page


def test_numbers_are_read_in_groups() -> None:
    assert draw("{{ pin|grouped }}", pin="001199000001") == "001 1 99 000001"
    assert draw("{{ pin|grouped }}", pin="012345678") == "012345678"


class Form(forms.Form):
    name = forms.CharField(label="Họ tên", help_text="Như trên thẻ")
    born = DateBoxesField(label="Ngày sinh")
    way = forms.ChoiceField(label="Cách", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="Cam đoan")
    file = forms.FileField(label="Tệp", required=False)


def test_a_field_has_label_hint_star_and_error_tied_to_it() -> None:
    form = Form({})
    page = draw("{% error_summary form %}{{ form.name.as_field_group }}", form=form)
    assert 'href="#id_name"' in page
    assert 'aria-describedby="id_name_helptext id_name_error"' in page or "id_name_helptext" in page
    assert "govuk-input--error" in page
    assert "Lỗi:" in page
    assert "dc-star" in page


def test_groups_are_fieldsets_whose_errors_lead_to_the_first_box() -> None:
    page = draw("{% error_summary form %}{{ form }}", form=Form({}))
    assert page.count("<fieldset") == 2
    assert 'href="#id_born_day"' in page
    assert 'href="#id_way_0"' in page
    assert "govuk-checkboxes__input" in page


def test_a_form_not_sent_yet_has_no_summary() -> None:
    assert draw("{% error_summary form %}", form=Form()).strip() == ""
