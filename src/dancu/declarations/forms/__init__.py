"""The steps that declarations share, in the order of the guide, with what a folder may mix in; their words are in `texts/`."""

from dancu.declarations.forms.agency import Agency
from dancu.declarations.forms.base import LONG, NOT_CHOSEN, SHORT, DeclarationStep, ensure_born, relations
from dancu.declarations.forms.deletion import DeletionRequest, Leaving, LeavingSubject, Registered
from dancu.declarations.forms.householder import NamesHouseholder
from dancu.declarations.forms.members import ListedRow, Members, NumberedRow
from dancu.declarations.forms.place import Place
from dancu.declarations.forms.request import Request
from dancu.declarations.forms.subject import Subject
from dancu.declarations.forms.successor import NamesSuccessor

__all__ = [
    "LONG",
    "NOT_CHOSEN",
    "SHORT",
    "Agency",
    "DeclarationStep",
    "DeletionRequest",
    "Leaving",
    "LeavingSubject",
    "ListedRow",
    "Members",
    "NamesHouseholder",
    "NamesSuccessor",
    "NumberedRow",
    "Place",
    "Registered",
    "Request",
    "Subject",
    "ensure_born",
    "relations",
]
