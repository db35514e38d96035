"""Every notice that can be sent: its subject, the facts that fill it, which of them are secrets, and when it is stale.

The subject stands here, the text in `templates/notices/<name>.txt`; both in English and translated like every other text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dancu.accounts.domain.registering import CLAIM_LIFE, RESET_LIFE
from dancu.notices.domain import Way
from dancu.notices.domain.wishes import Kind


def gettext_noop(text: str) -> str:
    """Mark a text for translation, as Django's function of this name does, which the domain does not know."""
    return text


_ = gettext_noop


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One kind of message; facts named `..._at` are instants in ISO 8601."""

    name: str
    kind: Kind
    subject: str
    example: Mapping[str, str]
    """Made-up facts, by whose names the true ones are known; a preview shows them."""
    secrets: frozenset[str] = frozenset()
    """Facts that open something: erased once the message is delivered or given up."""
    ways: frozenset[Way]
    action: str
    """What its reader does by following its link."""
    page: str = ""
    """The portal's page that the link leads to, by the facts `page_facts`; empty where the fact `link` is the link."""
    page_facts: tuple[str, ...] = ()
    expires_after: timedelta | None = None
    """When it is not worth delivering any more."""

    def check(self, facts: Mapping[str, object]) -> None:
        """Raise ValueError unless exactly the facts of this notice are given: a wrong call must not wait for its reader."""
        if facts.keys() != self.example.keys():
            raise ValueError(f"notice {self.name} takes {sorted(self.example)}, not {sorted(facts)}")

    def has_expired(self, created_at: datetime, at: datetime) -> bool:
        """Tell whether a message of that time is not worth delivering any more."""
        return self.expires_after is not None and at >= created_at + self.expires_after


_LINK = "https://dichvucong.example/0mR2uQ7v"
_OF_DOSSIER = {
    "code": "G01.001.002.003-261124-0017",
    "note": _("The lease of the dwelling is missing."),
    "due_at": "2026-12-03T16:30:00+07:00",
}


def _of_account(
    name: str,
    subject: str,
    action: str,
    *,
    secrets: Mapping[str, str] | None = None,
    others: Mapping[str, str] | None = None,
    page: str = "",
    expires_after: timedelta = timedelta(days=1),
) -> Notice:
    """Notices about an account go by e-mail only: who reads them may not be able to sign in."""
    return Notice(
        name=name,
        kind=Kind.ACCOUNT,
        subject=subject,
        action=action,
        example={**(secrets or {}), **(others or {})},
        secrets=frozenset(secrets or ()),
        ways=frozenset({Way.EMAIL}),
        page=page,
        expires_after=expires_after,
    )


def _of_dossier(act: str, subject: str, action: str = _("View the dossier"), *, kind: Kind = Kind.DECISION) -> Notice:
    """Notices about a dossier go every way that its applicant chose, one for each act that he is told of."""
    return Notice(
        name=f"dossier_{act}",
        kind=kind,
        subject=subject,
        action=action,
        example=_OF_DOSSIER,
        ways=frozenset(Way),
        page="dossier",
        page_facts=("code",),
    )


