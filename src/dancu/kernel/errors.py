"""What the system refuses, in four kinds; the docstring of an error is the message people read."""

from collections.abc import Mapping, Sequence
from typing import ClassVar


class DomainError(Exception):
    """Something was refused."""

    code: ClassVar[str] = "error"

    def __init__(self, *, fields: Mapping[str, Sequence[str]] | None = None, **facts: object) -> None:
        """Keep `fields` (field name to messages) and `facts`, which fill the `{}` places of the message; never personal data."""
        super().__init__(self.code)
        self.fields = dict(fields or {})
        self.facts = facts

    @classmethod
    def template(cls) -> str:
        """Return the untranslated message: the first paragraph of the docstring on one line."""
        return " ".join((cls.__doc__ or "").split("\n\n")[0].split())


class Missing(DomainError):
    """What you are looking for is not here."""

    code = "missing"


class Denied(DomainError):
    """You may not do this."""

    code = "denied"


class Invalid(DomainError):
    """Something in what you sent is not right."""

    code = "invalid"


class Conflict(DomainError):
    """Somebody else changed this first."""

    code = "conflict"
