"""Who the person is: MODS subject of care, its names, numbers, addresses, contacts, About me."""

from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property

import mods
from accounts.models import Location, Room
from governance.records import CareRecord, OwnForeignKey, versioned
from records import names
from records.models.base import PersonRecord, Provenance, Standable, Standing
from records.models.outside import Opening
from records.nhs_number import in_groups


class AllergyState(models.TextChoices):
    """What is known about allergies as a whole (PER-14). Not asked is never "none"."""

    NOT_ASKED = "not_asked", "Allergies not asked yet"
    NONE_KNOWN = "none_known", "No known allergies"
    PRESENT = "present", "Has allergies"


class YesNoUnknown(models.TextChoices):
    """A question that may not have been asked yet."""

    NOT_ASKED = "not_asked", "Not asked yet"
    YES = "yes", "Yes"
    NO = "no", "No"
    DECLINED = "declined", "Asked, and preferred not to say"


@versioned
class Person(CareRecord, Provenance, Standable):
    """A person who has, had or wants care: MODS subject of care."""

    title = models.CharField("Title", max_length=30, blank=True)
    given_name = models.CharField("First names", max_length=100)
    family_name = models.CharField("Last name", max_length=100)
    name_suffix = models.CharField("Letters after the name", max_length=30, blank=True)
    preferred_name = models.CharField("Likes to be called", max_length=60, blank=True)
    other_names = models.CharField(
        "Other or earlier names",
        max_length=200,
        blank=True,
        help_text=mods.hint("person_name", "previous_or_other_name"),
    )
    date_of_birth = models.DateField("Date of birth")
    date_of_death = models.DateField("Date of death", null=True, blank=True)
    local_identifier = models.CharField("Our own number for them", max_length=60, blank=True)
    nhs_number = models.CharField("NHS number", max_length=10, blank=True)
    nhs_number_status = models.CharField(
        "NHS number status",
        max_length=2,
        choices=mods.choices("nhs_number_status"),
        default="03",
    )
    gender_identity = models.CharField(
        "Gender", max_length=1, choices=mods.choices("gender_identity"), default="X"
    )
    sex = models.CharField(
        "Sex", max_length=1, choices=mods.choices("person_stated_gender"), default="X"
    )
    ethnicity = models.CharField(
        "Ethnic group", max_length=2, choices=mods.choices("ethnic_category"), blank=True
    )
    religion = models.CharField(
        "Religion or belief", max_length=1, choices=mods.choices("religion"), blank=True
    )
    sexual_orientation = models.CharField(
        "Sexual orientation", max_length=1, choices=mods.choices("sexual_orientation"), blank=True
    )
    marital_status = models.CharField(
        "Marital status", max_length=1, choices=mods.choices("marital_status"), blank=True
    )
    disability = models.TextField("Disability, in their words", blank=True)
    pregnancy_status = models.CharField("Pregnancy", max_length=60, blank=True)
    accommodation_status = models.CharField("Accommodation", max_length=120, blank=True)
    employment_status = models.CharField("Employment", max_length=120, blank=True)
    immigration_status = models.CharField("Immigration status", max_length=120, blank=True)
    ordinary_residence = models.CharField(
        "Ordinary residence",
        max_length=120,
        blank=True,
        help_text="The council that answers for their care",
    )
    first_language = models.CharField("First language", max_length=60, blank=True)
    other_language = models.CharField("Other languages", max_length=120, blank=True)
    interpreter_required = models.CharField(
        "Needs an interpreter",
        max_length=10,
        choices=YesNoUnknown,
        default=YesNoUnknown.NOT_ASKED,
    )
    phone = models.CharField("Telephone", max_length=40, blank=True)
    email = models.EmailField("E-mail address", blank=True)
    preferred_contact = models.CharField("How they like to be reached", max_length=120, blank=True)
    gp_practice_code = models.CharField("GP practice code (ODS)", max_length=9, blank=True)
    gp_practice_name = models.CharField("GP practice", max_length=200, blank=True)
    gp_name = models.CharField("Usual GP", max_length=120, blank=True)
    allergy_state = models.CharField(
        "Allergies", max_length=10, choices=AllergyState, default=AllergyState.NOT_ASKED
    )

    # How their reader came to see them, if not by a post: `person_seen_by` brings it (0024).
    opened: Opening | None = None

    class Meta(CareRecord.Meta):
        indexes = [
            models.Index(fields=["provider", "family_name", "given_name"], name="person_by_name"),
            models.Index(fields=["provider", "nhs_number"], name="person_by_nhs_number"),
        ]

    def __str__(self) -> str:
        return f"Person {self.id}"

    @cached_property
    def places(self) -> list[UUID]:
        """The ids of the places that support the person; `person_seen_by` brings them along."""
        return list(supporting_stays(self.pk).values_list("location", flat=True))

    @property
    def chosen_name(self) -> str:
        """What to call the person on a page or a button."""
        return names.chosen(self.given_name, self.preferred_name, self.family_name)

    @property
    def first_name(self) -> str:
        return self.preferred_name or self.given_name

    @property
    def full_name(self) -> str:
        return " ".join(filter(None, [self.title, self.given_name, self.family_name]))

    @property
    def initials(self) -> str:
        return names.initials(self.first_name, self.family_name)

    @property
    def nhs_number_in_groups(self) -> str:
        return in_groups(self.nhs_number) if self.nhs_number else ""

    def age_on(self, day: date) -> int:
        """Return completed years; somebody born on 29 February ages on 1 March."""
        born = self.date_of_birth
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    @property
    def age(self) -> int:
        return self.age_on(timezone.localdate())


