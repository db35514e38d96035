"""Acts on accounts: registering, signing in, second factors, passwords, and what their owners keep up to date."""

from dancu.accounts.commands.owning import (
    NumberTaken,
    close_account,
    create_officer_account,
    create_portal_account,
    hold,
    set_identity_facts,
    set_photo,
    update_profile,
)
from dancu.accounts.commands.passwords import (
    LinkUsedUp,
    WeakPassword,
    WrongOldPassword,
    ask_password_reset,
    change_password,
    check_password_rule,
    reset_password,
    send_reset,
)
from dancu.accounts.commands.registration import (
    ClaimOver,
    SentTooOften,
    WrongCode,
    begin_registration,
    confirm_registration,
    resend_code,
    tell_owner,
)
from dancu.accounts.commands.second_factor import (
    AlreadyEnrolled,
    Enrolment,
    NotHalfOpen,
    WrongSecondFactor,
    begin_enrolment,
    confirm_enrolment,
    prove_second_factor,
    seal_anew,
)
from dancu.accounts.commands.sessions import Opened, end_other_sessions, end_session, keep_alive, sign_out
from dancu.accounts.commands.signing_in import WrongPassword, sign_in
from dancu.accounts.commands.sweeping import sweep
from dancu.accounts.commands.waiting import MustWait, take

__all__ = [
    "AlreadyEnrolled",
    "ClaimOver",
    "Enrolment",
    "LinkUsedUp",
    "MustWait",
    "NotHalfOpen",
    "NumberTaken",
    "Opened",
    "SentTooOften",
    "WeakPassword",
    "WrongCode",
    "WrongOldPassword",
    "WrongPassword",
    "WrongSecondFactor",
    "ask_password_reset",
    "begin_enrolment",
    "begin_registration",
    "change_password",
    "check_password_rule",
    "close_account",
    "confirm_enrolment",
    "confirm_registration",
    "create_officer_account",
    "create_portal_account",
    "end_other_sessions",
    "end_session",
    "hold",
    "keep_alive",
    "prove_second_factor",
    "resend_code",
    "reset_password",
    "seal_anew",
    "send_reset",
    "set_identity_facts",
    "set_photo",
    "sign_in",
    "sign_out",
    "sweep",
    "take",
    "tell_owner",
    "update_profile",
]
