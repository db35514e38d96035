"""Put what the domain refuses where the person sees it: at the fields it names, else at the top of the form."""

from django.forms import BaseForm
from django.utils.translation import gettext

from dancu.kernel.errors import DomainError
from dancu.platform import problems

sentence = problems.message


def show(form: BaseForm, refusal: DomainError) -> int:
    """Add a refusal to a bound form; return the status for the page: 200 unless the refusal names one of its own."""
    texts = {name: list(texts) for name, texts in refusal.fields.items() if name in form.fields}
    for name, messages in texts.items():
        form.add_error(name, [gettext(message).format(**refusal.facts) for message in messages])
    if not texts:
        form.add_error(None, sentence(refusal))
    return int(problems.status_of(refusal)) if hasattr(refusal, "status") else 200


def show_at(form: BaseForm, field: str, refusal: DomainError) -> None:
    """Add a refusal to one field of a bound form."""
    form.add_error(field, sentence(refusal))
