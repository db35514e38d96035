"""What is written in the audit, in words: acts, of whom or what, on which site.

Acts on dossiers are called as everywhere (`words.DONE`); what has no word here is shown as it is written.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from dancu.sites.officer import words

ACTS: dict[str, Any] = {
    "accounts.closed": _("Account closed"),
    "accounts.code_sent_again": _("Registration code sent again"),
    "accounts.created": _("Account made"),
    "accounts.other_sessions_ended": _("Signed out everywhere else"),
    "accounts.password_accepted": _("Password accepted, second factor to come"),
    "accounts.password_changed": _("Password changed"),
    "accounts.password_reset": _("Password set anew by letter"),
    "accounts.profile_changed": _("Account details changed"),
    "accounts.registered": _("Account registered"),
    "accounts.registration_begun": _("Registration of an account begun"),
    "accounts.registration_fell_away": _("Registration fell away: the number had an account"),
    "accounts.reset_asked": _("New password asked for"),
    "accounts.second_factor_enrolled": _("Authenticator app set up"),
    "accounts.second_factor_failed": _("Wrong code of the second factor"),
    "accounts.session_ended": _("Signed out elsewhere"),
    "accounts.sign_in_failed": _("Sign-in failed"),
    "accounts.signed_in": _("Sign-in completed"),
    "accounts.signed_in_by_recovery_code": _("Signed in by a recovery code"),
    "accounts.signed_out": _("Signed out"),
    "audit.searched": _("Audit searched"),
    "casework.counter_draft_begun": _("Entry at the counter begun"),
    "casework.counter_draft_taken_over": _("Entry at the counter taken over"),
    "casework.counter_drafts_listed": _("Entries at the counter listed"),
    "casework.dossier_read": _("Dossier read"),
    "casework.dossiers_searched": _("Dossiers searched"),
    "casework.draft_begun": _("Draft begun"),
    "casework.draft_carried_over": _("Draft carried over to new rules"),
    "casework.draft_discarded": _("Draft discarded"),
    "casework.draft_read": _("Draft read"),
    "casework.file_attached": _("File attached"),
    "casework.file_detached": _("File taken off"),
    "casework.file_read": _("Attached file read"),
    "casework.given_to_account": _("Dossier given to its applicant's account"),
    "casework.own_motion_begun": _("Act of the authority's own motion begun"),
    "casework.own_dossiers_listed": _("Own dossiers listed"),
    "casework.own_drafts_listed": _("Own drafts listed"),
    "casework.paper_handed_in": _("Paper handed in at the counter"),
    "casework.paper_read": _("Paper of a dossier read"),
    "casework.paper_signed": _("Paper of a dossier signed"),
    "casework.paper_struck_out": _("Paper handed in struck out"),
    "casework.supplement_begun": _("Supplement begun"),
    "documents.file_taken_in": _("File taken in"),
    "documents.malware_found": _("Malware found in a file"),
    "documents.paper_kept": _("Signed paper kept"),
    "identity.account_looked_for": _("Account looked for at the counter"),
    "identity.account_read": _("Account held against the register"),
    "identity.card_checked": _("Card of a declarer checked"),
    "identity.number_reclaimed": _("Number reclaimed by its owner"),
    "identity.verified": _("Identity verified"),
    "lists.cancelled": _("List of people stopped"),
    "lists.rows_read": _("Rows of a list that were not taken up read"),
    "lists.taken_in": _("List of people taken in"),
    "notices.sent_again": _("Message sent again"),
    "notices.wishes_kept": _("Ways to be told chosen"),
    "offices.group_opened": _("Permission group opened"),
    "offices.officer_appointed": _("Officer appointed"),
    "casework.refund": _("Money paid back"),
    "casework.opinion_agreed": _("Agreement given online"),
    "casework.opinion_refused": _("Agreement refused online"),
    "casework.opinions_listed": _("Dossiers listed to who is asked to agree"),
    "casework.dossier_shown_for_opinion": _("Dossier shown to who is asked to agree"),
    "payments.receipt_given": _("Receipt of a fee given"),
    "payments.transfer_arrived": _("Transfer of a fee arrived"),
    "payments.refund_asked": _("Refund asked of the provider of payments"),
    "population.changed": _("Civil status changed"),
    "population.died": _("Death entered"),
    "population.guardian_appointed": _("Guardian entered"),
    "population.guardianship_ended": _("Guardianship ended"),
    "population.nationality_lost": _("Loss of nationality entered"),
    "population.pin_changed": _("Personal number followed by another"),
    "population.person_read": _("Person read in the register"),
    "population.rectified": _("Civil status corrected"),
    "population.registered": _("Person entered into the register"),
    "population.spouse_linked": _("Spouse entered"),
    "population.taken_in": _("Persons taken in from a list"),
    "population.widowed": _("Marriage ended by death"),
    "residence.acts_read": _("History of registrations read"),
    "residence.absence_ended": _("Absence ended"),
    "residence.absence_opened": _("Absence entered"),
    "residence.absence_restored": _("Absence restored"),
    "residence.absence_superseded": _("Absence corrected"),
    "residence.addresses_changed": _("Addresses renamed"),
    "residence.cancelled": _("Registration cancelled"),
    "residence.deleted": _("Registration deleted"),
    "residence.household_restored": _("Household restored"),
    "residence.period_expired": _("Temporary residence expired"),
    "residence.period_extended": _("Temporary residence extended"),
    "residence.period_restored": _("Residence restored"),
    "residence.renewal_opened": _("Time to extend began"),
    "residence.stay_corrected": _("Stay corrected"),
    "residence.stay_ended": _("Stay ended"),
    "residence.stay_withdrawn": _("Notice of a stay withdrawn"),
    "residence.facility_read": _("Lodging facility read"),
    "residence.own_notices_listed": _("Own lodging notices listed"),
    "residence.own_stays_read": _("Own lodging notices read"),
    "residence.stays_read": _("Stays read"),
    "residence.facility_opened": _("Lodging facility entered"),
    "residence.facility_changed": _("Lodging facility changed"),
    "residence.facility_closed": _("Lodging facility closed"),
    "residence.stays_notified": _("Stays notified"),
    "residence.departure_noted": _("Departure noted"),
    "residence.departures_listed": _("Departures listed"),
    "residence.head_changed": _("Householder changed"),
    "residence.household_closed": _("Household closed"),
    "residence.household_opened": _("Household opened"),
    "residence.household_read": _("Household read"),
    "residence.period_ended": _("Residence ended"),
    "residence.period_opened": _("Residence entered"),
    "residence.period_superseded": _("Residence corrected"),
    "residence.read": _("Residence read"),
    "residence.relation_changed": _("Relation to the householder changed"),
    "residence.taken_in": _("Households taken in from a list"),
    "trust.key_made": _("Key made"),
    "trust.key_revoked": _("Key revoked"),
}

KINDS: dict[str, Any] = {
    "account": _("An account"),
    "agency": _("An agency"),
    "attachment": _("An attached file"),
    "audit": _("The audit"),
    "claim": _("A registration"),
    "dossier": _("A dossier"),
    "draft": _("A draft"),
    "file": _("A file"),
    "household": _("A household"),
    "intake": _("A list taken in"),
    "key": _("A key"),
    "list": _("A list of people"),
    "lodging_facility": _("A lodging facility"),
    "lodging_notice": _("A lodging notice"),
    "officer": _("An officer"),
    "paper": _("A paper"),
    "permission_group": _("A permission group"),
    "person": _("A person"),
    "queue": _("A list of dossiers"),
    "stay": _("A stay"),
    "unit": _("An administrative unit"),
}

SITES: dict[str, Any] = {
    "portal": _("Public service portal"),
    "officer": _("Residence management"),
    "files": _("Files"),
    "gateway": _("Gateway"),
}


def act(code: str) -> str:
    """Return what an act is called."""
    room, _dot, name = code.partition(".")
    known = ACTS.get(code) or (words.DONE.get(name) if room == "casework" else None)
    return str(known or code)


def kind(code: str) -> str:
    """Return what kind of thing an act concerned."""
    return str(KINDS.get(code, code))


def site(code: str) -> str:
    """Return on which site an act was done."""
    return str(SITES.get(code, code))
