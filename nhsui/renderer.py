"""Draw plain Django forms in the markup of nhsuk-frontend 10."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

WIDGET_TEMPLATES = {
    "django/forms/widgets/radio.html": "nhs/radios.html",
    "django/forms/widgets/checkbox_select.html": "nhs/checkboxes.html",
    "django/forms/widgets/password.html": "nhs/password.html",
}

REQUIRED = forms.Field.default_error_messages["required"]

# From the general to the particular: the last row that fits a widget gives its class.
WIDGET_CLASSES = [
    (forms.widgets.Input, "nhsuk-input"),
    (forms.Select, "nhsuk-select"),
    (forms.Textarea, "nhsuk-textarea"),
    (forms.PasswordInput, "nhsuk-input nhsuk-password-input__input nhsuk-js-password-input-input"),
    (forms.CheckboxInput, "nhsuk-checkboxes__input"),
    (forms.FileInput, "nhsuk-file-upload__input"),
    (forms.HiddenInput, ""),
]


def widget_class(widget: forms.Widget) -> str:
    """Return the nhsuk-frontend class of a widget, or nothing for a group of boxes."""
    fitting = [name for kind, name in WIDGET_CLASSES if isinstance(widget, kind)]
    return fitting[-1] if fitting else ""


class NHSBoundField(BoundField):
    """A field as NHS.UK draws it: label, hint, error, then the box."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        widget = field.widget
        widget.attrs.pop("placeholder", None)  # it vanishes just when it is needed
        widget.attrs.pop("maxlength", None)  # it cuts off what is pasted, unseen
        if isinstance(widget, forms.NumberInput):
            # A wheel or a thumb on a number box changes what was given, unseen.
            widget.input_type = "text"
            widget.attrs.setdefault("inputmode", "decimal")
        if isinstance(widget, forms.Textarea) and widget.attrs.pop("cols", None):
            widget.attrs["rows"] = 5

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        """Add the class; leave checking to the server, whose words say what to do."""
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        attrs.pop("required", None)
        classes = [widget_class(widget), widget.attrs.get("class", "")]
        if self.errors and classes[0] and not self.is_tick:
            classes.insert(1, classes[0].split(maxsplit=1)[0] + "--error")
        joined = " ".join(filter(None, classes))
        return attrs | ({"class": joined} if joined else {})

    @property
    def aria_describedby(self) -> str | None:
        """Name the hint and the error by the ids that NHS.UK gives them."""
        if self.is_hidden or not self.auto_id:
            return None
        parts = [f"{self.auto_id}-hint"] if self.help_text else []
        parts += [f"{self.auto_id}-error"] if self.errors else []
        return " ".join(parts) or None

    @property
    def messages(self) -> list[str]:
        """Return the errors, with Django's "This field is required" said as what to do."""
        data = self.errors.as_data()
        return [
            self.what_to_do if error.code == "required" and error.message == REQUIRED else str(text)
            for error, text in zip(data, self.errors, strict=True)
        ]

    @property
    def what_to_do(self) -> str:
        """Return "Enter the reason", "Choose a mood" or, for a question, "Answer: …"."""
        label = str(self.label)
        if label.endswith("?"):
            return f"Answer “{label}”"
        verb = "Choose" if isinstance(self.field, forms.ChoiceField) else "Enter"
        is_name = label[1:2].isupper() or not label[:1].isupper()
        return f"{verb} {label if is_name else label[:1].lower() + label[1:]}"

    @property
    def error_target(self) -> str:
        """Return the id of the box to go to when the error is chosen."""
        first_wrong_box = getattr(self.field, "first_wrong_box", None)
        return f"{self.auto_id}-{first_wrong_box(self.errors)}" if first_wrong_box else self.auto_id

    @property
    def is_tick(self) -> bool:
        """Say whether this is one box to tick, with its label behind it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_password(self) -> bool:
        """Say whether what is typed is hidden."""
        return isinstance(self.field.widget, forms.PasswordInput)

    @property
    def is_date(self) -> bool:
        """Say whether this is a date in three boxes."""
        return hasattr(self.field, "first_wrong_box")

    @property
    def is_optional(self) -> bool:
        """Say "(optional)", unless the form says that all of it is."""
        return not self.field.required and getattr(self.form, "marks_optional", True)

    @property
    def is_heading(self) -> bool:
        """Say whether the label is the page's one heading: the form's `heading_field`."""
        return getattr(self.form, "heading_field", "") == self.name

    @property
    def label_size(self) -> str:
        """Return the size of labels and legends: s, m, l or nothing; forms may set it."""
        return "l" if self.is_heading else getattr(self.form, "label_size", "s")


class NHSRenderer(TemplatesSetting):
    """Django's form renderer, with the templates of this product."""

    form_template_name = "nhs/form.html"
    field_template_name = "nhs/field.html"
    bound_field_class = NHSBoundField

    def get_template(self, template_name: str) -> Any:
        """Swap a few of Django's widgets for ours."""
        return super().get_template(WIDGET_TEMPLATES.get(template_name, template_name))
