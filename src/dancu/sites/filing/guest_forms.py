"""Forms about guests: where they stay, who they are, when one left or should not have been named."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from dancu.kernel.errors import DomainError
from dancu.kernel.sex import Sex
from dancu.kernel.working_days import VIET_NAM
from dancu.places import queries as places
from dancu.places.forms import AddressField, ChoosesPlaces
from dancu.platform import problems
from dancu.platform.forms import DateBoxesField, PersonNameField, PhoneField, rows_of
from dancu.residence.domain.stays import FacilityKind, Guest, IdKind, Withdrawal, facility_kinds, read_number, refusals
from dancu.residence.texts import FACILITY_KINDS, ID_KINDS, WITHDRAWALS

NOT_CHOSEN = ("", "–")
MOST_GUESTS = 30
"""Of one page; who has more sends a list."""
SEXES = {Sex.MALE: _("Male"), Sex.FEMALE: _("Female")}
REASONS = (_("Tourism"), _("Business trip"), _("Visiting kin"), _("Study"), _("Medical treatment"))
"""What is proposed; any other reason is typed."""
AT_FIELD = {"arrives_at": "arrives_on"}
"""The field of a fact where it is not called the same."""


def hour_field(*, label: Any, missing: Any) -> forms.TimeField:
    """Return a field for the time of a day, which people write in several ways."""
    return forms.TimeField(
        label=label,
        input_formats=["%H:%M", "%H:%M:%S", "%Hh%M", "%H.%M"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "govuk-input--width-10"}),
        error_messages={"required": missing, "invalid": _("Write the time as 14:30")},
    )


class PlaceForm(ChoosesPlaces):
    """Where the guests stay, as whoever is no registered facility says it."""

    kind = forms.ChoiceField(
        label=_("Kind of lodging facility"), error_messages={"required": _("Choose the kind of lodging facility")}
    )
    name = forms.CharField(
        label=_("Name of the lodging facility"), help_text=_("If it has one"), max_length=200, required=False
    )
    place = AddressField(label=_("Address of the lodging facility"))
    by_guest = forms.BooleanField(label=_("The declarer is the guest"), required=False)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_kinds(self, "kind", facility_kinds(on))


class GuestForm(forms.Form):
    """One guest; while the page is only drawn again, nothing is said against what is not filled in yet."""

    name = PersonNameField(label=_("Full name"))
    born = DateBoxesField(
        label=_("Date of birth"), help_text=_("Leave the day or the month empty if it is not known"), partial=True
    )
    sex = forms.ChoiceField(label=_("Sex"), error_messages={"required": _("Choose the sex")})
    nationality = forms.ChoiceField(label=_("Nationality"))
    id_kind = forms.ChoiceField(
        label=_("Identity paper"), error_messages={"required": _("Choose the paper by which the guest is known")}
    )
    id_number = forms.CharField(
        label=_("Number of the paper"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    arrives_on = DateBoxesField(label=_("Stays from"))
    arrives_time = hour_field(label=_("Time of arrival"), missing=_("Enter the time of arrival"))
    until = DateBoxesField(
        label=_("Stays until"),
        help_text=_("The day of leaving. Empty only for close kin who come to a household often"),
        required=False,
    )
    room = forms.CharField(label=_("Room"), max_length=40, required=False)
    reason = forms.CharField(
        label=_("Reason for the stay"),
        max_length=200,
        widget=forms.TextInput(attrs={"list": "reasons"}),
        error_messages={"required": _("Say for what reason the guest stays.")},
    )
    phone = PhoneField(
        label=_("Phone number"), required=False, widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"})
    )
    occupation = forms.CharField(label=_("Occupation"), max_length=120, required=False)
    workplace = forms.CharField(label=_("Place of work"), max_length=200, required=False)

    def __init__(self, *args: Any, kind: FacilityKind, on: date, quiet: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.on, self.quiet = kind, on, quiet
        if kind is not FacilityKind.FAMILY:
            self.fields["until"].required, self.fields["until"].help_text = True, _("The day of leaving")
        self._offer("sex", SEXES)
        self._offer("id_kind", ID_KINDS)
        viet_nam = {places.VIET_NAM: _("Viet Nam")}
        cast("forms.ChoiceField", self.fields["nationality"]).choices = [
            *viet_nam.items(), *places.list_countries().items(),
        ]  # fmt: skip

    def full_clean(self) -> None:
        super().full_clean()
        if self.quiet:
            self.errors.clear()

    def clean_id_number(self) -> str:
        """Read the number by the rules of its paper."""
        kind, typed = self.cleaned_data.get("id_kind"), self.cleaned_data["id_number"]
        if not kind or not typed:
            return str(typed)
        try:
            return read_number(IdKind(kind), typed)
        except DomainError as refusal:
            raise ValidationError(problems.message(refusal), code=refusal.code) from None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors:
            for fact, refusal in refusals(self.guest(), self.kind, self.on):
                self.add_error(AT_FIELD.get(fact, fact), ValidationError(problems.message(refusal), code=refusal.code))
        return data

    def guest(self) -> Guest:
        """Return who was named."""
        return guest_of(self.cleaned_data)

    def _offer(self, field: str, choices: Mapping[Any, Any]) -> None:
        offered = [(code.value, words) for code, words in choices.items()]
        cast("forms.ChoiceField", self.fields[field]).choices = [NOT_CHOSEN, *offered]


def guest_of(data: Mapping[str, Any]) -> Guest:
    """Return who was named by the cleaned fields."""
    return Guest(
        name=data["name"],
        born=data["born"],
        sex=Sex(data["sex"]),
        nationality=data["nationality"],
        id_kind=IdKind(data["id_kind"]),
        id_number=data["id_number"],
        occupation=data["occupation"],
        workplace=data["workplace"],
        phone=data["phone"],
        room=data["room"],
        reason=data["reason"],
        arrives_at=datetime.combine(data["arrives_on"], data["arrives_time"], VIET_NAM),
        until=data["until"],
    )


GuestForms = rows_of(GuestForm, most=MOST_GUESTS)


def as_typed(guest: Guest) -> dict[str, Any]:
    """Return a guest as his form begins."""
    arrives_at = localtime(guest.arrives_at)
    facts = ("name", "born", "nationality", "id_number", "until", "room", "reason", "phone", "occupation", "workplace")
    return {
        **{name: getattr(guest, name) for name in facts},
        "sex": guest.sex.value,
        "id_kind": guest.id_kind.value,
        "arrives_on": arrives_at.date(),
        "arrives_time": arrives_at.time(),
    }


class LeavingForm(forms.Form):
    """On which day a guest left."""

    on = DateBoxesField(label=_("The guest left on"))


class WithdrawalForm(forms.Form):
    """Why notice should not have been given of a guest."""

    because = forms.ChoiceField(
        label=_("Why is the notice withdrawn?"),
        choices=[(each.value, WITHDRAWALS[each]) for each in Withdrawal],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why the notice is withdrawn")},
    )


def offer_kinds(form: forms.Form, field: str, kinds: tuple[FacilityKind, ...]) -> None:
    """Let a field offer these kinds of facility, none of them chosen."""
    cast("forms.ChoiceField", form.fields[field]).choices = [
        NOT_CHOSEN,
        *((kind.value, FACILITY_KINDS[kind]) for kind in kinds),
    ]
