"""Who may open every address of the officer site: which of an agency's people, and how near the thing it names must lie.

An address of the table of addresses that has no line here fails `test_entitled.py`, as does an act of a dossier.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from dancu.casework.domain.workflow import Action as Act
from dancu.offices.domain import rights
from dancu.offices.domain.rights import Action, Function, Right, Subsystem

ROLES: dict[str, frozenset[Right]] = {
    "clerk": frozenset(),
    "receiver": rights.of(Function.RECEPTION, Function.RESULTS, Function.ACCOUNTS),
    "processor": rights.of(Function.PROCESSING),
    "leader": rights.of(Function.APPROVAL, Function.RETENTION),
    "overseer": frozenset(
        right
        for right in rights.ALL
        if right.subsystem != Subsystem.ADMINISTRATION and right.action in {Action.MENU, Action.VIEW, Action.SEARCH}
    ),
    "auditor": rights.of(Function.AUDIT),
    "operator": rights.of(Function.MESSAGES),
    "chief": frozenset(rights.ALL) - rights.of(Function.AUDIT, Function.MESSAGES),
    "administrator": frozenset(rights.ALL),
}
"""The people of an agency, as the demonstration appoints them."""


class Reach(StrEnum):
    """How near what an address names must lie to who opens it."""

    ANYWHERE = "anywhere"
    """It names nothing of an agency's."""
    JURISDICTION = "jurisdiction"
    """In his own agency or in one below it."""
    COUNTER = "counter"
    """In his jurisdiction, or taken at his agency's counter for the one where it lies."""
    AGENCY = "agency"
    """In his own agency."""
    COMMUNE = "commune"
    """It names nothing, and is about the commune that his agency is in charge of."""
    ABOVE = "above"
    """In an agency below his own."""
    CENTRE = "centre"
    """It is for the officers of the centre."""
    HANDS = "hands"
    """In his own hands."""


@dataclass(frozen=True)
class Entitled:
    """Which roles may, and how near it must lie."""

    roles: frozenset[str]
    reach: Reach = Reach.ANYWHERE
    thing: str = ""
    """What of the small world it is tried with."""
    by_another: bool = False
    """Whether it must be in the hands of somebody else: who proposes does not decide."""


def _to(*roles: str, reach: Reach = Reach.ANYWHERE, thing: str = "") -> Entitled:
    return Entitled(frozenset({*roles, "administrator"}), reach, thing)


def _in(reach: Reach, thing: str, *roles: str) -> Entitled:
    return _to(*roles, reach=reach, thing=thing)


EVERYBODY = Entitled(frozenset(ROLES))
_OWN_ACCOUNT = frozenset(ROLES), Reach.HANDS
_DESK = ("receiver", "processor", "leader", "overseer", "chief")
_AGENCY, _JURISDICTION, _HANDS = Reach.AGENCY, Reach.JURISDICTION, Reach.HANDS
_SEES = _in(_JURISDICTION, "submitted", *_DESK)
_IN_HAND = _in(_HANDS, "draft", "processor", "chief")

