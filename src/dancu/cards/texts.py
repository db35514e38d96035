"""What kinds and states of cards are called."""

from django.utils.translation import gettext_lazy as _

from dancu.cards.domain.cards import Kind, State

KINDS = {
    Kind.PEOPLES: _("People's identity card (CMND)"),
    Kind.CITIZEN: _("Citizen identity card (CCCD)"),
    Kind.IDENTITY: _("Identity card"),
    Kind.CERTIFICATE: _("Identity certificate"),
}

STATES = {
    State.IN_FORCE: _("In force"),
    State.HELD: _("Held by an authority"),
    State.LOST: _("Reported lost"),
    State.REPLACED: _("Replaced"),
    State.REVOKED: _("Revoked"),
    State.ENDED: _("Ended with its holder"),
}
