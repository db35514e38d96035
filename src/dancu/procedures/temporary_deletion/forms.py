"""The steps of all deletions, about the household that is shared temporarily."""

from dancu.declarations import forms
from dancu.declarations.forms import DeclarationStep
from dancu.procedures.temporary_deletion.application import Application


class _Temporary(DeclarationStep):
    home = Application.home


class Subject(_Temporary, forms.LeavingSubject):
    """Whose temporary registration is deleted."""


class Place(_Temporary, forms.Registered):
    """Which temporary registration is deleted, and since when the ground holds."""


class Members(_Temporary, forms.Leaving):
    """Whose temporary registration is deleted along."""


class Request(_Temporary, forms.DeletionRequest):
    """What is asked for, who heads the household that stays, how the answer comes back."""
