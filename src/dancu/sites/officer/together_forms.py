"""What one act on many dossiers needs besides the dossiers."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from dancu.casework.commands import LONGEST_NOTE, AssigneeMissing, CannotProcess, NoteMissing
from dancu.casework.domain.workflow import GIVING, Action
from dancu.casework.queries import Assignable
from dancu.sites.officer import acting, words


class TogetherForm(forms.Form):
    """Whom they are given to, and a note that each of them gets."""

    assignee = forms.TypedChoiceField(coerce=int)
    note = forms.CharField(max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, action: Action, assignable: Iterable[Assignable], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assignee, note = self.fields["assignee"], self.fields["note"]
        if action in GIVING:
            assignee.label = _("Officer")
            assignee.choices = acting.to_choose_from(assignable)  # type: ignore[attr-defined]
            assignee.error_messages["required"] = words.said_by(AssigneeMissing)
            assignee.error_messages["invalid_choice"] = words.said_by(CannotProcess)
        else:
            del self.fields["assignee"]
        note.required = action is Action.HAND_OVER
        note.label = words.NOTES.get(action, _("Opinion"))
        note.help_text = _("Only officers read this.")
        note.error_messages["required"] = words.said_by(NoteMissing)
