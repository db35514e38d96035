"""A step that lists several people or things: a table whose rows are small forms, added and removed without JavaScript."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import override

from dancu.casework.filing import Filing, StepForm, describe, plain
from dancu.kernel.errors import Invalid
from dancu.lists.columns import Column
from dancu.platform.forms import rows_of

PREFIX = "rows"
_MOST = 1000
"""Rows beyond this are nobody's honest answer: a step says itself how many it takes, which is far fewer."""
ADD, REMOVE = "_add", "_remove"
"""Names of the buttons; the second carries the number of its row."""


class TooManyListed(Invalid):
    """The file names more than {most} people. File the others with a dossier of their own."""

    code = "casework.too_many_listed"


class RowForm(forms.Form):
    """One row; its words are the texts of the step it belongs to.

    It counts where it is picked: rows that are proposed begin unpicked, rows that somebody adds begin picked.
    """

    picked = forms.BooleanField(required=False)

    def __init__(self, *args: Any, filing: Filing, quiet: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filing, self.quiet = filing, quiet
        describe(self, filing)

    @property
    def counts(self) -> bool:
        """Whether the row is part of the answer."""
        return bool(self["picked"].value())

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and (self.quiet or not self.counts):
            self.errors.clear()


class RowsStep(StepForm):
    """A step with rows below its fields."""

    row_form: type[RowForm]
    most = 30

    def __init__(self, *args: Any, filing: Filing, quiet: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, filing=filing, quiet=quiet, **kwargs)
        proposed = [] if self.is_bound else list(self.proposed_rows())
        self.rows = rows_of(self.row_form, most=self.most)(
            data=self.data if self.is_bound else None,
            initial=proposed,
            prefix=PREFIX,
            form_kwargs={"filing": filing, "quiet": quiet},
        )

    def proposed_rows(self) -> list[dict[str, Any]]:
        """Return the rows that an untouched step begins with."""
        return []

    @property
    def examples(self) -> Mapping[str, str]:
        """Return, for the fields of a row that a file can name, what its template gives as an example; nothing where none can."""
        return {}

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return what a file from which the rows can be taken holds."""
        known = self.rows.empty_form.fields
        return tuple(
            Column(key=key, field=known[key], example=example, also=self._labels(key))
            for key, example in self.examples.items()
        )

    def _labels(self, key: str) -> tuple[str, ...]:
        """Return what a field is called in each language: a file may follow the template of another than the page."""
        labels = []
        for language, _name in settings.LANGUAGES:
            with override(language):
                labels.append(self.filing.text(f"steps.{self.filing.step}.{key}.label"))
        return tuple(labels)

    def taken_from(self, rows: Sequence[Mapping[str, str]]) -> Sequence[Mapping[str, str]]:
        """Return which rows of a file become rows of the step; raise TooManyListed."""
        if len(rows) > self.most:
            raise TooManyListed(most=self.most)
        return rows

    def note_on_rows(self) -> str:
        """Return what is said above the rows."""
        return ""

    @property
    def may_add(self) -> bool:
        return self.rows.total_form_count() < self.most

    def is_valid(self) -> bool:
        # Both are asked, so that all that is wrong is said at once.
        own, rows = super().is_valid(), self.rows.is_valid()
        return own and rows

    def kept_rows(self) -> list[dict[str, Any]]:
        """Return the cleaned rows that count."""
        return [row.cleaned_data for row in self.rows if row.counts]

    def answers(self) -> Mapping[str, Any]:
        return {
            **super().answers(),
            PREFIX: [{name: plain(value) for name, value in row.items()} for row in self.kept_rows()],
        }


def with_row_added(data: QueryDict) -> QueryDict:
    """Return what was typed with one more row."""
    changed, count = data.copy(), _count(data)
    changed[f"{PREFIX}-TOTAL_FORMS"] = str(count + 1)
    changed[f"{PREFIX}-{count}-picked"] = "on"
    return changed


def with_rows_listed(data: QueryDict, rows: Sequence[Mapping[str, str]], columns: Sequence[Column]) -> QueryDict:
    """Return what was typed with rows of a file, as cells by their columns' keys, in place of all that were there."""
    changed = QueryDict(mutable=True)
    for name, values in data.lists():
        prefix, _, rest = name.partition("-")
        if prefix != PREFIX or _place(rest.partition("-")[0]) is None:
            changed.setlist(name, values)
    for place, row in enumerate(rows):
        changed[f"{PREFIX}-{place}-picked"] = "on"
        for column in columns:
            for end, value in column.typed(row.get(column.key, "")).items():
                changed[f"{PREFIX}-{place}-{column.key}{end}"] = value
    changed[f"{PREFIX}-TOTAL_FORMS"] = str(len(rows))
    return changed


def with_row_removed(data: QueryDict, number: str) -> QueryDict:
    """Return what was typed without one row; those after it move up."""
    count = _count(data)
    row = _place(number)
    if row is None or row >= count:
        return data
    changed = QueryDict(mutable=True)
    for name, values in data.lists():
        prefix, _, rest = name.partition("-")
        place, _, field = rest.partition("-")
        at = _place(place) if prefix == PREFIX else None
        if at is None:
            changed.setlist(name, values)
        elif at != row:
            moved = at - (at > row)
            changed.setlist(f"{PREFIX}-{moved}-{field}", values)
    changed[f"{PREFIX}-TOTAL_FORMS"] = str(count - 1)
    return changed


def _count(data: QueryDict) -> int:
    return min(_place(data.get(f"{PREFIX}-TOTAL_FORMS", "")) or 0, _MOST)


def _place(text: str) -> int | None:
    """Read the number of a row; None for anything else."""
    return int(text) if text.isdecimal() and len(text) <= len(str(_MOST)) else None
