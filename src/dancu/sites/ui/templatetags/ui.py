"""The components, one tag per idea: `{% load ui %}`. What they take is in `dancu.sites.ui.parts`.

On every page
    {% breadcrumbs label url label url label %}      the way here; the last label, without url, is this page
    {% notice "warn" %}...{% endnotice %}            a coloured note: news (default), good, warn, bad
    {% card title %}...{% endcard %}                 a framed block with a heading
    {% icon "search" %}                              a small picture from static/ui/icons.svg, hidden from screen readers
    {% empty title text href=url action=label %}     what a list says when nothing is in it
    {% button label %}  {% button label href=url kind="secondary" name="act" value="receive" %}     kinds: secondary, warning
    {% button label sends_to=url %}                  a button that sends its form to another address than the others do
    {% big_code label code %}                        a code to be read aloud or copied
    {% thumbnail href %}                             a file drawn small, or a sheet of paper
    {% files list %}                                 parts.File: name, what it is, link, button to remove

Forms
    {% error_summary form formset ... %}             at the top of the content; prints nothing when all is well
    {% required_note %}                              "* is required", where fields stand by hand ({{ form }} prints it)
    {% send_again typed label %}                     platform.typed.Typed: what was typed, in a form that sends it once more
    {{ form.field.as_field_group }}                  one field; {{ form }} prints all of them

Facts
    {% tag status %}                                 a dossier's public status or internal state, or any word
    {% summary_list rows %}  {% row label value %}   parts.Row; `row` stands alone inside <dl class="govuk-summary-list">
    {% timeline moments %}                           parts.Moment
    {% task_list tasks %}                            parts.Task
    {% comparison rows declared=label registered=label %}   parts.Compared, side by side, differing ones marked
    {% five_steps 3 %}                               the strip of the five steps; the number is the present one, or nothing

Lists
    {% tabs list %}                                  parts.Tab
    {% in_place %}                                   attributes of what turns the page or tab of a list without a new load
    {% pagination page %}                            a page of django.core.paginator; keeps the rest of the query
    {% listing title head head ... %}...{% endlisting %}   an officers' list around its rows, each a <tr>: low rows under heads
                                                     that stay, each a text or parts.SortHead; run over by j, k, Enter
    Any other table scrolls in <div class="dc-table-wrap" tabindex="0">. On a phone a table with dc-stack becomes a list.

Filters: {{ pin|grouped }} 3-1-2-6 · {{ day|day }} 23/11/2026 · {{ instant|moment }} 14:05 23/11/2026 · {{ value|lines }}
{% for label, value in row|under:head %} a row's values, each with the head of its column
{{ name|own_words }} for what is Vietnamese on any page: names, addresses, what people wrote
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms.forms import BaseForm
from django.forms.formsets import BaseFormSet
from django.template.context import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dancu.platform.typed import Typed
from dancu.sites.ui.forms import problems_of
from dancu.sites.ui.parts import Compared, Crumb, File, Moment, Row, SortHead, Tab, Task, Verdict
from dancu.sites.ui.statuses import look

register = template.Library()

# A word of at least two letters with one that English has not; the sign of the đồng stands alone.
_VIETNAMESE = re.compile(r"\w*[^\W\d_a-zA-Z](?=\w)\w*|\w+[^\W\d_a-zA-Z]")
_IN_PLACE = mark_safe(
    'hx-boost="true" hx-target="#main-content" hx-select="#main-content" hx-swap="outerHTML show:none"'
)
_NOTICE_ICONS = {"good": "check", "news": "info", "warn": "alert", "bad": "alert"}


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw a picture that says nothing words beside it do not say."""
    return format_html(
        '<svg class="dc-icon" aria-hidden="true" focusable="false" viewBox="0 0 24 24"><use href="{}#{}"></use></svg>',
        static("ui/icons.svg"),
        name,
    )


@register.simple_tag
def in_place() -> SafeString:
    """Return the attributes of an element whose links change the content of the page and nothing around it."""
    return _IN_PLACE


@register.simple_tag
def thumbnail(href: str) -> SafeString:
    """Draw a file small, or as a sheet of paper where there is no picture of it; its name stands beside it."""
    return (
        format_html('<img class="dc-thumbnail" src="{}" alt="" width="40" height="40">', href) if href else icon("file")
    )


