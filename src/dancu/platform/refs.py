"""The one kind of foreign key that may leave a context: protected, and without a way back."""

from typing import Any

from django.db import models


class Ref(models.ForeignKey[Any, Any]):
    """A reference to a row of another context, which must stand below this one in the stack."""

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **kwargs: Any) -> None:
        kwargs["related_name"] = "+"
        super().__init__(to, on_delete, **kwargs)
