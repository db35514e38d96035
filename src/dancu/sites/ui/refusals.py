"""Put what the domain refuses where the person sees it: at the fields it names, else at the top of the form."""

from django.forms import BaseForm
from django.http import HttpResponse
from django.utils.translation import gettext

from dancu.kernel.errors import DomainError
from dancu.platform import problems

sentence = problems.message


def show(form: BaseForm, refusal: DomainError) -> None:
    """Add a refusal to a bound form."""
    texts = {name: list(texts) for name, texts in refusal.fields.items() if name in form.fields}
    for name, messages in texts.items():
        form.add_error(name, [gettext(message).format(**refusal.facts) for message in messages])
    if not texts:
        form.add_error(None, sentence(refusal))


def show_at(form: BaseForm, field: str, refusal: DomainError) -> None:
    """Add a refusal to one field of a bound form."""
    form.add_error(field, sentence(refusal))


def answer(page: HttpResponse, refusal: DomainError | None) -> HttpResponse:
    """Give the page that shows a refusal the status of its own that it names, if any, and say when to try again."""
    page.status_code = int(getattr(refusal, "status", page.status_code))
    if (seconds := getattr(refusal, "retry_after", None)) is not None:
        page.headers["Retry-After"] = str(seconds)
    return page