ENTITLED: dict[str, Entitled | dict[str, Entitled]] = {
    "home": EVERYBODY,
    "queue-search": EVERYBODY,
    "search-save": EVERYBODY,
    "search-forget": replace(EVERYBODY, thing="saved_search"),  # of another's nothing is forgotten
    "export-new": _to("receiver", "processor", "chief"),
    "export": _in(_HANDS, "export", "receiver", "processor", "chief"),
    "export-file": _in(_HANDS, "export", "receiver", "processor", "chief"),
    "dossier": _SEES,
    "papers": _SEES,
    "dossier-supplement": _in(_JURISDICTION, "returned_walk_in", "receiver", "chief"),
    "attachment": _in(_JURISDICTION, "attachment", *_DESK),
    "paper": _in(_JURISDICTION, "paper", *_DESK),
    "counter": _to("receiver", "chief"),
    "counter-new": _to("receiver", "chief"),
    "counter-take-over": _in(_AGENCY, "draft", "processor", "chief"),
    "own-motion": _to("processor", "chief"),
    "own-motion-new": _to("processor", "chief", thing="own_motion"),
    "draft": _IN_HAND,
    "draft-step": _IN_HAND,
    "draft-step-template": _in(_HANDS, "list_draft", "receiver", "chief"),
    "draft-documents": _IN_HAND,
    "draft-review": _IN_HAND,
    "draft-discard": _IN_HAND,
    "dossier-editing": _SEES,
    "inspection-new": _in(_JURISDICTION, "overdue", "processor", "chief"),
    "verification-new": _in(_JURISDICTION, "overdue", "processor", "chief"),
    "verifications": EVERYBODY,
    "verification": _in(_AGENCY, "question", "processor", "chief"),
    "duplicates": _in(Reach.CENTRE, "", "overseer", "chief"),
    "duplicate": {
        "GET": _in(Reach.CENTRE, "pair", "overseer", "chief"),
        "POST": _in(Reach.CENTRE, "pair", "chief"),
    },
    "intakes": _to("overseer", "chief"),
    "intake-new": _to("chief"),
    "intake-template": _to("chief", thing="form"),
    "intake": _in(_AGENCY, "intake", "overseer", "chief"),
    "intake-confirm": _in(_AGENCY, "intake", "chief"),
    "intake-stop": _in(_AGENCY, "intake", "chief"),
    "intake-left": _in(_AGENCY, "intake", "overseer", "chief"),
    "intake-admit": _in(_AGENCY, "doubt", "chief"),
    "departures": _to("receiver", "overseer", "chief"),
    "departure-note": _in(_AGENCY, "departure", "receiver", "overseer", "chief"),
    "lists": _in(Reach.COMMUNE, "", "receiver", "overseer", "chief"),
    "guests": _in(Reach.COMMUNE, "", "receiver", "overseer", "chief"),
    "expiring": _in(Reach.COMMUNE, "", "receiver", "overseer", "chief"),
    "absent": _in(Reach.COMMUNE, "", "receiver", "overseer", "chief"),
    "lodging": _to("receiver", "chief"),
    "lodging-notify": _to("receiver", "chief"),
    "facilities": _to("receiver", "chief"),
    "facility-notify": _in(_JURISDICTION, "facility", "receiver", "chief"),
    "facility-reclaim": _in(_JURISDICTION, "facility", "receiver", "chief"),
    "lodging-notice": _in(_AGENCY, "notice", "receiver", "chief"),
    "stay": _in(_AGENCY, "stay", "receiver", "chief"),
    "stay-end": _in(_AGENCY, "stay", "receiver", "chief"),
    "stay-withdraw": _in(_AGENCY, "stay", "receiver", "chief"),
    # Each of the dossiers is judged as if it were alone.
    "together": Entitled(frozenset(ROLES), thing="together"),
    "persons": _to("overseer", "chief"),
    "person": _in(_HANDS, "person", "overseer", "chief"),
    "person-cards": _in(_HANDS, "person", "chief"),
    "household": _in(_HANDS, "household", "overseer", "chief"),
    "reports": _to("overseer", "chief"),
    "report-book": _to("overseer", "chief"),
    "report-behind": _to("overseer", "chief"),
    "report-load": _to("overseer", "chief"),
    "unverified": EVERYBODY,
    "fees": EVERYBODY,
    "passkeys": EVERYBODY,
    "passkey-remove": Entitled(*_OWN_ACCOUNT, "passkey"),
    "sessions": EVERYBODY,
    "session-end": Entitled(*_OWN_ACCOUNT, "session"),
    "audit": _to("auditor"),
    "outbox": _to("operator"),
    "outbox-all-again": _to("operator"),
    "outbox-again": _to("operator", thing="lost_message"),
    "message-templates": _to("operator"),
    "message-template": _to("operator", thing="template"),
    "message-mail": _to("operator", thing="template"),
    "permissions": _to("chief"),
    "group-new": _to("chief"),
    "permission-group": {
        "GET": _in(_JURISDICTION, "group", "chief"),
        "POST": _in(_AGENCY, "group", "chief"),
    },
    "group-edit": _in(_AGENCY, "group", "chief"),
    "group-delete": _in(_AGENCY, "group", "chief"),
    "agencies": _to("chief"),
    "agency-new": _in(Reach.ABOVE, "", "chief"),
    "agency": {"GET": _in(_JURISDICTION, "agency", "chief"), "POST": _in(Reach.ABOVE, "agency", "chief")},
    "agency-merge": _in(Reach.ABOVE, "agency", "chief"),
    "agency-close": _in(Reach.ABOVE, "agency", "chief"),
    "agency-name-take-back": _in(Reach.ABOVE, "coming_name", "chief"),
    "officers": _to("chief"),
    "officer-new": _to("chief"),
    "officer": _in(_JURISDICTION, "officer", "chief"),
    "officer-dismiss": _in(_JURISDICTION, "officer", "chief"),
    "officer-take-back": _in(_JURISDICTION, "dismissed", "chief"),
    "officer-password": _in(_JURISDICTION, "officer", "chief"),
    "officer-reset": _in(_JURISDICTION, "officer", "chief"),
    "officer-reset-decide": _in(_JURISDICTION, "officer", "chief"),
    "retention": _to("leader", "chief"),
    "disposition": {
        "GET": _in(_AGENCY, "disposition", "leader", "chief"),
        "POST": replace(_in(_AGENCY, "disposition", "leader", "chief"), by_another=True),
    },
    "dossier-retention": _in(_JURISDICTION, "retained", "leader", "chief"),
    "code-lists": _to("chief"),
    "code-list": _to("chief", thing="code"),
    "code-new": _in(Reach.CENTRE, "code", "chief"),
    "code": {"GET": _to("chief", thing="code"), "POST": _in(Reach.CENTRE, "code", "chief")},
    "code-take-back": _in(Reach.CENTRE, "code", "chief"),
    "verify-account": _to("receiver", "chief"),
    "account": _to("receiver", "chief", thing="account"),
    "reclaim-number": _to("receiver", "chief", thing="account"),
}


