"""Addresses of the officer site's own pages."""

from django.urls import path

from dancu.sites.officer.views import auditing, departures, dossiers, law, outbox, queue, signin, verification

urlpatterns = [
    path("", queue.queue, name="home"),
    path("search", queue.search, name="queue-search"),
    path("dossiers/<str:code>", dossiers.dossier, name="dossier"),
    path("dossiers/<str:code>/acts/<slug:act>", dossiers.act, name="dossier-act"),
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
