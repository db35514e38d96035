"""Words of a procedure's folder in templates."""

from django import template

from dancu.casework.queries import HandedInView
from dancu.casework.texts import Texts
from dancu.sites.filing import words

register = template.Library()


@register.filter
def text_of(title: str, texts: Texts) -> str:
    """Return the title of a section of the declaration."""
    return texts(f"summary.{title}.title")


@register.filter
def label_of(label: str, texts: Texts) -> str:
    """Return the label of a line of the declaration."""
    return texts(f"summary.{label}")


@register.filter
def handed_in(paper: HandedInView) -> str:
    """Return in which form a document was handed in, and how many copies of it."""
    return words.handed_in(paper)
