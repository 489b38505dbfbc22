"""An administrator at the pages of a run that is being mapped, and lists that nobody knows."""

import html

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from governance.services import acting_for
from imports.mapping import drafts
from imports.models import ImportRun
from tests.imports.extracts import as_csv

UPLOAD = {"as_of-day": "31", "as_of-month": "10", "as_of-year": "2026"}
PEOPLE = [
    {"Ref": f"P{n}", "Surname": f"Green{n}", "Forename": "Art", "Second": "Jo",
     "Geburt": f"0{n}/13/1940", "Sex": "MFU"[n % 3], "Code": "1234", "Empty": "",
     "Allergies": "Nuts (rash)"}
    for n in range(1, 10)
]  # fmt: skip
NOTES = [
    {"No": f"N{n}", "Who": f"P{n % 9 + 1}", "When": "2026-10-01 08:00", "Words": f"Sang {n}",
     "More": "loudly", "Kind": "FAMILY" if n % 2 else "ZZ", "Gone": "0", "Private": "1"}
    for n in range(1, 20)
]  # fmt: skip
STREETS = [
    {"Id": f"S{n}", "Ref": f"P{n}", "Street": f"{n} High Street", "Use": "NOW"}
    for n in range(1, 10)
]


class Mapper:
    """An administrator at the pages of one run that is being mapped."""

    def __init__(self, browser, cast, run):
        self.browser, self.cast, self.run = browser, cast, run

    def page(self, name, **query):
        return self.browser.get(reverse(f"imports:{name}", args=[self.run.pk]), query)

    def reads(self, name, **query):
        return html.unescape(self.page(name, **query).content.decode())

    def says(self, name, about, then=None, **query):
        """Send a page with everything as it stands, but for what is said here."""
        form = self.page(name, **query).context["form"]
        data = {}
        for field in form:
            value = field.value()
            if value not in (None, False):
                data[field.html_name] = "on" if value is True else value
        for label, value in about.items():
            [box] = [one.html_name for one in form if label in (one.label, one.name)]
            data[box] = value
        if then is not None:
            data["then"] = then
        address = reverse(f"imports:{name}", args=[self.run.pk])
        return self.browser.post(address, data | {"csrf": ""}, query_params=query)

    def draft(self):
        with acting_for(self.cast.provider.pk):
            return drafts.draft_of(ImportRun.objects.get(pk=self.run.pk))

    def state(self):
        with acting_for(self.cast.provider.pk):
            return ImportRun.objects.get(pk=self.run.pk)


def lists(**tables):
    return [
        SimpleUploadedFile(f"{name}.csv", as_csv(rows).encode()) for name, rows in tables.items()
    ]
