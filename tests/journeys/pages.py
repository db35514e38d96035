"""Every page of the portal and of the officer site, and how it is come by in the small world of `world.py`.

An address whose view is no page stands in `NO_PAGES`, with what it is instead. Every other name of the URL tables needs a line.
"""

from dataclasses import dataclass

from dancu.platform.hosts import Site


@dataclass(frozen=True, slots=True)
class Page:
    """One look at a page: the view's name, its address with facts of the world filled in, and who opens it."""

    view: str
    path: str
    who: str = ""
    presses: str = ""
    """Selector of a button that is pressed once the page is there: what comes of it is looked at."""
    status: int = 200

    def __str__(self) -> str:
        return f"{self.path} as {self.who or 'a stranger'}{' sent' if self.presses else ''}"


SEND = "main form:not([role=search]) .govuk-button:not([type=button])"
SEND_ALL = "main form .govuk-button:not([name])"
"""The same on a page whose other buttons add and remove rows."""

PAGES: dict[Site, list[Page]] = {
    Site.PORTAL: [
        Page("home", "/"),
        Page("home", "/", "citizen"),
        Page("procedures", "/procedures"),
        Page("procedures", "/procedures?q=xyz"),
        Page("procedure", "/procedures/permanent-registration"),
        Page("procedure", "/procedures/permanent-registration", "citizen"),
        Page("procedure", "/procedures/permanent-registration?on=2023-06-01"),
        Page("procedure", "/procedures/lodging-notice"),
        Page("procedure", "/procedures/lodging-notice?on=2023-06-01", "facility"),
        Page("procedure", "/procedures/temporary-absence", "facility"),
        Page("forms", "/forms"),
        Page("forms", "/forms?on=2023-06-01"),
        Page("file", "/file"),
        Page("verify", "/verify"),
        Page("draft", "/drafts/{draft}", "mover"),
        Page("draft", "/drafts/{supplement}", "citizen"),
        *(
            Page("draft-step", f"/drafts/{{draft}}/steps/{step}", "mover")
            for step in ("agency", "subject", "place", "members", "request")
        ),
        Page("draft-step", "/drafts/{empty_draft}/steps/agency", "citizen", SEND),
        Page("draft-documents", "/drafts/{draft}/documents", "mover"),
        Page("draft-review", "/drafts/{draft}/review", "mover"),
        Page("draft-review", "/drafts/{draft}/review", "mover", SEND),
        Page("draft-discard", "/drafts/{draft}/discard", "mover"),
        *(Page("procedure", f"/procedures/temporary-{each}") for each in ("registration", "extension")),
        *(
            Page("draft-step", f"/drafts/{{lodger}}/steps/{step}", "citizen")
            for step in ("place", "members", "request")
        ),
        Page("draft-step", "/drafts/{lodger}/steps/place", "citizen", SEND),
        Page("draft-step", "/drafts/{lister}/steps/subject", "citizen"),
        Page("draft-step", "/drafts/{lister}/steps/members", "citizen"),
        Page("draft-step", "/drafts/{lister}/steps/members", "citizen", "[name=_take_list]"),
        Page("draft-step", "/drafts/{stayer}/steps/place", "citizen"),
        *(
            Page("procedure", f"/procedures/{each}")
            for each in (
                "temporary-absence",
                "residence-confirmation",
                "household-split",
                "residence-correction",
                "permanent-deletion",
                "temporary-deletion",
                "residence-declaration",
            )
        ),
        *(
            Page("draft-step", f"/drafts/{{{who}}}/steps/{step}", "citizen", presses)
            for who, step in (
                ("traveller", "absence"),
                ("asker", "content"),
                ("parting", "place"),
                ("successor", "change"),
                ("emigrant", "place"),
                ("former_tenant", "place"),
                ("homeless", "place"),
            )
            for presses in ("", SEND)
        ),
        Page("draft-step", "/drafts/{homeless}/steps/subject", "citizen"),
        Page("dossiers", "/dossiers", "citizen"),
        Page("dossiers", "/dossiers", "newcomer"),
        *(Page("dossier", f"/dossiers/{{{state}}}", "citizen") for state in ("submitted", "returned", "decided")),
        Page("submitted", "/dossiers/{submitted}/submitted", "citizen"),
        Page("dossier", "/dossiers/{overdue}", "citizen"),
        Page("payment", "/dossiers/{overdue}/payment", "citizen"),
        Page("payment", "/dossiers/{submitted}/payment", "citizen"),
        Page("demo-bank", "/demo/bank"),
        Page("demo-bank", "/demo/bank", "", SEND),
        Page("demo-bank-done", "/demo/bank/done"),
        Page("dossier-withdraw", "/dossiers/{submitted}/withdraw", "citizen"),
        Page("opinions", "/opinions", "citizen"),
        Page("opinions", "/opinions", "newcomer"),
        Page("opinion", "/opinions/{opinion}", "owner"),
        Page("opinion", "/opinions/{opinion}", "owner", "[name=_refuse]"),
        Page("opinions", "/opinions", "owner"),
        Page("inbox", "/inbox", "citizen"),
        Page("inbox", "/inbox", "newcomer"),
        Page("inbox-message", "/inbox/{message}", "citizen"),
        Page("wishes", "/account/messages", "citizen"),
        Page("demo-inbox", "/demo/inbox"),
        Page("demo-mail", "/demo/inbox/{mail}"),
        Page("sign-in", "/sign-in"),
        Page("sign-in", "/sign-in", "", SEND),
        Page("password-forgotten", "/password/forgotten"),
        Page("password-letter", "/password/letter"),
        Page("password-reset", "/password/reset/{reset}"),
        Page("register", "/register"),
        Page("register", "/register", "", SEND),
        Page("register-confirm", "/register/{claim}"),
        Page("register-confirm", "/register/{expired_claim}"),
        Page("register-link", "/register/{claim}/link/{link}"),
        Page("register-facility", "/register/facility"),
        Page("register-facility", "/register/facility", "", SEND),
        Page("register-confirm", "/register/{facility_claim}"),
        Page("home", "/", "facility"),
        Page("lodging", "/lodging", "facility"),
        Page("lodging", "/lodging?night=2020-01-01", "facility"),
        Page("lodging", "/lodging", "newcomer"),
        Page("lodging-notify", "/lodging/notify", "facility"),
        Page("lodging-notify", "/lodging/notify", "facility", SEND_ALL),
        Page("lodging-notify", "/lodging/notify", "citizen"),
        Page("lodging-notify", "/lodging/notify", "citizen", "[name=_add]"),
        Page("lodging-list", "/lodging/notify/list", "facility"),
        Page("lodging-list", "/lodging/notify/list", "facility", SEND),
        *(
            Page("list", f"/lists/{{list_{state}}}", "facility")
            for state in ("under_way", "to_mend", "done", "stopped")
        ),
        Page("list-stop", "/lists/{list_under_way}/stop", "facility"),
        Page("lodging-notices", "/lodging/notices", "facility"),
        Page("lodging-notices", "/lodging/notices?before=1", "facility"),
        Page("lodging-notices", "/lodging/notices", "newcomer"),
        Page("lodging-notice", "/lodging/notices/{notice}", "facility"),
        Page("lodging-notice", "/lodging/notices/{late_notice}", "facility"),
        Page("stay", "/lodging/stays/{stay}", "facility"),
        Page("stay", "/lodging/stays/{withdrawn_stay}", "facility"),
        Page("stay-end", "/lodging/stays/{stay}/end", "facility"),
        Page("stay-withdraw", "/lodging/stays/{stay}/withdraw", "facility"),
        Page("stay-withdraw", "/lodging/stays/{stay}/withdraw", "facility", SEND),
        Page("facility", "/lodging/facility", "facility"),
        Page("profile", "/account", "citizen"),
        Page("profile", "/account", "newcomer"),
        Page("profile-edit", "/account/edit", "citizen"),
        Page("profile-edit", "/account/edit", "newcomer"),
        Page("password-change", "/account/password", "citizen", SEND),
        Page("sessions", "/account/sessions", "citizen"),
    ],
    Site.OFFICER: [
        Page("home", "/", "officer"),
        Page("home", "/?queue=all", "officer"),
        Page("home", "/?queue=all&code=G01.101.000.070-250101-9999", "officer"),
        Page("home", "/", "clerk"),
        *(
            Page("dossier", f"/dossiers/{{{state}}}", "officer")
            for state in ("submitted", "returned", "overdue", "decided")
        ),
        Page("dossier", "/dossiers/{proposed}", "leader"),
        Page("dossier-act", "/dossiers/{submitted}", "officer", "#act .govuk-button"),
        Page("dossier-act", "/dossiers/{submitted}", "officer", "#act [value=check]"),
        Page("dossier-act", "/dossiers/{submitted}", "officer", "#act [value=return-for-supplement]"),
        Page("dossier", "/dossiers/{returned_walk_in}", "receptionist"),
        Page("counter", "/counter", "receptionist"),
        Page("counter", "/counter", "officer"),
        Page("counter-new", "/counter/new", "receptionist"),
        Page("counter-new", "/counter/new", "receptionist", SEND),
        Page("own-motion", "/own-motion", "officer"),
        Page("own-motion", "/own-motion", "leader"),
        Page("draft", "/drafts/{cancellation}", "officer"),
        Page("draft-step", "/drafts/{cancellation}/steps/person", "officer"),
        Page("draft-step", "/drafts/{cancellation}/steps/act", "officer"),
        Page("draft-review", "/drafts/{cancellation}/review", "officer"),
        Page("draft-step", "/drafts/{cancellation}/steps/act", "officer", SEND),
        Page("draft-step", "/drafts/{deletion}/steps/registration", "officer"),
        Page("draft-documents", "/drafts/{deletion}/documents", "officer"),
        Page("draft-review", "/drafts/{deletion}/review", "officer"),
        Page("draft-step", "/drafts/{deletion}/steps/registration", "officer", SEND),
        Page("dossier", "/dossiers/{cancelling}", "officer"),
        Page("draft", "/drafts/{walk_in}", "receptionist"),
        *(Page("draft-step", f"/drafts/{{walk_in}}/steps/{step}", "receptionist") for step in ("agency", "subject")),
        Page("draft-documents", "/drafts/{walk_in}/documents", "receptionist"),
        Page("draft-documents", "/drafts/{bare_walk_in}/documents", "receptionist", "[name=_continue]"),
        Page("draft-review", "/drafts/{walk_in}/review", "receptionist"),
        Page("draft-review", "/drafts/{walk_in}/review", "receptionist", SEND),
        Page("draft-discard", "/drafts/{walk_in}/discard", "receptionist"),
        Page("queue-search", "/", "officer", ".dc-filters .govuk-button"),
        Page("sign-in", "/sign-in"),
        Page("sign-in", "/sign-in", "", SEND),
        Page("second-factor", "/sign-in/code", "half"),
        Page("enrol", "/sign-in/app", "unenrolled"),
        Page("sessions", "/account/sessions", "officer"),
        Page("passkeys", "/account/passkeys", "officer"),
        Page("passkeys", "/account/passkeys", "officer", SEND),
        Page("passkeys", "/account/passkeys", "leader"),
        Page("verification-new", "/dossiers/{overdue}/verifications/new", "officer"),
        Page("verification-new", "/dossiers/{overdue}/verifications/new", "officer", SEND),
        Page("verifications", "/verifications", "officer"),
        Page("verifications", "/verifications", "neighbour"),
        Page("verification", "/verifications/{waiting}", "neighbour"),
        Page("verification", "/verifications/{waiting}", "neighbour", SEND),
        Page("verification", "/verifications/{answered}", "neighbour"),
        Page("departures", "/departures", "officer"),
        Page("departures", "/departures", "neighbour"),
        *(Page(name, f"/lists/{name}", "officer") for name in ("guests", "expiring", "absent")),
        *(Page(name, f"/lists/{name}", "neighbour") for name in ("guests", "expiring", "absent")),
        Page("lodging", "/lodging", "officer"),
        Page("lodging", "/lodging", "neighbour"),
        Page("lodging", "/lodging?before=1", "officer"),
        Page("lodging-notify", "/lodging/notify", "officer", "[name=_add]"),
        Page("lodging-notify", "/lodging/notify", "officer", SEND_ALL),
        Page("facilities", "/lodging/facilities", "officer", ".dc-filters .govuk-button"),
        Page("facility-notify", "/lodging/facilities/{lodging_facility}/notify", "officer"),
        Page("facility-reclaim", "/lodging/facilities/{lodging_facility}/reclaim", "officer", SEND),
        Page("lodging-notice", "/lodging/notices/{written_down}", "officer"),
        Page("stay", "/lodging/stays/{stay_written_down}", "officer"),
        Page("stay-end", "/lodging/stays/{stay_written_down}/end", "officer"),
        Page("stay-withdraw", "/lodging/stays/{stay_written_down}/withdraw", "officer", SEND),
        Page("unverified", "/law/unverified", "officer"),
        Page("audit", "/audit", "officer"),
        Page("permissions", "/permissions", "officer"),
        Page("permissions", "/permissions?code=KHONGCO", "officer"),
        Page("group-new", "/permissions/new", "officer", SEND),
        Page("permission-group", "/permissions/{group}", "officer"),
        Page("permission-group", "/permissions/{group}?subsystem=administration", "officer"),
        Page("group-edit", "/permissions/{group}/edit", "officer"),
        Page("officers", "/officers", "officer"),
        Page("officers", "/officers", "officer", ".dc-filters .govuk-button"),
        Page("officer-new", "/officers/new", "officer", SEND),
        Page("officer", "/officers/{officer_id}", "officer"),
        Page("officer", "/officers/{officer_id}", "officer", SEND),
        Page("officer", "/officers/{dismissed}", "officer"),
        Page("officer-reset", "/officers/{officer_id}", "leader"),
        Page("password-reset", "/password/{officer_password}"),
        Page("outbox", "/outbox", "officer"),
        Page("outbox", "/outbox?before=1", "officer"),
        Page("message-templates", "/outbox/templates", "officer"),
        Page("message-template", "/outbox/templates/dossier_refuse", "officer"),
        Page("verify-account", "/accounts", "officer"),
        Page("account", "/accounts/{account}", "officer"),
        Page("account", "/accounts/{unknown_account}", "officer"),
        Page("reclaim-number", "/accounts/{account}", "officer", "details .govuk-button"),
    ],
}

