"""Put a notice into words: the same words for the inbox, e-mail and SMS."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from dancu.notices.domain import Way
from dancu.notices.domain.catalogue import CATALOGUE, Notice
from dancu.platform.hosts import Site, address


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A notice as it is read."""

    subject: str
    paragraphs: tuple[str, ...]
    code: str
    """A code to type in, where the notice brings one."""
    action: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A notice filled with made-up facts, as each way carries it."""

    subject: str
    text: str
    html: str
    sms: str
    """Empty where it never goes by SMS."""


def preview_of(notice: str, name: str) -> Preview:
    """Return a notice of the catalogue as a made-up person would get it, in the present language."""
    kind = CATALOGUE[notice]
    facts = {fact: gettext(value) for fact, value in kind.example.items()}
    words = words_of(notice, facts)
    text, html = mail_of(words, name)
    return Preview(
        subject=words.subject, text=text, html=html, sms=sms_of(notice, facts) if Way.SMS in kind.ways else ""
    )


def subject_of(notice: str, facts: Mapping[str, Any]) -> str:
    """Return the subject in the present language."""
    return gettext(CATALOGUE[notice].subject).format(**facts)


def words_of(notice: str, facts: Mapping[str, Any]) -> Words:
    """Return the notice in the present language."""
    kind = CATALOGUE[notice]
    context = {name: _value(name, fact) for name, fact in facts.items()}
    if kind.expires_after:
        context["minutes"] = int(kind.expires_after.total_seconds() // 60)
    text = render_to_string(f"notices/{notice}.txt", context)
    return Words(
        subject=subject_of(notice, facts),
        paragraphs=tuple(part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()),
        code=str(facts.get("code", "")) if "code" in kind.secrets else "",
        action=gettext(kind.action),
        link=_link(kind, facts),
    )


def mail_of(words: Words, name: str) -> tuple[str, str]:
    """Return the e-mail as plain text and as HTML, in the present language."""
    context = {"words": words, "name": name, "language": translation.get_language()}
    return render_to_string("notices/mail.txt", context), render_to_string("notices/mail.html", context)


def sms_of(notice: str, facts: Mapping[str, Any]) -> str:
    """Return the text message: who speaks and what happened; the rest is read on the portal."""
    return f"{gettext('Public service portal')}. {subject_of(notice, facts)}. {settings.SITE_HOSTS['portal']}"


def _link(kind: Notice, facts: Mapping[str, Any]) -> str:
    if not kind.page:
        return str(facts["link"])
    return address(Site.PORTAL, kind.page, **{name: facts[name] for name in kind.page_facts})


def _value(name: str, fact: Any) -> Any:
    return datetime.fromisoformat(fact) if name.endswith("_at") else fact