@versioned
class PersonAddress(PersonRecord):
    """Where the person lives or lived, and from when until when."""

    named_by = "lines"

    class Type(models.TextChoices):
        USUAL = "usual", "Usual"
        TEMPORARY = "temporary", "Temporary"
        PREVIOUS = "previous", "Previous"
        CORRESPONDENCE = "correspondence", "For letters"

    lines = models.TextField("Address", help_text=mods.hint("person_address", "address_line"))
    postcode = models.CharField("Postcode", max_length=10, blank=True)
    uprn = models.CharField("Unique property reference number", max_length=12, blank=True)
    address_type = models.CharField("Kind", max_length=15, choices=Type, default=Type.USUAL)
    started_on = models.DateField("From", null=True, blank=True)
    ended_on = models.DateField("Until", null=True, blank=True)

    def __str__(self) -> str:
        return f"Address {self.id}"


@versioned
class Admission(PersonRecord):
    """A time at a place: from admission to discharge, in a room for a care home."""

    named_by = "location"

    location = OwnForeignKey(Location, related_name="admissions")
    room = OwnForeignKey(Room, null=True, blank=True, related_name="admissions", db_index=False)
    admitted_on = models.DateField("Started", null=True, blank=True)
    admitted_time = models.TimeField(
        "At what time", null=True, blank=True, help_text="The first plan is due 24 hours later"
    )
    rationale = models.TextField("Why they came", blank=True)
    method = models.CharField(
        "How it was arranged",
        max_length=120,
        blank=True,
        help_text=mods.hint("admission_details", "admission_method"),
    )
    came_from = models.CharField("Where they came from", max_length=120, blank=True)
    ended_on = models.DateField("Ended", null=True, blank=True)
    ending = models.CharField("How and why it ended", max_length=200, blank=True)
    went_to = models.CharField("Where they went", max_length=120, blank=True)
    funding = models.CharField("Who pays", max_length=200, blank=True)

    class Meta(CareRecord.Meta):
        indexes = [
            models.Index(
                fields=["location", "person"],
                name="who_is_at_a_place_now",
                condition=models.Q(ended_on=None, standing="current"),
            )
        ]

    def __str__(self) -> str:
        return f"Admission {self.id}"


def supporting_stays(person: Any) -> models.QuerySet[Admission]:
    """Say where somebody is supported: at their open stays, or after the last at all of them."""
    stays = Admission.objects.filter(person=person, standing=Standing.CURRENT)
    has_open = Admission.objects.filter(
        person=models.OuterRef("person"), standing=Standing.CURRENT, ended_on=None
    )
    return stays.filter(models.Q(ended_on=None) | ~models.Exists(has_open))


@versioned
class Absence(PersonRecord):
    """A time away from the place where the person stays, such as in hospital; the stay goes on."""

    named_by = "whereabouts"

    class Whereabouts(models.TextChoices):
        HOSPITAL = "hospital", "In hospital"
        LEAVE = "leave", "On leave"
        OTHER = "other", "Away"

    whereabouts = models.CharField("Where they are", max_length=10, choices=Whereabouts)
    place = models.CharField(
        "Which hospital, or with whom", max_length=200, blank=True, help_text="Ward and telephone"
    )
    started_on = models.DateField("Away from")
    expected_on = models.DateField("Expected back on", null=True, blank=True)
    ended_on = models.DateField(
        "Back on", null=True, blank=True, help_text="The day on which they were here again"
    )
    comment = models.TextField("What to know meanwhile", blank=True)

    class Meta(PersonRecord.Meta):
        verbose_name = "time away"
        verbose_name_plural = "times away"

    def __str__(self) -> str:
        return f"Absence {self.id}"