PROBLEMS: dict[Site, list[Page]] = {
    Site.PORTAL: [
        Page("", "/nothing-here", status=404),
        Page("", "/nothing-here", "citizen", status=404),
        Page("", "/fails/csrf", "citizen", status=403),
        Page("", "/dossiers", "facility", status=403),
        *(Page("", f"/fails/{status}", status=status) for status in (400, 405, 409, 413, 429, 500, 503)),
    ],
    Site.OFFICER: [
        Page("", "/nothing-here", "officer", status=404),
        Page("", "/audit", "clerk", status=403),
        Page("", "/drafts/{held_walk_in}", "receptionist", status=409),
        Page("", "/fails/csrf", "officer", status=403),
        Page("", "/fails/503", "officer", status=503),
    ],
}
"""What a page says when it cannot be shown; the addresses that fail are those of `failing.py`."""

NO_PAGES: dict[Site, dict[str, str]] = {
    Site.PORTAL: {
        "language": "act",
        "units": "part of a page",
        "draft-begin": "act",
        "confirm-code": "picture",
        "dossier-supplement": "act",
        "paper": "PDF",
        "papers": "part of a page",
        "blank-form": "PDF",
        "draft-step-template": "spreadsheet",
        "list-left": "spreadsheet",
        "list-template": "spreadsheet",
        "verify-root": "certificate",
        "verify-keys": "for programs",
        "attachment": "leads to a file",
        "sign-out": "act",
        "register-resend": "act",
        "profile-photo": "picture",
        "sessions-end-others": "act",
        "session-end": "act",
    },
    Site.OFFICER: {
        "draft-step-template": "spreadsheet",
        "language": "act",
        "dossier-supplement": "act",
        "units": "part of a page",
        "attachment": "leads to a file",
        "paper": "PDF",
        "papers": "part of a page",
        "departure-note": "act",
        "second-factor-passkey": "act",
        "passkey-remove": "act",
        "group-delete": "act",
        "officer-dismiss": "act",
        "officer-take-back": "act",
        "officer-password": "act",
        "officer-reset-decide": "act",
        "outbox-all-again": "act",
        "outbox-again": "act",
        "message-mail": "email",
        "counter-take-over": "act",
        "own-motion-new": "act",
        "lists": "leads to a list",
        "sign-out": "act",
        "session-end": "act",
    },
}