@register.simple_block_tag(takes_context=True)
def notice(context: Context, content: SafeString, tone: str = "news") -> SafeString:
    """Frame a note in its tone."""
    return format_html(
        '<div class="dc-notice dc-notice--{}">{}<div class="dc-notice__body">{}</div></div>',
        tone,
        icon(_NOTICE_ICONS[tone]),
        content,
    )


@register.simple_block_tag
def card(content: SafeString, title: str, id: str = "") -> SafeString:  # noqa: A002
    """Frame a block under a heading of the second level."""
    return format_html(
        '<section class="dc-card"{}><h2 class="dc-card__title">{}</h2><div class="dc-card__body">{}</div></section>',
        format_html(' id="{}"', id) if id else "",
        title,
        content,
    )


@register.simple_block_tag
def listing(content: SafeString, title: str, *heads: str | SortHead, kind: str = "") -> SafeString:
    """Frame the rows of a list that is run over with the eye or by keys; its title is for those who hear it."""
    return format_html(
        '<div class="dc-table-wrap dc-table-wrap--list" tabindex="0" data-rows role="region" aria-label="{}">'
        '<table class="govuk-table dc-stack{}" role="table"><caption class="govuk-visually-hidden">{}</caption>'
        '<thead class="govuk-table__head" role="rowgroup"><tr class="govuk-table__row" role="row">{}</tr></thead>'
        '<tbody class="govuk-table__body" role="rowgroup">{}</tbody></table></div>',
        title,
        f" {kind}" if kind else "",
        title,
        format_html_join("", "{}", ((_head(head),) for head in heads)),
        content,
    )


_SORTED = {"ascending": " ▲", "descending": " ▼"}


def _head(head: str | SortHead) -> SafeString:
    if isinstance(head, SortHead):
        return format_html(
            '<th scope="col" role="columnheader" class="govuk-table__header" aria-sort="{}" {}>'
            '<a class="govuk-link govuk-link--no-visited-state" href="{}">{}<span aria-hidden="true">{}</span></a></th>',
            *(head.order, _IN_PLACE, head.href, head.label, _SORTED.get(head.order, "")),
        )
    return format_html('<th scope="col" role="columnheader" class="govuk-table__header">{}</th>', head)


@register.inclusion_tag("ui/components/breadcrumbs.html")
def breadcrumbs(*parts: str) -> dict[str, Any]:
    """Take labels and addresses in turn; a last label without address is this page."""
    pairs = [parts[at : at + 2] for at in range(0, len(parts), 2)]
    return {"crumbs": [Crumb(label=pair[0], href=pair[1] if len(pair) == 2 else "") for pair in pairs]}


@register.inclusion_tag("ui/components/empty.html")
def empty(title: str, text: str = "", href: str = "", action: str = "", picture: str = "folder") -> dict[str, Any]:
    return {"title": title, "text": text, "href": href, "action": action, "picture": picture}


@register.inclusion_tag("ui/components/button.html")
def button(
    label: str, href: str = "", kind: str = "", name: str = "", value: str = "", form: str = "", sends_to: str = ""
) -> dict[str, Any]:
    facts = {"label": label, "href": href, "kind": kind, "name": name, "value": value, "form": form}
    return facts | {"sends_to": sends_to}


@register.inclusion_tag("ui/components/big_code.html")
def big_code(label: str, code: str) -> dict[str, Any]:
    return {"label": label, "code": code}


