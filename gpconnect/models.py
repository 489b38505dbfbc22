"""Each attempt to have a GP record, for a while the last good answer, and what stays of it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from governance.records import OwnForeignKey, ProviderOwned, PutOnRecord
from gpconnect.errors import GpConnectError
from gpconnect.protocol import Sent
from records.models import Person
from records.models.gp import GPArea


class GPAttempt(ProviderOwned):
    """One attempt to have something of a GP system: in whose name, how far it came, what for."""

    # Whose it is, each kind of attempt says under a name of its own.
    person: Any
    person_id: UUID

    class Outcome(models.TextChoices):
        WAITING = "waiting", "Waiting"
        SUCCEEDED = "succeeded", "Received"
        BLOCKED = "blocked", "Not asked for"
        REFUSED = "refused", "Refused"
        FAILED = "failed", "No answer"

    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False, editable=False
    )
    requested_at = models.DateTimeField(db_default=Now(), editable=False)
    started_at = models.DateTimeField(null=True, editable=False)
    finished_at = models.DateTimeField(null=True, editable=False)
    outcome = models.CharField(
        max_length=10, choices=Outcome, default=Outcome.WAITING, editable=False
    )
    code = models.CharField(max_length=70, blank=True, editable=False)
    trace_id = models.CharField(max_length=36, blank=True, editable=False)
    # When the national register said what stood behind it: now, or at most a day before (CORE01).
    register_checked_at = models.DateTimeField(null=True, editable=False)
    practice_ods = models.CharField(max_length=20, blank=True, editable=False)
    practice_name = models.CharField(max_length=200, blank=True, editable=False)
    practice_asid = models.CharField(max_length=20, blank=True, editable=False)
    retrieved_at = models.DateTimeField(null=True, editable=False)
    # As received, sealed by gpconnect.sealing.
    answer = models.BinaryField(null=True, editable=False)
    keep_until = models.DateTimeField(null=True, editable=False)

    # The questions that went to the practice in this attempt, while it goes on.
    sent: Sequence[Sent] = ()

    class Meta:
        abstract = True

    @property
    def sentence(self) -> str:
        """What came of it, for the reader; nothing to add when it went well."""
        return GpConnectError(self.code).sentence if self.code else ""


class GPRecordPull(GPAttempt):
    """One attempt to have somebody's GP record: who asked, of whom, when, and what came of it.

    Not a versioned care record: a history would keep the GP's answer for ever, and the rule is
    to forget it after `keep_until`. The attempt stays, and the audit has an entry of it.
    """

    person = OwnForeignKey(Person, related_name="gp_record_pulls", editable=False, db_index=False)
    # The areas that only a full view shows, sealed too; or why an attempt that asked has none.
    further = models.BinaryField(null=True, editable=False)
    further_code = models.CharField(max_length=70, blank=True, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-requested_at"], name="gp_pulls_of_a_person"),
            models.Index(fields=["provider", "-finished_at"], name="gp_pulls_that_are_over"),
            models.Index(
                fields=["keep_until"],
                name="gp_answers_to_forget",
                condition=models.Q(answer__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(finished_at=None),
                name="one_gp_pull_a_person_at_a_time",
            ),
            models.CheckConstraint(
                name="gp_pull_has_an_outcome_when_it_is_over",
                condition=models.Q(finished_at=None, outcome="waiting")
                | (models.Q(finished_at__isnull=False) & ~models.Q(outcome="waiting")),
            ),
            models.CheckConstraint(
                name="gp_answer_is_kept_until_a_time",
                condition=models.Q(answer=None)
                | models.Q(retrieved_at__isnull=False, keep_until__isnull=False),
            ),
            models.CheckConstraint(
                name="gp_further_areas_are_kept_with_the_answer",
                condition=models.Q(further=None) | models.Q(answer__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"GP record pull {self.id}"


class GPRecordAccess(PutOnRecord):
    """One access to somebody's GP record, or attempt at one, with all that GP Connect asks for.

    Rule IG10: a sequence number and moment of the database's own, in whose name, as what and from
    where, on what authority, about whom, what was sent to the proxy, and what came of it. Written
    once, at the end; nobody can alter it, and no setting switches it off.
    """

    class Kind(models.TextChoices):
        ASKED = "asked", "Asked the practice"
        SHOWN = "shown", "Saw what is held"
        REFUSED = "refused", "Was refused here"

    kind = models.CharField(max_length=10, choices=Kind)
    # Who did it; `user_id` is in whose name, which differs where the system asked by schedule.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    user_id = models.UUIDField()
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=200)
    organisation_ods = models.CharField(max_length=20, blank=True)
    organisation_name = models.CharField(max_length=200)
    authority = models.CharField(max_length=300)
    # Ids, not foreign keys: an attempt on somebody who is not there is an attempt too.
    person_id = models.UUIDField()
    nhs_number = models.CharField(max_length=10, blank=True)
    attempt_id = models.UUIDField(null=True)
    trace_id = models.CharField(max_length=36, blank=True)
    from_asid = models.CharField(max_length=20, blank=True)
    to_asid = models.CharField(max_length=20, blank=True)
    interaction = models.CharField(max_length=120, blank=True)
    outcome = models.CharField(max_length=70)

    class Meta(PutOnRecord.Meta):
        indexes = [
            models.Index(fields=["provider", "-at"], name="gp_accesses_of_a_provider"),
            models.Index(fields=["person_id", "-at"], name="gp_accesses_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"GP record access {self.id}"


class GPSectionPull(GPAttempt):
    """One attempt to have a section of somebody's GP record as a page, and for minutes the page.

    In real time and for reading only: nothing of it is compared, copied or kept for longer.
    """

    person = OwnForeignKey(Person, related_name="gp_section_pulls", editable=False, db_index=False)
    section = models.CharField(max_length=3, editable=False)
    starts_on = models.DateField(null=True, editable=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["person", "section", "-requested_at"], name="gp_sections_of_a_person"
            ),
            models.Index(
                fields=["keep_until"],
                name="gp_sections_to_forget",
                condition=models.Q(answer__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "section"],
                condition=models.Q(finished_at=None),
                name="one_gp_section_a_person_at_a_time",
            ),
            models.CheckConstraint(
                name="gp_section_is_kept_until_a_time",
                condition=models.Q(answer=None)
                | models.Q(retrieved_at__isnull=False, keep_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"GP section pull {self.id}"


class RegisterCheck(ProviderOwned):
    """What the national register last said of somebody; for a day it stands in for an outage.

    One row a person, written over at each check and emptied after a day; the pull keeps the time.
    """

    person = OwnForeignKey(Person, related_name="register_checks", editable=False, db_index=False)
    checked_at = models.DateTimeField(editable=False)
    # Number, demographics and answer, sealed by gpconnect.sealing.
    said = models.BinaryField(null=True, editable=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["checked_at"],
                name="register_checks_to_forget",
                condition=models.Q(said__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person"], name="one_register_check_a_person"),
        ]

    def __str__(self) -> str:
        return f"Register check {self.id}"


class KnownArea(ProviderOwned):
    """The entries of one part of somebody's GP record as they came last: a digest of each.

    What is left when an answer is forgotten, so that the next can be compared with it. `entries`
    has, by the key of each entry, the digest of its content and whether it had ended. `origin` is
    a digest of whose record at which practice it is: another one begins anew.
    """

    person = OwnForeignKey(Person, related_name="known_gp_areas", editable=False, db_index=False)
    area = models.CharField(max_length=15, choices=GPArea, editable=False)
    origin = models.CharField(max_length=40, editable=False)
    entries = models.JSONField(default=dict, editable=False)
    seen_at = models.DateTimeField(editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "area"], name="gp_area_known_once")
        ]

    def __str__(self) -> str:
        return f"Known area {self.id}"
