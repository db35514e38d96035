"""The five steps of the filing, in the order of the guide; their words are in `texts/`."""

from dancu.procedures.permanent_registration.forms.agency import Agency
from dancu.procedures.permanent_registration.forms.members import Members
from dancu.procedures.permanent_registration.forms.place import Place
from dancu.procedures.permanent_registration.forms.request import Request
from dancu.procedures.permanent_registration.forms.subject import Subject

__all__ = ["Agency", "Members", "Place", "Request", "Subject"]
