"""Who the declaration is about."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dancu.casework.filing import Fact
from dancu.declarations import register
from dancu.declarations.domain import law, rules
from dancu.declarations.domain.declaration import REPRESENTATIVES, Standing
from dancu.declarations.forms.base import LONG, SHORT, DeclarationStep, ensure_born
from dancu.declarations.words import number, sex
from dancu.kernel.dates import PartialDate
from dancu.platform.forms import DateBoxesField, IdNumberField, PersonNameField, PhoneField


class Subject(DeclarationStep):
    """Whose residence changes: the one who declares, as the register knows him, or somebody else, as declared."""

    reshaping: ClassVar[tuple[str, ...]] = ("is_subject",)

    minors_by = REPRESENTATIVES
    """Who may file for a subject under 18."""

    is_subject = forms.BooleanField(required=False)
    standing = forms.ChoiceField(choices=[], widget=forms.RadioSelect)
    name = PersonNameField()
    born = DateBoxesField(partial=True, birth=True)
    sex = forms.ChoiceField(choices=[], widget=forms.RadioSelect)
    pin = IdNumberField()
    passport = forms.RegexField(
        regex=r"^[A-Za-z]{0,2}[0-9]{6,9}$",
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
        error_messages={"invalid": _("A passport number has one or two letters and 6 to 9 digits.")},
    )
    phone = PhoneField()
    email = forms.EmailField(required=False, max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    permanent = forms.CharField(max_length=LONG, required=False)
    temporary = forms.CharField(max_length=LONG, required=False)
    current = forms.CharField(max_length=LONG)
    occupation = forms.CharField(max_length=SHORT, required=False)
    workplace = forms.CharField(max_length=LONG, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not law.ASKS_RESIDENCES.on(self.filing.on):
            self.drop("permanent", "temporary", "current")
        if not self.is_bound:
            self.propose(is_subject=self.is_likely_subject)
        if self.for_self:
            self.drop("standing", *(("name", "born", "sex", "pin") if self.own else ()))
            if not self.is_bound:
                self.propose(**self._proposed())

    @property
    def is_likely_subject(self) -> bool:
        """Whether the step begins with the one who declares as its subject."""
        return True

    @property
    def for_self(self) -> bool:
        return bool(self.stands("is_subject"))

    def facts(self) -> Sequence[Fact]:
        """Return what the register says and cannot be changed here."""
        if not (self.for_self and self.own):
            return ()
        person = self.own.person
        known = (
            ("name", person.name.full),
            ("born", str(person.born)),
            ("sex", sex(person.sex)),
            ("pin", number(person.pin)),
            ("old_number", person.old_id_number),
        )
        as_of = Fact(self.text("steps.subject.as_of"), f"{timezone.localtime(self.filing.at):%H:%M %d/%m/%Y}")
        return (*(Fact(self.text(f"steps.subject.{name}.label"), value) for name, value in known if value), as_of)

    def standing_of(self, said: Mapping[str, Any]) -> str:
        """Return by what the one who declares files for the subject; empty where he is that himself."""
        return str(said.get("standing") or "")

    def clean_born(self) -> PartialDate:
        return ensure_born(self.cleaned_data["born"], self.filing)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        born = self.own.person.born if self.for_self and self.own else data.get("born")
        said = self.standing_of(data)
        standing = Standing(said) if said else None
        if not self.for_self and self._files_as_a_minor():
            self.refuse("is_subject", rules.FilerIsMinor())
        is_minor = born is not None and born.age_on(self.filing.on) < rules.ADULT_AT
        if is_minor and (self.for_self or standing) and standing not in self.minors_by:
            self.refuse("is_subject" if self.for_self else "standing", rules.NeedsRepresentative())
        return data

    def answers(self) -> Mapping[str, Any]:
        own, account, locked = self.own, self.account, {}
        if self.for_self and own:
            person = own.person
            locked = {
                "name": person.name.full,
                "born": str(person.born),
                "sex": person.sex.value,
                "pin": str(person.pin),
                "old_number": person.old_id_number,
            }
        said = {"standing": "", "pin": "", **super().answers(), **locked}
        return {
            **said,
            "filer_name": own.person.name.full if own else self.said_name,
            "filer_number": str(own.person.pin) if own else account.id_number if account else "",
            "filer_proved": own is not None,
            "filer_minor": self._files_as_a_minor(),
            "represents": register.represents(
                own, subject_pin=said["pin"], standing=said["standing"], reading=self.reading
            ),
        }

    def _files_as_a_minor(self) -> bool:
        own, said = self.own, self.account.born if self.account else None
        born = own.person.born if own else PartialDate.of(said) if said else None
        return born is not None and born.age_on(self.filing.on) < rules.ADULT_AT

    def _proposed(self) -> dict[str, Any]:
        account, person = self.account, self.own.person if self.own else None
        return {
            "name": self.said_name,
            "born": account.born if account else None,
            "pin": account.id_number if account else "",
            "phone": (account and account.phone) or (person.phone if person else ""),
            "email": (account and account.email) or (person.email if person else ""),
            "occupation": person.occupation if person else "",
            "workplace": person.workplace if person else "",
        }