def _act(thing: str, *roles: str) -> Entitled:
    return _in(Reach.JURISDICTION, thing, *roles)


def _decision(*roles: str) -> Entitled:
    return replace(_act("proposed", *roles), by_another=True)


ACTS: dict[Act, Entitled] = {
    Act.RECEIVE: _act("submitted", "receiver", "chief"),
    Act.RETURN_FOR_SUPPLEMENT: _act("submitted", "receiver", "chief"),
    Act.REFUSE: _act("submitted", "receiver", "chief"),
    Act.ASK_PAYMENT: _act("received", "receiver", "chief"),
    Act.RECORD_PAYMENT: _act("overdue", "receiver", "chief"),
    Act.REFUND: _act("paid_online", "receiver", "chief"),
    Act.TAKE: _act("received", "processor", "chief"),
    Act.FORWARD: _act("received", "receiver", "chief"),
    Act.ASSIGN: _act("overdue", "leader", "chief"),
    Act.HAND_OVER: _in(_HANDS, "overdue", "processor", "chief"),
    Act.PROPOSE: _in(_HANDS, "overdue", "processor", "chief"),
    Act.EXTEND: _act("complex", "processor", "chief"),
    Act.APPROVE: _decision("leader", "chief"),
    Act.REJECT: _decision("leader", "chief"),
    Act.SEND_BACK: _decision("leader", "chief"),
    Act.SUSPEND: _act("overdue", "leader", "chief"),
    Act.RESUME: _act("suspended", "leader", "chief"),
    Act.DROP: _act("cancelling", "leader", "chief"),
    Act.DELIVER: _act("decided", "receiver", "chief"),
    Act.GRANT_WITHDRAWAL: _act("to_withdraw", "receiver", "chief"),
    Act.DECLINE_WITHDRAWAL: _act("to_withdraw", "receiver", "chief"),
    Act.ASK_WITHDRAWAL: _act("returned_walk_in", "receiver", "chief"),
    Act.RESUBMIT: _act("returned_walk_in", "receiver", "chief"),
}
"""Who may do each act to a dossier where it can be done."""


_TAKEN = _in(Reach.COUNTER, "taken", *_DESK)

AT_COUNTER: dict[str, Entitled] = {
    "dossier": _TAKEN,
    "papers": _TAKEN,
    "dossier-editing": _TAKEN,
    "dossier-supplement": _in(Reach.COUNTER, "taken_returned", "receiver", "chief"),
    "attachment": _in(Reach.COUNTER, "taken_attachment", *_DESK),
    "paper": _in(Reach.COUNTER, "taken_paper", *_DESK),
    "inspection-new": _in(_JURISDICTION, "taken_received", "processor", "chief"),
    "verification-new": _in(_JURISDICTION, "taken_processing", "processor", "chief"),
}
"""Who may open addresses that name what a counter has taken for another agency."""


def _at_counter(thing: str) -> Entitled:
    return _in(Reach.COUNTER, thing, "receiver", "chief")


ACTS_AT_COUNTER: dict[Act, Entitled] = {
    Act.RECEIVE: _at_counter("taken"),
    Act.RETURN_FOR_SUPPLEMENT: _at_counter("taken"),
    Act.REFUSE: _act("taken", "receiver", "chief"),
    Act.RECORD_PAYMENT: _at_counter("taken_received"),
    Act.ASK_PAYMENT: _act("taken_received", "receiver", "chief"),
    Act.TAKE: _act("taken_received", "processor", "chief"),
    Act.FORWARD: _act("taken_received", "receiver", "chief"),
    Act.ASSIGN: _act("taken_received", "leader", "chief"),
    Act.SUSPEND: _act("taken_received", "leader", "chief"),
    Act.PROPOSE: _act("taken_processing", "processor", "chief"),
    Act.DELIVER: _at_counter("taken_decided"),
    Act.ASK_WITHDRAWAL: _at_counter("taken"),
    Act.GRANT_WITHDRAWAL: _act("taken_to_withdraw", "receiver", "chief"),
    Act.DECLINE_WITHDRAWAL: _act("taken_to_withdraw", "receiver", "chief"),
    Act.RESUBMIT: _at_counter("taken_returned"),
}
"""Who may do acts to such a dossier: the counter only what is done at a counter."""


def entitled(name: str, method: str) -> Entitled:
    """Return what is declared of an address asked by a method."""
    found = ENTITLED[name]
    return found[method] if isinstance(found, dict) else found


def declared(name: str, method: str) -> list[Entitled]:
    """Return the same, and what is declared of it where it names what a counter has taken for another agency."""
    return [entitled(name, method), *([AT_COUNTER[name]] if name in AT_COUNTER else [])]
