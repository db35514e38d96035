"""What kinds and states of cards are called."""

from django.utils.translation import gettext_lazy as _

from dancu.cards.domain.cards import Action, Kind, State

KINDS = {
    Kind.PEOPLES: _("People's identity card (CMND)"),
    Kind.CITIZEN: _("Citizen identity card (CCCD)"),
    Kind.IDENTITY: _("Identity card"),
    Kind.CERTIFICATE: _("Identity certificate"),
}

ACTIONS = {
    Action.REPORT_LOST: _("Report it lost"),
    Action.HOLD: _("Hold it for a time"),
    Action.GIVE_BACK: _("Give it back"),
    Action.REVOKE: _("Revoke it"),
}
"""What an officer does to a card."""

STATES = {
    State.IN_FORCE: _("In force"),
    State.HELD: _("Held by an authority"),
    State.LOST: _("Reported lost"),
    State.REPLACED: _("Replaced"),
    State.REVOKED: _("Revoked"),
    State.ENDED: _("Ended with its holder"),
}
