"""Addresses of the portal's pages."""

from django.urls import URLPattern, URLResolver, path

from dancu.sites.portal.views import home, inbox, own_account, registering, signing_in

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("inbox", inbox.inbox, name="inbox"),
    path("inbox/<int:message_id>", inbox.message, name="inbox-message"),
    path("demo/inbox", inbox.demo_inbox, name="demo-inbox"),
    path("demo/inbox/<int:mail_id>", inbox.demo_mail, name="demo-mail"),
    path("sign-in", signing_in.sign_in, name="sign-in"),
    path("sign-out", signing_in.sign_out, name="sign-out"),
    path("password/forgotten", signing_in.forgotten, name="password-forgotten"),
    path("password/letter", signing_in.letter_sent, name="password-letter"),
    path("password/reset/<str:token>", signing_in.reset, name="password-reset"),
    path("register", registering.register, name="register"),
    path("register/<uuid:claim_id>", registering.confirm, name="register-confirm"),
    path("register/<uuid:claim_id>/resend", registering.resend, name="register-resend"),
    path("register/<uuid:claim_id>/link/<str:secret>", registering.follow_link, name="register-link"),
    path("account", own_account.profile, name="profile"),
    path("account/edit", own_account.edit, name="profile-edit"),
    path("account/photo", own_account.photo, name="profile-photo"),
    path("account/password", own_account.change_password, name="password-change"),
    path("account/sessions", own_account.sessions, name="sessions"),
    path("account/sessions/end-others", own_account.end_other_sessions, name="sessions-end-others"),
    path("account/sessions/<int:session_id>/end", own_account.end_session, name="session-end"),
]