_NOTICES = [
    _of_account(
        "registration_code",
        _("Your registration code"),
        _("Confirm the registration"),
        secrets={"code": "166066", "link": _LINK},
        expires_after=CLAIM_LIFE,
    ),
    _of_account(
        "number_asked_for",
        _("Somebody asked for an account with your number"),
        _("Get a new password"),
        page="password-forgotten",
    ),
    _of_account(
        "facility_code",
        _("Your registration code"),
        _("Confirm the registration"),
        secrets={"code": "166066", "link": _LINK},
        others={"username": "LT0482177301"},
        expires_after=CLAIM_LIFE,
    ),
    _of_account(
        "facility_asked_for",
        _("Somebody asked for an account for your facility"),
        _("Get a new password"),
        others={"username": "LT0482177301"},
        page="password-forgotten",
    ),
    _of_account(
        "password_reset",
        _("Choose a new password"),
        _("Choose a new password"),
        secrets={"link": _LINK},
        expires_after=RESET_LIFE,
    ),
    _of_account(
        "password_changed",
        _("Your password was changed"),
        _("Get a new password"),
        page="password-forgotten",
    ),
    _of_account(
        "officer_password",
        _("Choose your password for residence management"),
        _("Choose a new password"),
        secrets={"link": _LINK},
        others={"username": "hk.tiepnhan"},
        expires_after=RESET_LIFE,
    ),
    _of_account(
        "officer_password_changed",
        _("Your password for residence management was changed"),
        _("Sign in"),
        others={"link": "https://canbo.example/sign-in"},
    ),
    _of_dossier("submit", _("Dossier {code}: submitted"), kind=Kind.PROGRESS),
    _of_dossier("open", _("Dossier {code}: the police examine your registration")),
    _of_dossier("decide", _("Dossier {code}: the police have decided"), _("View the result")),
    _of_dossier("drop", _("Dossier {code}: nothing is changed")),
    _of_dossier("receive", _("Dossier {code}: received"), kind=Kind.PROGRESS),
    _of_dossier("return_for_supplement", _("Dossier {code}: please supplement it"), _("Supplement the dossier")),
    _of_dossier("resubmit", _("Dossier {code}: supplement sent"), kind=Kind.PROGRESS),
    _of_dossier("refuse", _("Dossier {code}: not received")),
    _of_dossier("approve", _("Dossier {code}: approved"), _("View the result")),
    _of_dossier("reject", _("Dossier {code}: rejected")),
    _of_dossier("ask_payment", _("Dossier {code}: please pay the fee")),
    _of_dossier("record_payment", _("Dossier {code}: fee paid"), kind=Kind.PROGRESS),
    _of_dossier("refund", _("Dossier {code}: money is paid back")),
    _of_dossier("opinion_agreed", _("Dossier {code}: agreement given"), kind=Kind.PROGRESS),
    _of_dossier("opinion_refused", _("Dossier {code}: agreement refused")),
    Notice(
        name="opinion_asked",
        kind=Kind.DECISION,
        subject=_("Your agreement is asked for"),
        action=_("Read it and answer"),
        example={"opinion_id": "0198c2a4-0000-7000-8000-000000000000"},
        ways=frozenset(Way),
        page="opinion",
        page_facts=("opinion_id",),
    ),
    Notice(
        name="renewal_opened",
        kind=Kind.DECISION,
        subject=_("Your temporary residence ends on {until}"),
        action=_("Ask for an extension"),
        example={"until": "08/12/2026", "slug": "temporary-extension"},
        ways=frozenset(Way),
        page="procedure",
        page_facts=("slug",),
    ),
    Notice(
        name="householder_by_rule",
        kind=Kind.DECISION,
        subject=_("You are entered as householder"),
        action=_("Name another householder"),
        example={"slug": "residence-correction"},
        ways=frozenset(Way),
        page="procedure",
        page_facts=("slug",),
    ),
    Notice(
        name="household_member_deleted",
        kind=Kind.DECISION,
        subject=_("A registration in your household was deleted"),
        action=_("Ask for a confirmation of residence"),
        example={"slug": "residence-confirmation"},
        ways=frozenset(Way),
        page="procedure",
        page_facts=("slug",),
    ),
    _of_dossier("suspend", _("Dossier {code}: processing suspended")),
    _of_dossier("malware_found", _("Dossier {code}: a file holds malware")),
    _of_dossier("resume", _("Dossier {code}: processing goes on"), kind=Kind.PROGRESS),
    _of_dossier("extend", _("Dossier {code}: the result takes longer")),
    _of_dossier("deliver", _("Dossier {code}: result delivered"), _("View the result"), kind=Kind.PROGRESS),
    _of_dossier("grant_withdrawal", _("Dossier {code}: withdrawn")),
    _of_dossier("decline_withdrawal", _("Dossier {code}: withdrawal declined")),
    # Its page is gone with it.
    replace(
        _of_dossier("erase", _("Dossier {code}: erased as its time is over"), _("View your dossiers")),
        page="dossiers",
        page_facts=(),
    ),
]
CATALOGUE: Mapping[str, Notice] = {notice.name: notice for notice in _NOTICES}
