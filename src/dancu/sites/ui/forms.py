"""Draw Django's forms in govuk-frontend's markup: labels above, hint, error in words, everything tied by aria attributes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import boundfield, widgets
from django.forms.renderers import TemplatesSetting
from django.forms.utils import ErrorList
from django.forms.widgets import Widget
from django.utils.translation import gettext_lazy as _

from dancu.platform.forms import DateBoxesField

_REQUIRED = forms.Field.default_error_messages["required"]
_UNFILLED, _UNCHOSEN = _("Fill this in"), _("Make a choice")
_WITHOUT_CLASS = (widgets.RadioSelect, widgets.CheckboxSelectMultiple, widgets.CheckboxInput, widgets.MultiWidget)


class BoundField(boundfield.BoundField):
    """A field on a page: what its widget needs so that one template can draw any of them."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Widget | None = None) -> dict[str, Any]:
        """Add the classes of the widget's kind; leave `required` to the star and to the server's words."""
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        attrs.pop("required", None)
        if kind := _class_of(widget):
            marks = [kind, str(widget.attrs.get("class", "")), f"{kind.split()[0]}--error" if self.errors else ""]
            attrs["class"] = " ".join(filter(None, marks))
        return attrs

    @property
    def errors(self) -> ErrorList:
        """Say in our words that something is missing, where the field has none of its own."""
        found = super().errors
        ours = _UNCHOSEN if isinstance(self.field, forms.ChoiceField) else _UNFILLED
        said = [
            ValidationError(ours, code=each.code) if each.message == _REQUIRED else each for each in found.as_data()
        ]
        return ErrorList(said, renderer=found.renderer, field_id=self.auto_id)

    @property
    def shape(self) -> str:
        """Tell the template how label and control stand to each other: hidden, tick, group, password or plain."""
        match self.field.widget:
            case widget if widget.is_hidden:
                return "hidden"
            case widgets.CheckboxInput():
                return "tick"
            case widget if widget.use_fieldset:
                return "group"
            case widgets.PasswordInput():
                return "password"
            case _:
                return "plain"

    @property
    def anchor(self) -> str:
        """Return the id of the control that the error summary leads to."""
        own = getattr(self.field.widget, "anchor", None)
        if own is not None:
            return str(own(self.auto_id, self.value()))
        if isinstance(self.field.widget, (widgets.RadioSelect, widgets.CheckboxSelectMultiple)):
            return f"{self.auto_id}_0"
        return str(self.id_for_label or self.auto_id)


class Renderer(TemplatesSetting):
    """Our templates first, Django's own for what we do not draw."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = BoundField


def _class_of(widget: Widget) -> str:
    match widget:
        case widget if widget.is_hidden or isinstance(widget, _WITHOUT_CLASS) or getattr(widget, "draws_itself", False):
            return ""
        case widgets.Select():
            return "govuk-select"
        case widgets.Textarea():
            return "govuk-textarea"
        case widgets.FileInput():
            return "govuk-file-upload"
        case widgets.PasswordInput():
            return "govuk-input govuk-password-input__input govuk-js-password-input-input"
        case widgets.Input():
            return "govuk-input"
        case _:
            return ""


def problems_of(form: forms.BaseForm) -> list[tuple[str, str]]:
    """Return the errors of a form as pairs of text and anchor, in the order of its fields.

    Away from its field, "Fill this in" says nothing, nor what is wrong with a day: there it begins with the field's label.
    """
    found = [(str(text), "") for text in form.non_field_errors()]
    for field in form:
        anchor = getattr(field, "anchor", field.auto_id)
        for error in field.errors.as_data():
            of_a_day = isinstance(field.field, DateBoxesField) and error.code in DateBoxesField.default_error_messages
            for text in error.messages:
                found.append(
                    (f"{field.label}: {text}" if of_a_day or text in map(str, (_UNFILLED, _UNCHOSEN)) else text, anchor)
                )
    return found
