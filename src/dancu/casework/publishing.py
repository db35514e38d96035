"""Our procedures as the national portal publishes them."""

from django.utils import translation

from dancu.casework.domain.filing import Channel
from dancu.casework.domain.published import Case, Component, Fee, Method, Published
from dancu.casework.procedures import Listed
from dancu.kernel.working_days import LimitUnit

_METHODS = {Channel.PORTAL: "ONLINE", Channel.COUNTER: "DIRECT"}
_UNITS = {LimitUnit.WORKING_DAYS: "WORKING_DAY", LimitUnit.DAYS: "DAY", LimitUnit.HOURS: "HOUR"}


def publish(procedure: Listed) -> Published:
    """Return a version of a procedure as a publication, in its official words."""
    with translation.override("vi"):
        return _published(procedure)


def _published(procedure: Listed) -> Published:
    texts = procedure.texts
    components = tuple(
        Component(code=each.code, name=texts(f"documents.{each.key}.name"), originals=each.copies)
        for each in procedure.documents
    )
    return Published(
        code=procedure.code,
        name=procedure.title,
        steps=tuple(texts.under("guidance.steps").values()),
        methods=tuple(
            Method(name, limit.amount, _UNITS[limit.unit], _fees(procedure, channel))
            for channel, name in _METHODS.items()
            for limit in procedure.limits
        ),
        cases=tuple(Case(texts(f"cases.{case}"), components) for case in procedure.cases),
        results=tuple(texts.under("guidance.results").values()),
        legal_basis=procedure.legal_basis,
        requirements=texts.find("guidance.requirements"),
    )


def _fees(procedure: Listed, channel: Channel) -> tuple[Fee, ...]:
    return tuple(Fee(fees[channel].dong) for fees in (procedure.fees, procedure.fees_by_list) if channel in fees)
