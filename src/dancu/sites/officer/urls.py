"""Addresses of the officer site's own pages."""

from django.urls import path

from dancu.sites.filing.views import documents, steps
from dancu.sites.officer.views import auditing, counter, departures, dossiers, law, outbox, queue, signin, verification

urlpatterns = [
    path("", queue.queue, name="home"),
    path("search", queue.search, name="queue-search"),
    path("dossiers/<str:code>", dossiers.dossier, name="dossier"),
    path("dossiers/<str:code>/supplement", dossiers.supplement, name="dossier-supplement"),
    path("dossiers/<str:code>/papers", dossiers.papers, name="papers"),
    path("dossiers/<str:code>/acts/<slug:act>", dossiers.act, name="dossier-act"),
    path("counter", counter.entered, name="counter"),
    path("counter/new", counter.begin, name="counter-new"),
    path("counter/<uuid:draft_id>/take-over", counter.take_over, name="counter-take-over"),
    path("drafts/<uuid:draft_id>", counter.by_its_holder(steps.overview), name="draft"),
    path("drafts/<uuid:draft_id>/steps/<slug:key>", counter.by_its_holder(steps.step), name="draft-step"),
    path("drafts/<uuid:draft_id>/documents", counter.by_its_holder(documents.papers), name="draft-documents"),
    path("drafts/<uuid:draft_id>/review", counter.by_its_holder(counter.review), name="draft-review"),
    path("drafts/<uuid:draft_id>/discard", counter.by_its_holder(steps.discard), name="draft-discard"),
    path("attachments/<int:attachment_id>", dossiers.attachment, name="attachment"),
    path("papers/<int:paper_id>", dossiers.paper, name="paper"),
    path("departures", departures.departures, name="departures"),
    path("departures/<int:departure_id>/note", departures.note, name="departure-note"),
    path("law/unverified", law.unverified, name="unverified"),
    path("audit", auditing.audit, name="audit"),
    path("outbox", outbox.outbox, name="outbox"),
    path("outbox/again", outbox.send_all_again, name="outbox-all-again"),
    path("outbox/<int:message_id>/again", outbox.send_again, name="outbox-again"),
    path("outbox/templates", outbox.templates, name="message-templates"),
    path("outbox/templates/<slug:notice>", outbox.template, name="message-template"),
    path("outbox/templates/<slug:notice>/<slug:language>", outbox.mail, name="message-mail"),
    path("sign-in", signin.sign_in, name="sign-in"),
    path("sign-in/code", signin.second_factor, name="second-factor"),
    path("sign-in/app", signin.enrol, name="enrol"),
    path("sign-out", signin.sign_out, name="sign-out"),
    path("account/sessions", signin.sessions, name="sessions"),
    path("account/sessions/<int:session_id>/end", signin.end_session, name="session-end"),
    path("accounts", verification.find_account, name="verify-account"),
    path("accounts/<int:account_id>", verification.verify_account, name="account"),
    path("accounts/<int:account_id>/reclaim", verification.reclaim_number, name="reclaim-number"),
]