@register.inclusion_tag("ui/components/files.html", takes_context=True)
def files(context: Context, files: Iterable[File]) -> dict[str, Any]:
    return {"files": list(files), "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("ui/components/error_summary.html")
def error_summary(*forms: "BaseForm | BaseFormSet[Any] | None") -> dict[str, Any]:
    """Gather what is wrong in the given forms and formsets; those that are None or not sent yet count as right."""
    problems: list[tuple[str, str]] = []
    for form in forms:
        if form is None or not form.is_bound:
            continue
        if isinstance(form, BaseFormSet):
            problems += [(str(text), "") for text in form.non_form_errors()]
            problems += [problem for each in form for problem in problems_of(each)]
        else:
            problems += problems_of(form)
    return {"problems": problems}


@register.inclusion_tag("ui/components/send_again.html", takes_context=True)
def send_again(context: Context, typed: Typed, label: str = "") -> dict[str, Any]:
    """Offer to send what was typed, by a form that holds it."""
    return {"typed": typed, "label": label, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("ui/components/required_note.html")
def required_note() -> dict[str, Any]:
    return {}


@register.inclusion_tag("ui/components/tag.html")
def tag(status: object) -> dict[str, Any]:
    return {"look": look(status)}


@register.inclusion_tag("ui/components/summary_list.html")
def summary_list(rows: Iterable[Row | tuple[str, object]]) -> dict[str, Any]:
    return {"rows": [each if isinstance(each, Row) else Row(label=each[0], value=each[1]) for each in rows]}


@register.inclusion_tag("ui/components/row.html")
def row(label: str, value: object, href: str = "", action: str = "") -> dict[str, Any]:
    return {"row": Row(label=label, value=value, href=href, action=action)}


@register.inclusion_tag("ui/components/timeline.html")
def timeline(moments: Iterable[Moment]) -> dict[str, Any]:
    return {"moments": list(moments)}


@register.inclusion_tag("ui/components/task_list.html")
def task_list(tasks: Iterable[Task]) -> dict[str, Any]:
    return {"tasks": list(tasks)}


@register.inclusion_tag("ui/components/comparison.html")
def comparison(rows: Iterable[Compared], declared: str = "", registered: str = "") -> dict[str, Any]:
    return {
        "rows": [(each, each.verdict is Verdict.DIFFERENT) for each in rows],
        "declared": declared or _("As declared"),
        "registered": registered or _("In the population register"),
    }


@register.inclusion_tag("ui/components/five_steps.html")
def five_steps(current: int | None = None) -> dict[str, Any]:
    return {"current": current}


@register.inclusion_tag("ui/components/tabs.html")
def tabs(tabs: Iterable[Tab]) -> dict[str, Any]:
    return {"tabs": list(tabs)}


@register.inclusion_tag("ui/components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any]) -> dict[str, Any]:
    """Link the neighbours, the ends and the pages around the present one."""

    def href(number: int) -> str:
        query = context["request"].GET.copy()
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "several": page.paginator.num_pages > 1,
        "items": [(number, href(number) if isinstance(number, int) else "") for number in numbers],
        "previous": href(page.previous_page_number()) if page.has_previous() else "",
        "next": href(page.next_page_number()) if page.has_next() else "",
    }


@register.filter
def has_required(form: BaseForm) -> bool:
    """Tell whether something in a form must be filled in."""
    return any(field.field.required for field in form.visible_fields())


@register.filter
def grouped(number: object) -> str:
    """Print a 12-digit number in the groups people read it in, 3-1-2-6; any other text as it is."""
    text = str(number or "")
    return f"{text[:3]} {text[3]} {text[4:6]} {text[6:]}" if len(text) == 12 and text.isdigit() else text


@register.filter
def day(value: date | datetime | None) -> str:
    """Print a day as 23/11/2026, in Viet Nam's time."""
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return f"{value:%d/%m/%Y}" if value else ""


@register.filter
def moment(value: datetime | date | None) -> str:
    """Print an instant as 14:05 23/11/2026, in Viet Nam's time; a day without its hour."""
    return f"{timezone.localtime(value):%H:%M %d/%m/%Y}" if isinstance(value, datetime) else day(value)


@register.filter
def own_words(value: object) -> str:
    """Print a name, an address or what somebody wrote; on a page of another language, Vietnamese says that it is Vietnamese.

    Only for facts: a sentence of ours in the wrong language must not pass for one.
    """
    text = "" if value is None else str(value)
    if get_language() == "vi" or not _VIETNAMESE.search(text):
        return conditional_escape(text)
    return format_html('<span lang="vi">{}</span>', text)


@register.filter
def under(values: Iterable[object], labels: Iterable[str]) -> list[tuple[str, object]]:
    """Put before each value of a table's row the head of its column, which it says itself on a phone."""
    return list(zip(labels, values, strict=True))


@register.filter
def lines(value: object) -> list[object]:
    """Return the values of a list or a tuple, any other value as the only one, nothing for nothing."""
    if value is None or value == "":
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]
