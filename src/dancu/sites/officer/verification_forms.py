"""Forms of a question to another agency and of its answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dancu.casework.commands import LONGEST_NOTE
from dancu.places.forms import ChoosesPlaces, CommuneField


class QuestionForm(ChoosesPlaces):
    """Whom to ask, and what."""

    commune = CommuneField(label=_("Commune whose police is asked"))
    question = forms.CharField(
        label=_("What is to be verified"),
        help_text=_(
            "The agency reads this with name and number of the dossier's subject, and nothing else of the dossier."
        ),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write what the other agency is to verify.")},
    )


class AnswerForm(forms.Form):
    """What was found."""

    answer = forms.CharField(
        label=_("Result of the verification"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write what was found.")},
    )
