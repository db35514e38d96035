"""Every address of every site: by which methods it may be asked, by whom, and what is said where it leads to nothing.

An address of the tables of addresses that has no line here fails `test_addresses.py`.
"""

from dataclasses import dataclass
from http import HTTPStatus

from dancu.platform.hosts import Site

GET, POST = frozenset({"GET", "HEAD"}), frozenset({"POST"})
BOTH = GET | POST


@dataclass(frozen=True)
class Door:
    """How an address may be asked, and whether by anybody."""

    methods: frozenset[str]
    public: bool = False
    absent: HTTPStatus = HTTPStatus.NOT_FOUND
    """The answer where what the address names is not there."""


COMMON = {"language": Door(POST, public=True), "units": Door(GET, public=True)}
DOORS: dict[Site, dict[str, Door]] = {
    Site.PORTAL: COMMON
    | {
        "home": Door(GET, public=True),
        "procedures": Door(GET, public=True),
        "procedure": Door(GET, public=True),
        "forms": Door(GET, public=True),
        "blank-form": Door(GET, public=True),
        "verify": Door(BOTH, public=True),
        "verify-root": Door(GET, public=True),
        "verify-keys": Door(GET, public=True),
        "draft-begin": Door(POST),
        "file": Door(GET, public=True),
        "draft": Door(GET),
        "draft-step": Door(BOTH),
        "draft-step-template": Door(GET),
        "draft-documents": Door(BOTH),
        "draft-review": Door(BOTH),
        "confirm-code": Door(GET),
        "draft-discard": Door(BOTH),
        "dossiers": Door(GET),
        "dossier": Door(GET),
        "submitted": Door(GET),
        "dossier-supplement": Door(POST),
        "papers": Door(GET),
        "payment": Door(GET),
        "dossier-withdraw": Door(BOTH),
        "paper": Door(GET),
        "attachment": Door(GET),
        "opinions": Door(GET),
        "opinion": Door(BOTH),
        "lodging": Door(GET),
        "lodging-notify": Door(BOTH),
        "lodging-list": Door(BOTH),
        "lodging-notices": Door(GET),
        "lodging-notice": Door(GET),
        "stay": Door(BOTH),
        "stay-end": Door(BOTH),
        "stay-withdraw": Door(BOTH),
        "facility": Door(BOTH),
        "list": Door(GET),
        "list-stop": Door(BOTH),
        "list-left": Door(GET),
        "list-template": Door(GET),
        "inbox": Door(GET),
        "inbox-message": Door(GET),
        "wishes": Door(BOTH),
        "demo-bank": Door(BOTH, public=True),
        "demo-bank-done": Door(GET, public=True),
        "demo-inbox": Door(BOTH, public=True),
        "demo-mail": Door(GET, public=True),
        "sign-in": Door(BOTH, public=True),
        "sign-out": Door(POST, public=True),
        "password-forgotten": Door(BOTH, public=True),
        "password-letter": Door(GET, public=True),
        "password-reset": Door(BOTH, public=True),
        "register": Door(BOTH, public=True),
        "register-facility": Door(BOTH, public=True),
        "register-confirm": Door(BOTH, public=True),
        "register-resend": Door(POST, public=True),
        "register-link": Door(BOTH, public=True),
        "profile": Door(GET),
        "profile-edit": Door(BOTH),
        "profile-photo": Door(GET),
        "password-change": Door(BOTH),
        "sessions": Door(GET),
        "sessions-end-others": Door(POST),
        "session-end": Door(POST),
    },
    Site.OFFICER: COMMON
    | {
        "home": Door(GET),
        "queue-search": Door(POST),
        "dossier": Door(GET),
        "dossier-supplement": Door(POST),
        "papers": Door(GET),
        "dossier-act": Door(POST),
        "counter": Door(GET),
        "counter-new": Door(BOTH),
        "counter-take-over": Door(POST),
        "draft": Door(GET),
        "draft-step": Door(BOTH),
        "draft-step-template": Door(GET),
        "draft-documents": Door(BOTH),
        "draft-review": Door(BOTH),
        "draft-discard": Door(BOTH),
        "attachment": Door(GET),
        "paper": Door(GET),
        "own-motion": Door(GET),
        "own-motion-new": Door(POST),
        "departures": Door(GET),
        "departure-note": Door(POST),
        "lists": Door(GET),
        "guests": Door(GET),
        "expiring": Door(GET),
        "absent": Door(GET),
        "unverified": Door(GET),
        "sign-in": Door(BOTH, public=True),
        "second-factor": Door(BOTH, public=True),
        "second-factor-passkey": Door(POST, public=True),
        "enrol": Door(BOTH, public=True),
        "passkeys": Door(BOTH),
        "passkey-remove": Door(POST),
        "sign-out": Door(POST, public=True),
        "sessions": Door(GET),
        "session-end": Door(POST),
        "audit": Door(BOTH),
        "outbox": Door(GET),
        "outbox-all-again": Door(POST),
        "outbox-again": Door(POST, absent=HTTPStatus.FORBIDDEN),
        "message-templates": Door(GET),
        "message-template": Door(GET, absent=HTTPStatus.FORBIDDEN),
        "message-mail": Door(GET, absent=HTTPStatus.FORBIDDEN),
        "permissions": Door(GET),
        "group-new": Door(BOTH),
        "permission-group": Door(BOTH, absent=HTTPStatus.FORBIDDEN),
        "group-edit": Door(BOTH, absent=HTTPStatus.FORBIDDEN),
        "group-delete": Door(POST, absent=HTTPStatus.FORBIDDEN),
        "officers": Door(BOTH),
        "officer-new": Door(BOTH),
        "officer": Door(BOTH, absent=HTTPStatus.FORBIDDEN),
        "officer-dismiss": Door(POST, absent=HTTPStatus.FORBIDDEN),
        "officer-take-back": Door(POST, absent=HTTPStatus.FORBIDDEN),
        "officer-password": Door(POST, absent=HTTPStatus.FORBIDDEN),
        "officer-reset": Door(POST, absent=HTTPStatus.FORBIDDEN),
        "officer-reset-decide": Door(POST, absent=HTTPStatus.FORBIDDEN),
        "password-reset": Door(BOTH, public=True),
        "verify-account": Door(BOTH),
        "account": Door(BOTH, absent=HTTPStatus.FORBIDDEN),
        "reclaim-number": Door(POST, absent=HTTPStatus.FORBIDDEN),
    },
    Site.FILES: {
        "file": Door(GET, public=True, absent=HTTPStatus.FORBIDDEN),
        "picture": Door(GET, public=True, absent=HTTPStatus.FORBIDDEN),
    },
    Site.GATEWAY: {"sms-report": Door(POST, public=True), "payment-report": Door(POST, public=True)},
}