@versioned
class Contact(PersonRecord):
    """MODS care actor: anybody outside our staff who takes part in the person's care or life."""

    named_by = "name"

    class Kind(models.TextChoices):
        PERSONAL = "personal_contact", "Family, friend or other personal contact"
        GP = "gp", "GP"
        PROFESSIONAL = "care_worker", "Health or care professional"
        COUNCIL = "local_authority_professional", "Council professional, such as a social worker"
        TEAM = "care_team", "Team"
        ORGANISATION = "care_organisation", "Organisation"

    kind = models.CharField("Who they are", max_length=30, choices=Kind, default=Kind.PERSONAL)
    name = models.CharField("Name", max_length=120)
    relationship = models.CharField("How they are related", max_length=100, blank=True)
    is_next_of_kin = models.BooleanField("Next of kin", default=False)
    is_emergency_contact = models.BooleanField("Emergency contact", default=False)
    is_unpaid_carer = models.BooleanField("Unpaid carer", default=False)
    is_proxy = models.BooleanField("Decides or speaks for the person", default=False)
    organisation = models.CharField("Where they work", max_length=200, blank=True)
    identifier = models.CharField(
        "Registration number or code",
        max_length=60,
        blank=True,
        help_text="Such as a GMC or NMC number, or the ODS code of an organisation",
    )
    care_given = models.TextField(
        "What care they give", blank=True, help_text=mods.hint("unpaid_carer", "care_given")
    )
    phone = models.CharField("Telephone", max_length=120, blank=True)
    email = models.CharField("E-mail address", max_length=120, blank=True)
    address = models.TextField("Address", blank=True)
    power_of_attorney = models.CharField(
        "Legal authority",
        max_length=200,
        blank=True,
        help_text="What they say they hold, and whether anybody has seen it",
    )
    must_not_be_told = models.BooleanField("Must not be contacted or told", default=False)
    must_not_be_told_why = models.CharField("Why not", max_length=300, blank=True)
    comment = models.TextField("Comment", blank=True)

    def __str__(self) -> str:
        return f"Contact {self.id}"


@versioned
class SupportedBy(PersonRecord):
    """MODS provides care for: a member of our staff who supports the person, and as what."""

    named_by = "worker"

    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name="Who",
    )
    role = models.CharField("As what", max_length=120, blank=True)
    is_key_worker = models.BooleanField("Key worker", default=False)
    care_team = models.CharField("Team", max_length=120, blank=True)
    started_on = models.DateField("From", null=True, blank=True)
    ended_on = models.DateField("Until", null=True, blank=True)

    class Meta(PersonRecord.Meta):
        verbose_name = "supporting member of staff"

    def __str__(self) -> str:
        return f"Supported by {self.id}"


def _about_me(element: str) -> models.TextField:
    """One heading of About Me, labelled and explained as the standard does."""
    return models.TextField(
        mods.label("about_me", element), blank=True, help_text=mods.hint("about_me", element)
    )


@versioned
class AboutMe(PersonRecord):
    """What matters to the person, in their words, under the seven headings of About Me."""

    HEADINGS = (
        "what_is_most_important_to_me",
        "people_who_are_important_to_me",
        "how_i_communicate_and_how_to_communicate_with_me",
        "my_wellness",
        "please_do_and_please_dont",
        "how_and_when_to_support_me",
        "also_worth_knowing_about_me",
    )
    FOR_TODAY = (
        "what_is_most_important_to_me",
        "how_i_communicate_and_how_to_communicate_with_me",
        "please_do_and_please_dont",
        "how_and_when_to_support_me",
    )

    what_is_most_important_to_me = _about_me("what_is_most_important_to_me")
    people_who_are_important_to_me = _about_me("people_who_are_important_to_me")
    how_i_communicate_and_how_to_communicate_with_me = _about_me(
        "how_i_communicate_and_how_to_communicate_with_me"
    )
    my_wellness = _about_me("my_wellness")
    please_do_and_please_dont = _about_me("please_do_and_please_dont")
    how_and_when_to_support_me = _about_me("how_and_when_to_support_me")
    also_worth_knowing_about_me = _about_me("also_worth_knowing_about_me")
    supported_to_write_this_by = models.CharField(
        mods.label("about_me", "supported_to_write_this_by"),
        max_length=200,
        blank=True,
        help_text=mods.hint("about_me", "supported_to_write_this_by"),
    )

    class Meta(CareRecord.Meta):
        constraints = [models.UniqueConstraint(fields=["person"], name="one_about_me_a_person")]

    def __str__(self) -> str:
        return f"About Me {self.id}"

    @property
    def answers(self) -> list[tuple[str, str]]:
        """The headings that have words under them, with those words."""
        return self._said(self.HEADINGS)

    @property
    def answers_for_today(self) -> list[tuple[str, str]]:
        """What somebody who stands in for a day must have read, as far as it is written."""
        return self._said(self.FOR_TODAY)

    def _said(self, names: tuple[str, ...]) -> list[tuple[str, str]]:
        pairs = [(str(self._meta.get_field(n).verbose_name), getattr(self, n)) for n in names]  # type: ignore[union-attr]  # each is a column
        return [(heading, words) for heading, words in pairs if words]
