import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import governance.ids
import governance.records


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AboutMe",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=governance.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="Recorded at",
                    ),
                ),
                ("import_run_id", models.UUIDField(editable=False, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="Where it came from",
                    ),
                ),
                (
                    "source_author",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        verbose_name="Written in the old system by",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("current", "Current"),
                            ("withdrawn", "Withdrawn"),
                            ("entered-in-error", "Entered in error"),
                        ],
                        default="current",
                        editable=False,
                        max_length=20,
                        verbose_name="Standing",
                    ),
                ),
                (
                    "what_is_most_important_to_me",
                    models.TextField(
                        blank=True,
                        help_text="Values, beliefs, interests, routines and what makes a good day.",
                        verbose_name="What is most important to me",
                    ),
                ),
                (
                    "people_who_are_important_to_me",
                    models.TextField(
                        blank=True,
                        help_text="Who they are, why, how and when to reach them.",
                        verbose_name="People who are important to me",
                    ),
                ),
                (
                    "how_i_communicate_and_how_to_communicate_with_me",
                    models.TextField(
                        blank=True,
                        help_text="Usual ways of communicating, aids, language, signs of pain or distress, and how to address the person.",
                        verbose_name="How I communicate and how to communicate with me",
                    ),
                ),
                (
                    "my_wellness",
                    models.TextField(
                        blank=True,
                        help_text="How the person is on a good or usual day, what they can do, and what a change looks like.",
                        verbose_name="My wellness",
                    ),
                ),
                (
                    "please_do_and_please_dont",
                    models.TextField(
                        blank=True,
                        help_text="What to do and what to avoid.",
                        verbose_name="Please do and please don't",
                    ),
                ),
                (
                    "how_and_when_to_support_me",
                    models.TextField(
                        blank=True,
                        help_text="Support wanted with everyday things, in distress or in an emergency.",
                        verbose_name="How and when to support me",
                    ),
                ),
                (
                    "also_worth_knowing_about_me",
                    models.TextField(
                        blank=True,
                        help_text="Anything else that helps.",
                        verbose_name="Also worth knowing about me",
                    ),
                ),
                (
                    "supported_to_write_this_by",
                    models.CharField(
                        blank=True,
                        help_text="Who helped write it, their link to the person and why help was needed.",
                        max_length=200,
                        verbose_name="Supported to write this by",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.provider"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.provider",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Admission",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=governance.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="Recorded at",
                    ),
                ),
                ("import_run_id", models.UUIDField(editable=False, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="Where it came from",
                    ),
                ),
                (
                    "source_author",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        verbose_name="Written in the old system by",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("current", "Current"),
                            ("withdrawn", "Withdrawn"),
                            ("entered-in-error", "Entered in error"),
                        ],
                        default="current",
                        editable=False,
                        max_length=20,
                        verbose_name="Standing",
                    ),
                ),
                ("admitted_on", models.DateField(blank=True, null=True, verbose_name="Started")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="Ended")),
                (
                    "ending",
                    models.CharField(blank=True, max_length=200, verbose_name="How it ended"),
                ),
                ("funding", models.CharField(blank=True, max_length=200, verbose_name="Who pays")),
                (
                    "location",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="admissions",
                        to="accounts.location",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.provider"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.provider",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "room",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="admissions",
                        to="accounts.room",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Alert",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=governance.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="Recorded at",
                    ),
                ),
                ("import_run_id", models.UUIDField(editable=False, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="Where it came from",
                    ),
                ),
                (
                    "source_author",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        verbose_name="Written in the old system by",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("current", "Current"),
                            ("withdrawn", "Withdrawn"),
                            ("entered-in-error", "Entered in error"),
                        ],
                        default="current",
                        editable=False,
                        max_length=20,
                        verbose_name="Standing",
                    ),
                ),
                ("text", models.CharField(max_length=200, verbose_name="The alert, in words")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("diet", "Diet"),
                            ("drug", "Drug"),
                            ("lab", "Lab"),
                            ("admin", "Administrative"),
                            ("contact", "Subject contact"),
                            ("clinical", "Clinical"),
                            ("behavioral", "Behavioural"),
                            ("research", "Research"),
                            ("advance-directive", "Advance directive"),
                            ("safety", "Safety"),
                        ],
                        default="clinical",
                        max_length=20,
                        verbose_name="Category",
                    ),
                ),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="From")),
                (
                    "ended_on",
                    models.DateField(
                        blank=True,
                        help_text="It stops being shown after this day",
                        null=True,
                        verbose_name="Until",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.provider"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.provider",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Allergy",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=governance.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="Recorded at",
                    ),
                ),
                ("import_run_id", models.UUIDField(editable=False, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="Where it came from",
                    ),
                ),
                (
                    "source_author",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        verbose_name="Written in the old system by",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("current", "Current"),
                            ("withdrawn", "Withdrawn"),
                            ("entered-in-error", "Entered in error"),
                        ],
                        default="current",
                        editable=False,
                        max_length=20,
                        verbose_name="Standing",
                    ),
                ),
                (
                    "causative_agent",
                    models.CharField(
                        help_text="A medicine, food or substance",
                        max_length=200,
                        verbose_name="What they are allergic to",
                    ),
                ),
                (
                    "type_of_reaction",
                    models.CharField(
                        choices=[
                            ("allergy", "Allergy"),
                            ("intolerance", "Intolerance"),
                            ("adverse-reaction", "Adverse reaction"),
                            ("not-stated", "Not stated"),
                        ],
                        default="not-stated",
                        max_length=20,
                        verbose_name="Kind",
                    ),
                ),
                (
                    "description_of_reaction",
                    models.TextField(
                        blank=True, help_text="How the reaction shows", verbose_name="What happens"
                    ),
                ),
                (
                    "severity",
                    models.CharField(
                        choices=[
                            ("mild", "Mild"),
                            ("moderate", "Moderate"),
                            ("severe", "Severe"),
                            ("life-threatening", "Life threatening"),
                            ("not-stated", "Not stated"),
                        ],
                        default="not-stated",
                        max_length=20,
                        verbose_name="How bad it is",
                    ),
                ),
                (
                    "evidence",
                    models.CharField(blank=True, max_length=200, verbose_name="Who says so"),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.provider"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.provider",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "allergies",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CarePlan",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=governance.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="Recorded at",
                    ),
                ),
                ("import_run_id", models.UUIDField(editable=False, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="Where it came from",
                    ),
                ),
                (
                    "source_author",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        verbose_name="Written in the old system by",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("current", "Current"),
                            ("withdrawn", "Withdrawn"),
                            ("entered-in-error", "Entered in error"),
                        ],
                        default="current",
                        editable=False,
                        max_length=20,
                        verbose_name="Standing",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        default="Care and support plan", max_length=200, verbose_name="Title"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("awaiting", "Awaiting approval"),
                            ("live", "Live"),
                            ("superseded", "Superseded"),
                            ("ended", "Ended"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=12,
                        verbose_name="Status",
                    ),
                ),
                (
                    "contingency",
                    models.TextField(
                        blank=True,
                        help_text="What to look for, what to do, who to tell",
                        verbose_name="If something goes wrong",
                    ),
                ),
                ("review_on", models.DateField(blank=True, null=True, verbose_name="Next review")),
                (
                    "approved_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="Signed off at"),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.provider"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.provider",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=governance.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="Recorded at",
                    ),
                ),
                ("import_run_id", models.UUIDField(editable=False, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="Where it came from",
                    ),
                ),
                (
                    "source_author",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        verbose_name="Written in the old system by",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("current", "Current"),
                            ("withdrawn", "Withdrawn"),
                            ("entered-in-error", "Entered in error"),
                        ],
                        default="current",
                        editable=False,
                        max_length=20,
                        verbose_name="Standing",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="Name")),
                (
                    "relationship",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="How they are related"
                    ),
                ),
                ("is_next_of_kin", models.BooleanField(default=False, verbose_name="Next of kin")),
                (
                    "is_emergency_contact",
                    models.BooleanField(default=False, verbose_name="Emergency contact"),
                ),
                (
                    "is_unpaid_carer",
                    models.BooleanField(default=False, verbose_name="Unpaid carer"),
                ),
                (
                    "care_given",
                    models.TextField(
                        blank=True,
                        help_text="What they do for the person.",
                        verbose_name="What care they give",
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=120, verbose_name="Telephone")),
                (
                    "email",
                    models.CharField(blank=True, max_length=120, verbose_name="E-mail address"),
                ),
                ("address", models.TextField(blank=True, verbose_name="Address")),
                (
                    "power_of_attorney",
                    models.CharField(
                        blank=True,
                        help_text="What they say they hold, and whether anybody has seen it",
                        max_length=200,
                        verbose_name="Power of attorney",
                    ),
                ),
                (
                    "must_not_be_told",
                    models.BooleanField(
                        default=False, verbose_name="Must not be contacted or told"
                    ),
                ),
                (
                    "must_not_be_told_why",
                    models.CharField(blank=True, max_length=300, verbose_name="Why not"),
                ),
                ("comment", models.TextField(blank=True, verbose_name="Comment")),
                (
                    "provider",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.provider"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.provider",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CPRDecision",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=governance.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="Recorded at",
                    ),
                ),
                ("import_run_id", models.UUIDField(editable=False, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="Where it came from",
                    ),
                ),
                (
                    "source_author",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        verbose_name="Written in the old system by",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("current", "Current"),
                            ("withdrawn", "Withdrawn"),
                            ("entered-in-error", "Entered in error"),
                        ],
                        default="current",
                        editable=False,
                        max_length=20,
                        verbose_name="Standing",
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("for_attempt", "For attempted resuscitation"),
                            ("not_for_attempt", "Not for attempted resuscitation"),
                        ],
                        max_length=20,
                        verbose_name="The decision",
                    ),
                ),
                ("decided_on", models.DateField(verbose_name="Date of the decision")),
                (
                    "clinician",
                    models.CharField(max_length=200, verbose_name="Made by (name and role)"),
                ),
                (
                    "location_of_document",
                    models.CharField(
                        max_length=200, verbose_name="Where the original form is kept"
                    ),
                ),
                (
                    "discussed_with",
                    models.TextField(blank=True, verbose_name="Who it was discussed with"),
                ),
                ("review_on", models.DateField(blank=True, null=True, verbose_name="Review on")),
                (
                    "provider",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.provider"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.provider",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "CPR decision",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Goal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=governance.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="Recorded at",
                    ),
                ),
                ("import_run_id", models.UUIDField(editable=False, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="Where it came from",
                    ),
                ),
                (
                    "source_author",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        verbose_name="Written in the old system by",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("current", "Current"),
                            ("withdrawn", "Withdrawn"),
                            ("entered-in-error", "Entered in error"),
                        ],
                        default="current",
                        editable=False,
                        max_length=20,
                        verbose_name="Standing",
                    ),
                ),
                (
                    "description",
                    models.TextField(verbose_name="The goal, in the person's words where possible"),
                ),
                ("how_we_know", models.TextField(blank=True, verbose_name="How we will know")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "Active"),
                            ("on-hold", "On hold"),
                            ("completed", "Completed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="active",
                        max_length=12,
                        verbose_name="Status",
                    ),
                ),
                ("target_on", models.DateField(blank=True, null=True, verbose_name="Wanted by")),
                (
                    "care_plan",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="goals",
                        to="records.careplan",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.provider"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.provider",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Instruction",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=governance.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="Recorded at",
                    ),
                ),
                ("import_run_id", models.UUIDField(editable=False, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="Where it came from",
                    ),
                ),
                (
                    "source_author",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        verbose_name="Written in the old system by",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("current", "Current"),
                            ("withdrawn", "Withdrawn"),
                            ("entered-in-error", "Entered in error"),
                        ],
                        default="current",
                        editable=False,
                        max_length=20,
                        verbose_name="Standing",
                    ),
                ),
                ("description", models.TextField(verbose_name="What we do")),
                ("when", models.CharField(blank=True, max_length=120, verbose_name="When")),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="From")),
                (
                    "ended_on",
                    models.DateField(
                        blank=True,
                        help_text="Leave empty unless it is for a time only",
                        null=True,
                        verbose_name="Until",
                    ),
                ),
                (
                    "care_plan",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="instructions",
                        to="records.careplan",
                    ),
                ),
                (
                    "goal",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="instructions",
                        to="records.goal",
                        verbose_name="The goal it serves",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.provider"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.provider",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Need",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=governance.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="Recorded at",
                    ),
                ),
                ("import_run_id", models.UUIDField(editable=False, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="Where it came from",
                    ),
                ),
                (
                    "source_author",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        verbose_name="Written in the old system by",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("current", "Current"),
                            ("withdrawn", "Withdrawn"),
                            ("entered-in-error", "Entered in error"),
                        ],
                        default="current",
                        editable=False,
                        max_length=20,
                        verbose_name="Standing",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("communication", "Communication"),
                            ("eating_and_drinking", "Eating and drinking"),
                            ("personal_care", "Washing and dressing"),
                            ("continence", "Continence"),
                            ("mobility", "Moving about"),
                            ("skin", "Skin"),
                            ("sleep", "Sleep and night"),
                            ("mood", "Mood and wellbeing"),
                            ("social", "Company and activity"),
                            ("health", "Health"),
                            ("medicines", "Medicines"),
                            ("safety", "Safety"),
                            ("culture_and_faith", "Culture and faith"),
                        ],
                        max_length=30,
                        verbose_name="Area",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        help_text="The need in words.", verbose_name="The need, in words"
                    ),
                ),
                (
                    "what_matters",
                    models.TextField(blank=True, verbose_name="What matters to them about it"),
                ),
                (
                    "identified_on",
                    models.DateField(blank=True, null=True, verbose_name="Identified on"),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.provider"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.provider",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="goal",
            name="need",
            field=governance.records.OwnForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="goals",
                to="records.need",
                verbose_name="The need it answers",
            ),
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=governance.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="Recorded at",
                    ),
                ),
                ("import_run_id", models.UUIDField(editable=False, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="Where it came from",
                    ),
                ),
                (
                    "source_author",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        verbose_name="Written in the old system by",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("current", "Current"),
                            ("withdrawn", "Withdrawn"),
                            ("entered-in-error", "Entered in error"),
                        ],
                        default="current",
                        editable=False,
                        max_length=20,
                        verbose_name="Standing",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=30, verbose_name="Title")),
                ("given_name", models.CharField(max_length=100, verbose_name="First names")),
                ("family_name", models.CharField(max_length=100, verbose_name="Last name")),
                (
                    "preferred_name",
                    models.CharField(blank=True, max_length=60, verbose_name="Likes to be called"),
                ),
                (
                    "other_names",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Other or earlier names"
                    ),
                ),
                ("date_of_birth", models.DateField(verbose_name="Date of birth")),
                (
                    "nhs_number",
                    models.CharField(blank=True, max_length=10, verbose_name="NHS number"),
                ),
                (
                    "nhs_number_status",
                    models.CharField(
                        choices=[
                            ("01", "Number present and verified"),
                            ("02", "Number present but not traced"),
                            ("03", "Trace required"),
                            ("04", "Trace attempted - no match or multiple match found"),
                            (
                                "05",
                                "Trace needs to be resolved (number or patient detail conflict)",
                            ),
                            ("06", "Trace in progress"),
                            ("07", "Number not present and trace not required"),
                            ("08", "Trace postponed (baby under six weeks old)"),
                        ],
                        default="03",
                        max_length=2,
                        verbose_name="NHS number status",
                    ),
                ),
                (
                    "gender_identity",
                    models.CharField(
                        choices=[
                            ("1", "Male (including trans man)"),
                            ("2", "Female (including trans woman)"),
                            ("3", "Non-binary"),
                            ("4", "Other (not listed)"),
                            ("X", "Not known (not recorded)"),
                            ("Z", "Not stated (person asked but declined to provide a response)"),
                        ],
                        default="X",
                        max_length=1,
                        verbose_name="Gender",
                    ),
                ),
                (
                    "sex",
                    models.CharField(
                        choices=[
                            ("1", "Male"),
                            ("2", "Female"),
                            (
                                "9",
                                "Indeterminate (unable to be classified as either male or female)",
                            ),
                            ("X", "Not known (person stated gender code not recorded)"),
                        ],
                        default="X",
                        max_length=1,
                        verbose_name="Sex",
                    ),
                ),
                (
                    "ethnicity",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("A", "White - British"),
                            ("B", "White - Irish"),
                            ("C", "White - Any other White background"),
                            ("D", "Mixed - White and Black Caribbean"),
                            ("E", "Mixed - White and Black African"),
                            ("F", "Mixed - White and Asian"),
                            ("G", "Mixed - Any other mixed background"),
                            ("H", "Asian or Asian British - Indian"),
                            ("J", "Asian or Asian British - Pakistani"),
                            ("K", "Asian or Asian British - Bangladeshi"),
                            ("L", "Asian or Asian British - Any other Asian background"),
                            ("M", "Black or Black British - Caribbean"),
                            ("N", "Black or Black British - African"),
                            ("P", "Black or Black British - Any other Black background"),
                            ("R", "Other ethnic groups - Chinese"),
                            ("S", "Other ethnic groups - Any other ethnic group"),
                            ("Z", "Not stated"),
                            ("99", "Not known"),
                        ],
                        max_length=2,
                        verbose_name="Ethnic group",
                    ),
                ),
                (
                    "first_language",
                    models.CharField(blank=True, max_length=60, verbose_name="First language"),
                ),
                (
                    "interpreter_required",
                    models.CharField(
                        choices=[
                            ("not_asked", "Not asked yet"),
                            ("yes", "Yes"),
                            ("no", "No"),
                            ("declined", "Asked, and preferred not to say"),
                        ],
                        default="not_asked",
                        max_length=10,
                        verbose_name="Needs an interpreter",
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="Telephone")),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="E-mail address"),
                ),
                (
                    "gp_practice_code",
                    models.CharField(
                        blank=True, max_length=9, verbose_name="GP practice code (ODS)"
                    ),
                ),
                (
                    "gp_practice_name",
                    models.CharField(blank=True, max_length=200, verbose_name="GP practice"),
                ),
                ("gp_name", models.CharField(blank=True, max_length=120, verbose_name="Usual GP")),
                (
                    "allergy_state",
                    models.CharField(
                        choices=[
                            ("not_asked", "Allergies not asked yet"),
                            ("none_known", "No known allergies"),
                            ("present", "Has allergies"),
                        ],
                        default="not_asked",
                        max_length=10,
                        verbose_name="Allergies",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.provider"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.provider",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NeedVersion",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "reason",
                    models.TextField(
                        db_default=django.db.models.functions.comparison.NullIf(
                            models.Func(
                                models.Value("dscr.why"),
                                models.Value(value=True),
                                function="current_setting",
                            ),
                            models.Value(""),
                        )
                    ),
                ),
                (
                    "id",
                    models.UUIDField(default=governance.ids.uuid7, editable=False, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="Recorded at",
                    ),
                ),
                ("import_run_id", models.UUIDField(editable=False, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="Where it came from",
                    ),
                ),
                (
                    "source_author",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        verbose_name="Written in the old system by",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("current", "Current"),
                            ("withdrawn", "Withdrawn"),
                            ("entered-in-error", "Entered in error"),
                        ],
                        default="current",
                        editable=False,
                        max_length=20,
                        verbose_name="Standing",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("communication", "Communication"),
                            ("eating_and_drinking", "Eating and drinking"),
                            ("personal_care", "Washing and dressing"),
                            ("continence", "Continence"),
                            ("mobility", "Moving about"),
                            ("skin", "Skin"),
                            ("sleep", "Sleep and night"),
                            ("mood", "Mood and wellbeing"),
                            ("social", "Company and activity"),
                            ("health", "Health"),
                            ("medicines", "Medicines"),
                            ("safety", "Safety"),
                            ("culture_and_faith", "Culture and faith"),
                        ],
                        max_length=30,
                        verbose_name="Area",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        help_text="The need in words.", verbose_name="The need, in words"
                    ),
                ),
                (
                    "what_matters",
                    models.TextField(blank=True, verbose_name="What matters to them about it"),
                ),
                (
                    "identified_on",
                    models.DateField(blank=True, null=True, verbose_name="Identified on"),
                ),
                (
                    "author",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="records.need",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_constraint=False,
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.provider"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.provider",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="need",
            name="person",
            field=governance.records.OwnForeignKey(
                db_constraint=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="records.person",
            ),
        ),
        migrations.CreateModel(
            name="InstructionVersion",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "reason",
                    models.TextField(
                        db_default=django.db.models.functions.comparison.NullIf(
                            models.Func(
                                models.Value("dscr.why"),
                                models.Value(value=True),
                                function="current_setting",
                            ),
                            models.Value(""),
                        )
                    ),
                ),
                (
                    "id",
                    models.UUIDField(default=governance.ids.uuid7, editable=False, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="Recorded at",
                    ),
                ),
                ("import_run_id", models.UUIDField(editable=False, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="Where it came from",
                    ),
                ),
                (
                    "source_author",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        verbose_name="Written in the old system by",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("current", "Current"),
                            ("withdrawn", "Withdrawn"),
                            ("entered-in-error", "Entered in error"),
                        ],
                        default="current",
                        editable=False,
                        max_length=20,
                        verbose_name="Standing",
                    ),
                ),
                ("description", models.TextField(verbose_name="What we do")),
                ("when", models.CharField(blank=True, max_length=120, verbose_name="When")),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="From")),
                (
                    "ended_on",
                    models.DateField(
                        blank=True,
                        help_text="Leave empty unless it is for a time only",
                        null=True,
                        verbose_name="Until",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "care_plan",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.careplan",
                    ),
                ),
                (
                    "goal",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.goal",
                        verbose_name="The goal it serves",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="records.instruction",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_constraint=False,
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.provider"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.provider",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="instruction",
            name="person",
            field=governance.records.OwnForeignKey(
                db_constraint=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="records.person",
            ),
        ),
        migrations.CreateModel(
            name="GoalVersion",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "reason",
                    models.TextField(
                        db_default=django.db.models.functions.comparison.NullIf(
                            models.Func(
                                models.Value("dscr.why"),
                                models.Value(value=True),
                                function="current_setting",
                            ),
                            models.Value(""),
                        )
                    ),
                ),
                (
                    "id",
                    models.UUIDField(default=governance.ids.uuid7, editable=False, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="Recorded at",
                    ),
                ),
                ("import_run_id", models.UUIDField(editable=False, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="Where it came from",
                    ),
                ),
                (
                    "source_author",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        verbose_name="Written in the old system by",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("current", "Current"),
                            ("withdrawn", "Withdrawn"),
                            ("entered-in-error", "Entered in error"),
                        ],
                        default="current",
                        editable=False,
                        max_length=20,
                        verbose_name="Standing",
                    ),
                ),
                (
                    "description",
                    models.TextField(verbose_name="The goal, in the person's words where possible"),
                ),
                ("how_we_know", models.TextField(blank=True, verbose_name="How we will know")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "Active"),
                            ("on-hold", "On hold"),
                            ("completed", "Completed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="active",
                        max_length=12,
                        verbose_name="Status",
                    ),
                ),
                ("target_on", models.DateField(blank=True, null=True, verbose_name="Wanted by")),
                (
                    "author",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "care_plan",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.careplan",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="records.goal",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_constraint=False,
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.provider"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.provider",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "need",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.need",
                        verbose_name="The need it answers",
                    ),
                ),
                (
                    "person",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="GoalReview",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=governance.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="Recorded at",
                    ),
                ),
                ("import_run_id", models.UUIDField(editable=False, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="Where it came from",
                    ),
                ),
                (
                    "source_author",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        verbose_name="Written in the old system by",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("current", "Current"),
                            ("withdrawn", "Withdrawn"),
                            ("entered-in-error", "Entered in error"),
                        ],
                        default="current",
                        editable=False,
                        max_length=20,
                        verbose_name="Standing",
                    ),
                ),
                (
                    "finding",
                    models.CharField(
                        choices=[
                            ("going_well", "Going well"),
                            ("change", "Change"),
                            ("ended", "Ended"),
                        ],
                        max_length=12,
                        verbose_name="How is it going?",
                    ),
                ),
                ("comment", models.TextField(blank=True, verbose_name="Comment")),
                (
                    "goal",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="goal_reviews",
                        to="records.goal",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.provider"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.provider",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="records.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="goal",
            name="person",
            field=governance.records.OwnForeignKey(
                db_constraint=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="records.person",
            ),
        ),
        migrations.CreateModel(
            name="CPRDecisionVersion",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "reason",
                    models.TextField(
                        db_default=django.db.models.functions.comparison.NullIf(
                            models.Func(
                                models.Value("dscr.why"),
                                models.Value(value=True),
                                function="current_setting",
                            ),
                            models.Value(""),
                        )
                    ),
                ),
                (
                    "id",
                    models.UUIDField(default=governance.ids.uuid7, editable=False, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="Recorded at",
                    ),
                ),
                ("import_run_id", models.UUIDField(editable=False, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="Where it came from",
                    ),
                ),
                (
                    "source_author",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        verbose_name="Written in the old system by",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("current", "Current"),
                            ("withdrawn", "Withdrawn"),
                            ("entered-in-error", "Entered in error"),
                        ],
                        default="current",
                        editable=False,
                        max_length=20,
                        verbose_name="Standing",
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("for_attempt", "For attempted resuscitation"),
                            ("not_for_attempt", "Not for attempted resuscitation"),
                        ],
                        max_length=20,
                        verbose_name="The decision",
                    ),
                ),
                ("decided_on", models.DateField(verbose_name="Date of the decision")),
                (
                    "clinician",
                    models.CharField(max_length=200, verbose_name="Made by (name and role)"),
                ),
                (
                    "location_of_document",
                    models.CharField(
                        max_length=200, verbose_name="Where the original form is kept"
                    ),
                ),
                (
                    "discussed_with",
                    models.TextField(blank=True, verbose_name="Who it was discussed with"),
                ),
                ("review_on", models.DateField(blank=True, null=True, verbose_name="Review on")),
                (
                    "author",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="records.cprdecision",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_constraint=False,
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.provider"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.provider",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="cprdecision",
            name="person",
            field=governance.records.OwnForeignKey(
                db_constraint=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="records.person",
            ),
        ),
        migrations.CreateModel(
            name="ContactVersion",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "reason",
                    models.TextField(
                        db_default=django.db.models.functions.comparison.NullIf(
                            models.Func(
                                models.Value("dscr.why"),
                                models.Value(value=True),
                                function="current_setting",
                            ),
                            models.Value(""),
                        )
                    ),
                ),
                (
                    "id",
                    models.UUIDField(default=governance.ids.uuid7, editable=False, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="Recorded at",
                    ),
                ),
                ("import_run_id", models.UUIDField(editable=False, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="Where it came from",
                    ),
                ),
                (
                    "source_author",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        verbose_name="Written in the old system by",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("current", "Current"),
                            ("withdrawn", "Withdrawn"),
                            ("entered-in-error", "Entered in error"),
                        ],
                        default="current",
                        editable=False,
                        max_length=20,
                        verbose_name="Standing",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="Name")),
                (
                    "relationship",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="How they are related"
                    ),
                ),
                ("is_next_of_kin", models.BooleanField(default=False, verbose_name="Next of kin")),
                (
                    "is_emergency_contact",
                    models.BooleanField(default=False, verbose_name="Emergency contact"),
                ),
                (
                    "is_unpaid_carer",
                    models.BooleanField(default=False, verbose_name="Unpaid carer"),
                ),
                (
                    "care_given",
                    models.TextField(
                        blank=True,
                        help_text="What they do for the person.",
                        verbose_name="What care they give",
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=120, verbose_name="Telephone")),
                (
                    "email",
                    models.CharField(blank=True, max_length=120, verbose_name="E-mail address"),
                ),
                ("address", models.TextField(blank=True, verbose_name="Address")),
                (
                    "power_of_attorney",
                    models.CharField(
                        blank=True,
                        help_text="What they say they hold, and whether anybody has seen it",
                        max_length=200,
                        verbose_name="Power of attorney",
                    ),
                ),
                (
                    "must_not_be_told",
                    models.BooleanField(
                        default=False, verbose_name="Must not be contacted or told"
                    ),
                ),
                (
                    "must_not_be_told_why",
                    models.CharField(blank=True, max_length=300, verbose_name="Why not"),
                ),
                ("comment", models.TextField(blank=True, verbose_name="Comment")),
                (
                    "author",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="records.contact",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_constraint=False,
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.provider"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.provider",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="contact",
            name="person",
            field=governance.records.OwnForeignKey(
                db_constraint=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="records.person",
            ),
        ),
        migrations.CreateModel(
            name="CarePlanVersion",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "reason",
                    models.TextField(
                        db_default=django.db.models.functions.comparison.NullIf(
                            models.Func(
                                models.Value("dscr.why"),
                                models.Value(value=True),
                                function="current_setting",
                            ),
                            models.Value(""),
                        )
                    ),
                ),
                (
                    "id",
                    models.UUIDField(default=governance.ids.uuid7, editable=False, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="Recorded at",
                    ),
                ),
                ("import_run_id", models.UUIDField(editable=False, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="Where it came from",
                    ),
                ),
                (
                    "source_author",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        verbose_name="Written in the old system by",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("current", "Current"),
                            ("withdrawn", "Withdrawn"),
                            ("entered-in-error", "Entered in error"),
                        ],
                        default="current",
                        editable=False,
                        max_length=20,
                        verbose_name="Standing",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        default="Care and support plan", max_length=200, verbose_name="Title"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("awaiting", "Awaiting approval"),
                            ("live", "Live"),
                            ("superseded", "Superseded"),
                            ("ended", "Ended"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=12,
                        verbose_name="Status",
                    ),
                ),
                (
                    "contingency",
                    models.TextField(
                        blank=True,
                        help_text="What to look for, what to do, who to tell",
                        verbose_name="If something goes wrong",
                    ),
                ),
                ("review_on", models.DateField(blank=True, null=True, verbose_name="Next review")),
                (
                    "approved_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="Signed off at"),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="records.careplan",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_constraint=False,
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.provider"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.provider",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="careplan",
            name="person",
            field=governance.records.OwnForeignKey(
                db_constraint=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="records.person",
            ),
        ),
        migrations.CreateModel(
            name="AllergyVersion",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "reason",
                    models.TextField(
                        db_default=django.db.models.functions.comparison.NullIf(
                            models.Func(
                                models.Value("dscr.why"),
                                models.Value(value=True),
                                function="current_setting",
                            ),
                            models.Value(""),
                        )
                    ),
                ),
                (
                    "id",
                    models.UUIDField(default=governance.ids.uuid7, editable=False, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="Recorded at",
                    ),
                ),
                ("import_run_id", models.UUIDField(editable=False, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="Where it came from",
                    ),
                ),
                (
                    "source_author",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        verbose_name="Written in the old system by",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("current", "Current"),
                            ("withdrawn", "Withdrawn"),
                            ("entered-in-error", "Entered in error"),
                        ],
                        default="current",
                        editable=False,
                        max_length=20,
                        verbose_name="Standing",
                    ),
                ),
                (
                    "causative_agent",
                    models.CharField(
                        help_text="A medicine, food or substance",
                        max_length=200,
                        verbose_name="What they are allergic to",
                    ),
                ),
                (
                    "type_of_reaction",
                    models.CharField(
                        choices=[
                            ("allergy", "Allergy"),
                            ("intolerance", "Intolerance"),
                            ("adverse-reaction", "Adverse reaction"),
                            ("not-stated", "Not stated"),
                        ],
                        default="not-stated",
                        max_length=20,
                        verbose_name="Kind",
                    ),
                ),
                (
                    "description_of_reaction",
                    models.TextField(
                        blank=True, help_text="How the reaction shows", verbose_name="What happens"
                    ),
                ),
                (
                    "severity",
                    models.CharField(
                        choices=[
                            ("mild", "Mild"),
                            ("moderate", "Moderate"),
                            ("severe", "Severe"),
                            ("life-threatening", "Life threatening"),
                            ("not-stated", "Not stated"),
                        ],
                        default="not-stated",
                        max_length=20,
                        verbose_name="How bad it is",
                    ),
                ),
                (
                    "evidence",
                    models.CharField(blank=True, max_length=200, verbose_name="Who says so"),
                ),
                (
                    "author",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="records.allergy",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_constraint=False,
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.provider"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.provider",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="allergy",
            name="person",
            field=governance.records.OwnForeignKey(
                db_constraint=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="records.person",
            ),
        ),
        migrations.CreateModel(
            name="AlertVersion",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "reason",
                    models.TextField(
                        db_default=django.db.models.functions.comparison.NullIf(
                            models.Func(
                                models.Value("dscr.why"),
                                models.Value(value=True),
                                function="current_setting",
                            ),
                            models.Value(""),
                        )
                    ),
                ),
                (
                    "id",
                    models.UUIDField(default=governance.ids.uuid7, editable=False, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="Recorded at",
                    ),
                ),
                ("import_run_id", models.UUIDField(editable=False, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="Where it came from",
                    ),
                ),
                (
                    "source_author",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        verbose_name="Written in the old system by",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("current", "Current"),
                            ("withdrawn", "Withdrawn"),
                            ("entered-in-error", "Entered in error"),
                        ],
                        default="current",
                        editable=False,
                        max_length=20,
                        verbose_name="Standing",
                    ),
                ),
                ("text", models.CharField(max_length=200, verbose_name="The alert, in words")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("diet", "Diet"),
                            ("drug", "Drug"),
                            ("lab", "Lab"),
                            ("admin", "Administrative"),
                            ("contact", "Subject contact"),
                            ("clinical", "Clinical"),
                            ("behavioral", "Behavioural"),
                            ("research", "Research"),
                            ("advance-directive", "Advance directive"),
                            ("safety", "Safety"),
                        ],
                        default="clinical",
                        max_length=20,
                        verbose_name="Category",
                    ),
                ),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="From")),
                (
                    "ended_on",
                    models.DateField(
                        blank=True,
                        help_text="It stops being shown after this day",
                        null=True,
                        verbose_name="Until",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="records.alert",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_constraint=False,
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.provider"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.provider",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="alert",
            name="person",
            field=governance.records.OwnForeignKey(
                db_constraint=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="records.person",
            ),
        ),
        migrations.CreateModel(
            name="AdmissionVersion",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "reason",
                    models.TextField(
                        db_default=django.db.models.functions.comparison.NullIf(
                            models.Func(
                                models.Value("dscr.why"),
                                models.Value(value=True),
                                function="current_setting",
                            ),
                            models.Value(""),
                        )
                    ),
                ),
                (
                    "id",
                    models.UUIDField(default=governance.ids.uuid7, editable=False, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="Recorded at",
                    ),
                ),
                ("import_run_id", models.UUIDField(editable=False, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="Where it came from",
                    ),
                ),
                (
                    "source_author",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        verbose_name="Written in the old system by",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("current", "Current"),
                            ("withdrawn", "Withdrawn"),
                            ("entered-in-error", "Entered in error"),
                        ],
                        default="current",
                        editable=False,
                        max_length=20,
                        verbose_name="Standing",
                    ),
                ),
                ("admitted_on", models.DateField(blank=True, null=True, verbose_name="Started")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="Ended")),
                (
                    "ending",
                    models.CharField(blank=True, max_length=200, verbose_name="How it ended"),
                ),
                ("funding", models.CharField(blank=True, max_length=200, verbose_name="Who pays")),
                (
                    "author",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "location",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.location",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="records.admission",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_constraint=False,
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.provider"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.provider",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "room",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.room",
                    ),
                ),
                (
                    "person",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="admission",
            name="person",
            field=governance.records.OwnForeignKey(
                db_constraint=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="records.person",
            ),
        ),
        migrations.CreateModel(
            name="AboutMeVersion",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "reason",
                    models.TextField(
                        db_default=django.db.models.functions.comparison.NullIf(
                            models.Func(
                                models.Value("dscr.why"),
                                models.Value(value=True),
                                function="current_setting",
                            ),
                            models.Value(""),
                        )
                    ),
                ),
                (
                    "id",
                    models.UUIDField(default=governance.ids.uuid7, editable=False, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="Recorded at",
                    ),
                ),
                ("import_run_id", models.UUIDField(editable=False, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="Where it came from",
                    ),
                ),
                (
                    "source_author",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        verbose_name="Written in the old system by",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("current", "Current"),
                            ("withdrawn", "Withdrawn"),
                            ("entered-in-error", "Entered in error"),
                        ],
                        default="current",
                        editable=False,
                        max_length=20,
                        verbose_name="Standing",
                    ),
                ),
                (
                    "what_is_most_important_to_me",
                    models.TextField(
                        blank=True,
                        help_text="Values, beliefs, interests, routines and what makes a good day.",
                        verbose_name="What is most important to me",
                    ),
                ),
                (
                    "people_who_are_important_to_me",
                    models.TextField(
                        blank=True,
                        help_text="Who they are, why, how and when to reach them.",
                        verbose_name="People who are important to me",
                    ),
                ),
                (
                    "how_i_communicate_and_how_to_communicate_with_me",
                    models.TextField(
                        blank=True,
                        help_text="Usual ways of communicating, aids, language, signs of pain or distress, and how to address the person.",
                        verbose_name="How I communicate and how to communicate with me",
                    ),
                ),
                (
                    "my_wellness",
                    models.TextField(
                        blank=True,
                        help_text="How the person is on a good or usual day, what they can do, and what a change looks like.",
                        verbose_name="My wellness",
                    ),
                ),
                (
                    "please_do_and_please_dont",
                    models.TextField(
                        blank=True,
                        help_text="What to do and what to avoid.",
                        verbose_name="Please do and please don't",
                    ),
                ),
                (
                    "how_and_when_to_support_me",
                    models.TextField(
                        blank=True,
                        help_text="Support wanted with everyday things, in distress or in an emergency.",
                        verbose_name="How and when to support me",
                    ),
                ),
                (
                    "also_worth_knowing_about_me",
                    models.TextField(
                        blank=True,
                        help_text="Anything else that helps.",
                        verbose_name="Also worth knowing about me",
                    ),
                ),
                (
                    "supported_to_write_this_by",
                    models.CharField(
                        blank=True,
                        help_text="Who helped write it, their link to the person and why help was needed.",
                        max_length=200,
                        verbose_name="Supported to write this by",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="records.aboutme",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_constraint=False,
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.provider"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.provider",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="aboutme",
            name="person",
            field=governance.records.OwnForeignKey(
                db_constraint=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="records.person",
            ),
        ),
        migrations.CreateModel(
            name="PersonAddress",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=governance.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="Recorded at",
                    ),
                ),
                ("import_run_id", models.UUIDField(editable=False, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="Where it came from",
                    ),
                ),
                (
                    "source_author",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        verbose_name="Written in the old system by",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("current", "Current"),
                            ("withdrawn", "Withdrawn"),
                            ("entered-in-error", "Entered in error"),
                        ],
                        default="current",
                        editable=False,
                        max_length=20,
                        verbose_name="Standing",
                    ),
                ),
                (
                    "lines",
                    models.TextField(
                        help_text="Up to five lines of address.", verbose_name="Address"
                    ),
                ),
                ("postcode", models.CharField(blank=True, max_length=10, verbose_name="Postcode")),
                (
                    "address_type",
                    models.CharField(
                        choices=[
                            ("usual", "Usual"),
                            ("temporary", "Temporary"),
                            ("previous", "Previous"),
                            ("correspondence", "For letters"),
                        ],
                        default="usual",
                        max_length=15,
                        verbose_name="Kind",
                    ),
                ),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="From")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="Until")),
                (
                    "person",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="records.person",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.provider"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.provider",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PersonAddressVersion",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "reason",
                    models.TextField(
                        db_default=django.db.models.functions.comparison.NullIf(
                            models.Func(
                                models.Value("dscr.why"),
                                models.Value(value=True),
                                function="current_setting",
                            ),
                            models.Value(""),
                        )
                    ),
                ),
                (
                    "id",
                    models.UUIDField(default=governance.ids.uuid7, editable=False, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="Recorded at",
                    ),
                ),
                ("import_run_id", models.UUIDField(editable=False, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="Where it came from",
                    ),
                ),
                (
                    "source_author",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        verbose_name="Written in the old system by",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("current", "Current"),
                            ("withdrawn", "Withdrawn"),
                            ("entered-in-error", "Entered in error"),
                        ],
                        default="current",
                        editable=False,
                        max_length=20,
                        verbose_name="Standing",
                    ),
                ),
                (
                    "lines",
                    models.TextField(
                        help_text="Up to five lines of address.", verbose_name="Address"
                    ),
                ),
                ("postcode", models.CharField(blank=True, max_length=10, verbose_name="Postcode")),
                (
                    "address_type",
                    models.CharField(
                        choices=[
                            ("usual", "Usual"),
                            ("temporary", "Temporary"),
                            ("previous", "Previous"),
                            ("correspondence", "For letters"),
                        ],
                        default="usual",
                        max_length=15,
                        verbose_name="Kind",
                    ),
                ),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="From")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="Until")),
                (
                    "author",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.person",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="records.personaddress",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_constraint=False,
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.provider"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.provider",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PersonVersion",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "reason",
                    models.TextField(
                        db_default=django.db.models.functions.comparison.NullIf(
                            models.Func(
                                models.Value("dscr.why"),
                                models.Value(value=True),
                                function="current_setting",
                            ),
                            models.Value(""),
                        )
                    ),
                ),
                (
                    "id",
                    models.UUIDField(default=governance.ids.uuid7, editable=False, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="Recorded at",
                    ),
                ),
                ("import_run_id", models.UUIDField(editable=False, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="Where it came from",
                    ),
                ),
                (
                    "source_author",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        verbose_name="Written in the old system by",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("current", "Current"),
                            ("withdrawn", "Withdrawn"),
                            ("entered-in-error", "Entered in error"),
                        ],
                        default="current",
                        editable=False,
                        max_length=20,
                        verbose_name="Standing",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=30, verbose_name="Title")),
                ("given_name", models.CharField(max_length=100, verbose_name="First names")),
                ("family_name", models.CharField(max_length=100, verbose_name="Last name")),
                (
                    "preferred_name",
                    models.CharField(blank=True, max_length=60, verbose_name="Likes to be called"),
                ),
                (
                    "other_names",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Other or earlier names"
                    ),
                ),
                ("date_of_birth", models.DateField(verbose_name="Date of birth")),
                (
                    "nhs_number",
                    models.CharField(blank=True, max_length=10, verbose_name="NHS number"),
                ),
                (
                    "nhs_number_status",
                    models.CharField(
                        choices=[
                            ("01", "Number present and verified"),
                            ("02", "Number present but not traced"),
                            ("03", "Trace required"),
                            ("04", "Trace attempted - no match or multiple match found"),
                            (
                                "05",
                                "Trace needs to be resolved (number or patient detail conflict)",
                            ),
                            ("06", "Trace in progress"),
                            ("07", "Number not present and trace not required"),
                            ("08", "Trace postponed (baby under six weeks old)"),
                        ],
                        default="03",
                        max_length=2,
                        verbose_name="NHS number status",
                    ),
                ),
                (
                    "gender_identity",
                    models.CharField(
                        choices=[
                            ("1", "Male (including trans man)"),
                            ("2", "Female (including trans woman)"),
                            ("3", "Non-binary"),
                            ("4", "Other (not listed)"),
                            ("X", "Not known (not recorded)"),
                            ("Z", "Not stated (person asked but declined to provide a response)"),
                        ],
                        default="X",
                        max_length=1,
                        verbose_name="Gender",
                    ),
                ),
                (
                    "sex",
                    models.CharField(
                        choices=[
                            ("1", "Male"),
                            ("2", "Female"),
                            (
                                "9",
                                "Indeterminate (unable to be classified as either male or female)",
                            ),
                            ("X", "Not known (person stated gender code not recorded)"),
                        ],
                        default="X",
                        max_length=1,
                        verbose_name="Sex",
                    ),
                ),
                (
                    "ethnicity",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("A", "White - British"),
                            ("B", "White - Irish"),
                            ("C", "White - Any other White background"),
                            ("D", "Mixed - White and Black Caribbean"),
                            ("E", "Mixed - White and Black African"),
                            ("F", "Mixed - White and Asian"),
                            ("G", "Mixed - Any other mixed background"),
                            ("H", "Asian or Asian British - Indian"),
                            ("J", "Asian or Asian British - Pakistani"),
                            ("K", "Asian or Asian British - Bangladeshi"),
                            ("L", "Asian or Asian British - Any other Asian background"),
                            ("M", "Black or Black British - Caribbean"),
                            ("N", "Black or Black British - African"),
                            ("P", "Black or Black British - Any other Black background"),
                            ("R", "Other ethnic groups - Chinese"),
                            ("S", "Other ethnic groups - Any other ethnic group"),
                            ("Z", "Not stated"),
                            ("99", "Not known"),
                        ],
                        max_length=2,
                        verbose_name="Ethnic group",
                    ),
                ),
                (
                    "first_language",
                    models.CharField(blank=True, max_length=60, verbose_name="First language"),
                ),
                (
                    "interpreter_required",
                    models.CharField(
                        choices=[
                            ("not_asked", "Not asked yet"),
                            ("yes", "Yes"),
                            ("no", "No"),
                            ("declined", "Asked, and preferred not to say"),
                        ],
                        default="not_asked",
                        max_length=10,
                        verbose_name="Needs an interpreter",
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="Telephone")),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="E-mail address"),
                ),
                (
                    "gp_practice_code",
                    models.CharField(
                        blank=True, max_length=9, verbose_name="GP practice code (ODS)"
                    ),
                ),
                (
                    "gp_practice_name",
                    models.CharField(blank=True, max_length=200, verbose_name="GP practice"),
                ),
                ("gp_name", models.CharField(blank=True, max_length=120, verbose_name="Usual GP")),
                (
                    "allergy_state",
                    models.CharField(
                        choices=[
                            ("not_asked", "Allergies not asked yet"),
                            ("none_known", "No known allergies"),
                            ("present", "Has allergies"),
                        ],
                        default="not_asked",
                        max_length=10,
                        verbose_name="Allergies",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="records.person",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_constraint=False,
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.provider"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.provider",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=governance.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="Recorded at",
                    ),
                ),
                ("import_run_id", models.UUIDField(editable=False, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="Where it came from",
                    ),
                ),
                (
                    "source_author",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        verbose_name="Written in the old system by",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("current", "Current"),
                            ("withdrawn", "Withdrawn"),
                            ("entered-in-error", "Entered in error"),
                        ],
                        default="current",
                        editable=False,
                        max_length=20,
                        verbose_name="Standing",
                    ),
                ),
                ("held_on", models.DateField(verbose_name="Held on")),
                ("outcome", models.TextField(verbose_name="What was decided, and why")),
                (
                    "agreement",
                    models.CharField(
                        choices=[
                            ("person", "The person agreed it"),
                            ("representative", "Somebody with authority agreed it for them"),
                            ("best_interests", "Decided in their best interests"),
                            ("not_agreed", "Not agreed"),
                        ],
                        max_length=20,
                        verbose_name="Agreement",
                    ),
                ),
                (
                    "agreed_with",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        verbose_name="Who agreed it, and on what authority",
                    ),
                ),
                ("how_involved", models.TextField(verbose_name="How the person took part")),
                ("next_review_on", models.DateField(verbose_name="Next review")),
                (
                    "care_plan",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="records.careplan",
                    ),
                ),
                (
                    "person",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="records.person",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.provider"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.provider",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="GoalReviewVersion",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "reason",
                    models.TextField(
                        db_default=django.db.models.functions.comparison.NullIf(
                            models.Func(
                                models.Value("dscr.why"),
                                models.Value(value=True),
                                function="current_setting",
                            ),
                            models.Value(""),
                        )
                    ),
                ),
                (
                    "id",
                    models.UUIDField(default=governance.ids.uuid7, editable=False, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="Recorded at",
                    ),
                ),
                ("import_run_id", models.UUIDField(editable=False, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="Where it came from",
                    ),
                ),
                (
                    "source_author",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        verbose_name="Written in the old system by",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("current", "Current"),
                            ("withdrawn", "Withdrawn"),
                            ("entered-in-error", "Entered in error"),
                        ],
                        default="current",
                        editable=False,
                        max_length=20,
                        verbose_name="Standing",
                    ),
                ),
                (
                    "finding",
                    models.CharField(
                        choices=[
                            ("going_well", "Going well"),
                            ("change", "Change"),
                            ("ended", "Ended"),
                        ],
                        max_length=12,
                        verbose_name="How is it going?",
                    ),
                ),
                ("comment", models.TextField(blank=True, verbose_name="Comment")),
                (
                    "author",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "goal",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.goal",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="records.goalreview",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_constraint=False,
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.provider"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.provider",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.person",
                    ),
                ),
                (
                    "review",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.review",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="goalreview",
            name="review",
            field=governance.records.OwnForeignKey(
                db_constraint=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="goal_reviews",
                to="records.review",
            ),
        ),
        migrations.CreateModel(
            name="ReviewVersion",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "reason",
                    models.TextField(
                        db_default=django.db.models.functions.comparison.NullIf(
                            models.Func(
                                models.Value("dscr.why"),
                                models.Value(value=True),
                                function="current_setting",
                            ),
                            models.Value(""),
                        )
                    ),
                ),
                (
                    "id",
                    models.UUIDField(default=governance.ids.uuid7, editable=False, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="Recorded at",
                    ),
                ),
                ("import_run_id", models.UUIDField(editable=False, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="Where it came from",
                    ),
                ),
                (
                    "source_author",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        verbose_name="Written in the old system by",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("current", "Current"),
                            ("withdrawn", "Withdrawn"),
                            ("entered-in-error", "Entered in error"),
                        ],
                        default="current",
                        editable=False,
                        max_length=20,
                        verbose_name="Standing",
                    ),
                ),
                ("held_on", models.DateField(verbose_name="Held on")),
                ("outcome", models.TextField(verbose_name="What was decided, and why")),
                (
                    "agreement",
                    models.CharField(
                        choices=[
                            ("person", "The person agreed it"),
                            ("representative", "Somebody with authority agreed it for them"),
                            ("best_interests", "Decided in their best interests"),
                            ("not_agreed", "Not agreed"),
                        ],
                        max_length=20,
                        verbose_name="Agreement",
                    ),
                ),
                (
                    "agreed_with",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        verbose_name="Who agreed it, and on what authority",
                    ),
                ),
                ("how_involved", models.TextField(verbose_name="How the person took part")),
                ("next_review_on", models.DateField(verbose_name="Next review")),
                (
                    "author",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "care_plan",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.careplan",
                    ),
                ),
                (
                    "person",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.person",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="records.review",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_constraint=False,
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.provider"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.provider",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Risk",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=governance.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="Recorded at",
                    ),
                ),
                ("import_run_id", models.UUIDField(editable=False, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="Where it came from",
                    ),
                ),
                (
                    "source_author",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        verbose_name="Written in the old system by",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("current", "Current"),
                            ("withdrawn", "Withdrawn"),
                            ("entered-in-error", "Entered in error"),
                        ],
                        default="current",
                        editable=False,
                        max_length=20,
                        verbose_name="Standing",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("to_self", "To themselves"),
                            ("to_others", "To others"),
                            ("from_others", "From others"),
                            ("accident", "Accident, such as a fall"),
                            ("infection", "Infection"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                        verbose_name="Kind of risk",
                    ),
                ),
                ("text", models.TextField(verbose_name="The risk, in words")),
                (
                    "likelihood",
                    models.CharField(
                        choices=[
                            ("low", "Low"),
                            ("medium", "Medium"),
                            ("high", "High"),
                            ("not-stated", "Not stated"),
                        ],
                        default="not-stated",
                        max_length=10,
                        verbose_name="How likely",
                    ),
                ),
                (
                    "impact",
                    models.CharField(
                        choices=[
                            ("low", "Low"),
                            ("medium", "Medium"),
                            ("high", "High"),
                            ("not-stated", "Not stated"),
                        ],
                        default="not-stated",
                        max_length=10,
                        verbose_name="How bad",
                    ),
                ),
                ("controls", models.TextField(blank=True, verbose_name="What we do about it")),
                (
                    "benefit",
                    models.TextField(
                        blank=True, verbose_name="What the person gains from the activity"
                    ),
                ),
                (
                    "view_of_person",
                    models.TextField(blank=True, verbose_name="What the person says"),
                ),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="From")),
                (
                    "review_on",
                    models.DateField(blank=True, null=True, verbose_name="Look again on"),
                ),
                (
                    "person",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="records.person",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.provider"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.provider",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RiskVersion",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "reason",
                    models.TextField(
                        db_default=django.db.models.functions.comparison.NullIf(
                            models.Func(
                                models.Value("dscr.why"),
                                models.Value(value=True),
                                function="current_setting",
                            ),
                            models.Value(""),
                        )
                    ),
                ),
                (
                    "id",
                    models.UUIDField(default=governance.ids.uuid7, editable=False, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="Recorded at",
                    ),
                ),
                ("import_run_id", models.UUIDField(editable=False, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="Where it came from",
                    ),
                ),
                (
                    "source_author",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        verbose_name="Written in the old system by",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("current", "Current"),
                            ("withdrawn", "Withdrawn"),
                            ("entered-in-error", "Entered in error"),
                        ],
                        default="current",
                        editable=False,
                        max_length=20,
                        verbose_name="Standing",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("to_self", "To themselves"),
                            ("to_others", "To others"),
                            ("from_others", "From others"),
                            ("accident", "Accident, such as a fall"),
                            ("infection", "Infection"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                        verbose_name="Kind of risk",
                    ),
                ),
                ("text", models.TextField(verbose_name="The risk, in words")),
                (
                    "likelihood",
                    models.CharField(
                        choices=[
                            ("low", "Low"),
                            ("medium", "Medium"),
                            ("high", "High"),
                            ("not-stated", "Not stated"),
                        ],
                        default="not-stated",
                        max_length=10,
                        verbose_name="How likely",
                    ),
                ),
                (
                    "impact",
                    models.CharField(
                        choices=[
                            ("low", "Low"),
                            ("medium", "Medium"),
                            ("high", "High"),
                            ("not-stated", "Not stated"),
                        ],
                        default="not-stated",
                        max_length=10,
                        verbose_name="How bad",
                    ),
                ),
                ("controls", models.TextField(blank=True, verbose_name="What we do about it")),
                (
                    "benefit",
                    models.TextField(
                        blank=True, verbose_name="What the person gains from the activity"
                    ),
                ),
                (
                    "view_of_person",
                    models.TextField(blank=True, verbose_name="What the person says"),
                ),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="From")),
                (
                    "review_on",
                    models.DateField(blank=True, null=True, verbose_name="Look again on"),
                ),
                (
                    "author",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.person",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="records.risk",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_constraint=False,
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.provider"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.provider",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("dscr.actor"),
                                    models.Value(value=True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                fields=["provider", "family_name", "given_name"], name="person_by_name"
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["provider", "nhs_number"], name="person_by_nhs_number"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="next_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="0c7cf6a74f5e4622ccd324bfae3d5433943bbf15",
                    operation="UPDATE",
                    pgid="pgtrigger_next_version_1c50f",
                    table="records_person",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="5e965975396d5e70cd7c8cccc1331ab95d6adf17",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_29d21",
                    table="records_person",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "records_personversion" ("allergy_state", "date_of_birth", "email", "ethnicity", "family_name", "first_language", "gender_identity", "given_name", "gp_name", "gp_practice_code", "gp_practice_name", "id", "import_run_id", "interpreter_required", "nhs_number", "nhs_number_status", "other_names", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "preferred_name", "provider_id", "recorded_at", "recorded_by_id", "sex", "source", "source_author", "standing", "title", "version") VALUES (NEW."allergy_state", NEW."date_of_birth", NEW."email", NEW."ethnicity", NEW."family_name", NEW."first_language", NEW."gender_identity", NEW."given_name", NEW."gp_name", NEW."gp_practice_code", NEW."gp_practice_name", NEW."id", NEW."import_run_id", NEW."interpreter_required", NEW."nhs_number", NEW."nhs_number_status", NEW."other_names", NOW(), \'insert\', NEW."id", NEW."phone", NEW."preferred_name", NEW."provider_id", NEW."recorded_at", NEW."recorded_by_id", NEW."sex", NEW."source", NEW."source_author", NEW."standing", NEW."title", NEW."version"); RETURN NULL;',
                    hash="8817c43fb1ad55c35e5a4a8c4e287b35c3741351",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_550a5",
                    table="records_person",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "records_personversion" ("allergy_state", "date_of_birth", "email", "ethnicity", "family_name", "first_language", "gender_identity", "given_name", "gp_name", "gp_practice_code", "gp_practice_name", "id", "import_run_id", "interpreter_required", "nhs_number", "nhs_number_status", "other_names", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "preferred_name", "provider_id", "recorded_at", "recorded_by_id", "sex", "source", "source_author", "standing", "title", "version") VALUES (NEW."allergy_state", NEW."date_of_birth", NEW."email", NEW."ethnicity", NEW."family_name", NEW."first_language", NEW."gender_identity", NEW."given_name", NEW."gp_name", NEW."gp_practice_code", NEW."gp_practice_name", NEW."id", NEW."import_run_id", NEW."interpreter_required", NEW."nhs_number", NEW."nhs_number_status", NEW."other_names", NOW(), \'update\', NEW."id", NEW."phone", NEW."preferred_name", NEW."provider_id", NEW."recorded_at", NEW."recorded_by_id", NEW."sex", NEW."source", NEW."source_author", NEW."standing", NEW."title", NEW."version"); RETURN NULL;',
                    hash="30c3ec6e7402b4c0985fce0607593d4628d8b9ad",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a0e41",
                    table="records_person",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="needversion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8153f61daeddb7544ef26df87739eb6ca7560133",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_bbfa1",
                    table="records_needversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="need",
            trigger=pgtrigger.compiler.Trigger(
                name="next_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="da47c1219564c90140dad49f4d010374765a336e",
                    operation="UPDATE",
                    pgid="pgtrigger_next_version_dfebb",
                    table="records_need",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="need",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="b26ef68a0b61be464280db42431f517d7de9e298",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_c7ae8",
                    table="records_need",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="need",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "records_needversion" ("category", "id", "identified_on", "import_run_id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "recorded_at", "recorded_by_id", "source", "source_author", "standing", "text", "version", "what_matters") VALUES (NEW."category", NEW."id", NEW."identified_on", NEW."import_run_id", NEW."person_id", NOW(), \'insert\', NEW."id", NEW."provider_id", NEW."recorded_at", NEW."recorded_by_id", NEW."source", NEW."source_author", NEW."standing", NEW."text", NEW."version", NEW."what_matters"); RETURN NULL;',
                    hash="307e60a8a33ee80b08ae13358abcdf18950b5ff8",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b0268",
                    table="records_need",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="need",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "records_needversion" ("category", "id", "identified_on", "import_run_id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "recorded_at", "recorded_by_id", "source", "source_author", "standing", "text", "version", "what_matters") VALUES (NEW."category", NEW."id", NEW."identified_on", NEW."import_run_id", NEW."person_id", NOW(), \'update\', NEW."id", NEW."provider_id", NEW."recorded_at", NEW."recorded_by_id", NEW."source", NEW."source_author", NEW."standing", NEW."text", NEW."version", NEW."what_matters"); RETURN NULL;',
                    hash="87492f4dcd5b826024e23f1772817e4402b2065f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_973e8",
                    table="records_need",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="instructionversion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9e09a5ab304149f778d228e4d547bfcf54cbc260",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0381f",
                    table="records_instructionversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="instruction",
            trigger=pgtrigger.compiler.Trigger(
                name="next_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="5c0a90db70dd8703375fafd483f2475607063216",
                    operation="UPDATE",
                    pgid="pgtrigger_next_version_f80e2",
                    table="records_instruction",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="instruction",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="09fc2153ca77a267166a60fcfbf8bd270fc6db06",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_e5c0a",
                    table="records_instruction",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="instruction",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "records_instructionversion" ("care_plan_id", "description", "ended_on", "goal_id", "id", "import_run_id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "recorded_at", "recorded_by_id", "source", "source_author", "standing", "started_on", "version", "when") VALUES (NEW."care_plan_id", NEW."description", NEW."ended_on", NEW."goal_id", NEW."id", NEW."import_run_id", NEW."person_id", NOW(), \'insert\', NEW."id", NEW."provider_id", NEW."recorded_at", NEW."recorded_by_id", NEW."source", NEW."source_author", NEW."standing", NEW."started_on", NEW."version", NEW."when"); RETURN NULL;',
                    hash="04f7599c869ee55b3f0fe72181cbaf3b8954e2f2",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0b94f",
                    table="records_instruction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="instruction",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "records_instructionversion" ("care_plan_id", "description", "ended_on", "goal_id", "id", "import_run_id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "recorded_at", "recorded_by_id", "source", "source_author", "standing", "started_on", "version", "when") VALUES (NEW."care_plan_id", NEW."description", NEW."ended_on", NEW."goal_id", NEW."id", NEW."import_run_id", NEW."person_id", NOW(), \'update\', NEW."id", NEW."provider_id", NEW."recorded_at", NEW."recorded_by_id", NEW."source", NEW."source_author", NEW."standing", NEW."started_on", NEW."version", NEW."when"); RETURN NULL;',
                    hash="d5332d6b6b31843460a9ed078763f294bb673d5b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3a2ff",
                    table="records_instruction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="goalversion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="bcc043fc9e6d7022582cc8e490609e712e17ed75",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ca0a4",
                    table="records_goalversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="goal",
            trigger=pgtrigger.compiler.Trigger(
                name="next_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="7445e73b17c1da6e1b01875918957dab5d0a9000",
                    operation="UPDATE",
                    pgid="pgtrigger_next_version_2e0a4",
                    table="records_goal",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="goal",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="ddf737c85c357c9505598186237af7a52dfba8fc",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_5e770",
                    table="records_goal",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="goal",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "records_goalversion" ("care_plan_id", "description", "how_we_know", "id", "import_run_id", "need_id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "recorded_at", "recorded_by_id", "source", "source_author", "standing", "status", "target_on", "version") VALUES (NEW."care_plan_id", NEW."description", NEW."how_we_know", NEW."id", NEW."import_run_id", NEW."need_id", NEW."person_id", NOW(), \'insert\', NEW."id", NEW."provider_id", NEW."recorded_at", NEW."recorded_by_id", NEW."source", NEW."source_author", NEW."standing", NEW."status", NEW."target_on", NEW."version"); RETURN NULL;',
                    hash="e94f978bfad66b51b313b1bbd52d77ba47cfb3dc",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_28891",
                    table="records_goal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="goal",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "records_goalversion" ("care_plan_id", "description", "how_we_know", "id", "import_run_id", "need_id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "recorded_at", "recorded_by_id", "source", "source_author", "standing", "status", "target_on", "version") VALUES (NEW."care_plan_id", NEW."description", NEW."how_we_know", NEW."id", NEW."import_run_id", NEW."need_id", NEW."person_id", NOW(), \'update\', NEW."id", NEW."provider_id", NEW."recorded_at", NEW."recorded_by_id", NEW."source", NEW."source_author", NEW."standing", NEW."status", NEW."target_on", NEW."version"); RETURN NULL;',
                    hash="f60523091d113436d9f9db8055b52863b63c01da",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9f298",
                    table="records_goal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cprdecisionversion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="38646abebacd24c0895d477cc3f20782aea4d89c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_96c22",
                    table="records_cprdecisionversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cprdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="next_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="acb47e5e115f7abec4d7c737c2d21c9545157184",
                    operation="UPDATE",
                    pgid="pgtrigger_next_version_8e3c6",
                    table="records_cprdecision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cprdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="4933482c8a3e5e2a7803cac3381fa925a3d98e9a",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_078d0",
                    table="records_cprdecision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cprdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "records_cprdecisionversion" ("clinician", "decided_on", "decision", "discussed_with", "id", "import_run_id", "location_of_document", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "recorded_at", "recorded_by_id", "review_on", "source", "source_author", "standing", "version") VALUES (NEW."clinician", NEW."decided_on", NEW."decision", NEW."discussed_with", NEW."id", NEW."import_run_id", NEW."location_of_document", NEW."person_id", NOW(), \'insert\', NEW."id", NEW."provider_id", NEW."recorded_at", NEW."recorded_by_id", NEW."review_on", NEW."source", NEW."source_author", NEW."standing", NEW."version"); RETURN NULL;',
                    hash="98a2e6de209121734ae2497a66ada1ad958d293a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_eb1ab",
                    table="records_cprdecision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cprdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "records_cprdecisionversion" ("clinician", "decided_on", "decision", "discussed_with", "id", "import_run_id", "location_of_document", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "recorded_at", "recorded_by_id", "review_on", "source", "source_author", "standing", "version") VALUES (NEW."clinician", NEW."decided_on", NEW."decision", NEW."discussed_with", NEW."id", NEW."import_run_id", NEW."location_of_document", NEW."person_id", NOW(), \'update\', NEW."id", NEW."provider_id", NEW."recorded_at", NEW."recorded_by_id", NEW."review_on", NEW."source", NEW."source_author", NEW."standing", NEW."version"); RETURN NULL;',
                    hash="86b57ecd730e23585c5e92ffe97bca04668f46fd",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_702aa",
                    table="records_cprdecision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contactversion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="67e35f0ecb2c43951cff279b898890c5b53d9bf7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_bf8a2",
                    table="records_contactversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="next_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="cc6674baf152d3663bec56122aba280e11eddc78",
                    operation="UPDATE",
                    pgid="pgtrigger_next_version_c5fc3",
                    table="records_contact",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="e2e9b88a3b32e974648c7930a6d77e6271672cb6",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_84f0c",
                    table="records_contact",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "records_contactversion" ("address", "care_given", "comment", "email", "id", "import_run_id", "is_emergency_contact", "is_next_of_kin", "is_unpaid_carer", "must_not_be_told", "must_not_be_told_why", "name", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "power_of_attorney", "provider_id", "recorded_at", "recorded_by_id", "relationship", "source", "source_author", "standing", "version") VALUES (NEW."address", NEW."care_given", NEW."comment", NEW."email", NEW."id", NEW."import_run_id", NEW."is_emergency_contact", NEW."is_next_of_kin", NEW."is_unpaid_carer", NEW."must_not_be_told", NEW."must_not_be_told_why", NEW."name", NEW."person_id", NOW(), \'insert\', NEW."id", NEW."phone", NEW."power_of_attorney", NEW."provider_id", NEW."recorded_at", NEW."recorded_by_id", NEW."relationship", NEW."source", NEW."source_author", NEW."standing", NEW."version"); RETURN NULL;',
                    hash="3e8eeed5d354e01164539404019d7fec74a73eb5",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e8ac7",
                    table="records_contact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "records_contactversion" ("address", "care_given", "comment", "email", "id", "import_run_id", "is_emergency_contact", "is_next_of_kin", "is_unpaid_carer", "must_not_be_told", "must_not_be_told_why", "name", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "power_of_attorney", "provider_id", "recorded_at", "recorded_by_id", "relationship", "source", "source_author", "standing", "version") VALUES (NEW."address", NEW."care_given", NEW."comment", NEW."email", NEW."id", NEW."import_run_id", NEW."is_emergency_contact", NEW."is_next_of_kin", NEW."is_unpaid_carer", NEW."must_not_be_told", NEW."must_not_be_told_why", NEW."name", NEW."person_id", NOW(), \'update\', NEW."id", NEW."phone", NEW."power_of_attorney", NEW."provider_id", NEW."recorded_at", NEW."recorded_by_id", NEW."relationship", NEW."source", NEW."source_author", NEW."standing", NEW."version"); RETURN NULL;',
                    hash="5c286f96588277b3a7bca40eab615cfc12653a55",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_89f79",
                    table="records_contact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="careplanversion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="82fbb41297a7be013b7c53e77803f3dd8ef17776",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_87e0f",
                    table="records_careplanversion",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="careplan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("standing", "current"), ("status", "live")),
                fields=("person",),
                name="one_live_plan_a_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="careplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("approved_at", None), ("approved_by", None)),
                    models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)),
                    _connector="OR",
                ),
                name="plan_approval_has_a_name_and_a_time",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="careplan",
            trigger=pgtrigger.compiler.Trigger(
                name="next_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="f3092b45f9fde27f9528417693054aa7aa92f057",
                    operation="UPDATE",
                    pgid="pgtrigger_next_version_125b8",
                    table="records_careplan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="careplan",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="a479ce709181dd74bab1a47193c9507ff33b20aa",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_bd4f5",
                    table="records_careplan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="careplan",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "records_careplanversion" ("approved_at", "approved_by_id", "contingency", "id", "import_run_id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "recorded_at", "recorded_by_id", "review_on", "source", "source_author", "standing", "status", "title", "version") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."contingency", NEW."id", NEW."import_run_id", NEW."person_id", NOW(), \'insert\', NEW."id", NEW."provider_id", NEW."recorded_at", NEW."recorded_by_id", NEW."review_on", NEW."source", NEW."source_author", NEW."standing", NEW."status", NEW."title", NEW."version"); RETURN NULL;',
                    hash="c29ecc8b4df35371ef1385608afe5fdf2d9c2795",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7098a",
                    table="records_careplan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="careplan",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "records_careplanversion" ("approved_at", "approved_by_id", "contingency", "id", "import_run_id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "recorded_at", "recorded_by_id", "review_on", "source", "source_author", "standing", "status", "title", "version") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."contingency", NEW."id", NEW."import_run_id", NEW."person_id", NOW(), \'update\', NEW."id", NEW."provider_id", NEW."recorded_at", NEW."recorded_by_id", NEW."review_on", NEW."source", NEW."source_author", NEW."standing", NEW."status", NEW."title", NEW."version"); RETURN NULL;',
                    hash="3ba21b2285dd091ea14debf96dc6ee6299d81134",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_609ee",
                    table="records_careplan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="allergyversion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c8886878004f6b8dd9f330bab1f130332244b44e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6cdf5",
                    table="records_allergyversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="allergy",
            trigger=pgtrigger.compiler.Trigger(
                name="next_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="738ea26a5a13515588162f7791e04c482ef1c047",
                    operation="UPDATE",
                    pgid="pgtrigger_next_version_8a026",
                    table="records_allergy",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="allergy",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="ec4416d60dc7b87e0d2ed800f8d07f11576dd485",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_3791d",
                    table="records_allergy",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="allergy",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "records_allergyversion" ("causative_agent", "description_of_reaction", "evidence", "id", "import_run_id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "recorded_at", "recorded_by_id", "severity", "source", "source_author", "standing", "type_of_reaction", "version") VALUES (NEW."causative_agent", NEW."description_of_reaction", NEW."evidence", NEW."id", NEW."import_run_id", NEW."person_id", NOW(), \'insert\', NEW."id", NEW."provider_id", NEW."recorded_at", NEW."recorded_by_id", NEW."severity", NEW."source", NEW."source_author", NEW."standing", NEW."type_of_reaction", NEW."version"); RETURN NULL;',
                    hash="12c255610e16baf0e1e8fd1339ee49439bb15978",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_efb18",
                    table="records_allergy",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="allergy",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "records_allergyversion" ("causative_agent", "description_of_reaction", "evidence", "id", "import_run_id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "recorded_at", "recorded_by_id", "severity", "source", "source_author", "standing", "type_of_reaction", "version") VALUES (NEW."causative_agent", NEW."description_of_reaction", NEW."evidence", NEW."id", NEW."import_run_id", NEW."person_id", NOW(), \'update\', NEW."id", NEW."provider_id", NEW."recorded_at", NEW."recorded_by_id", NEW."severity", NEW."source", NEW."source_author", NEW."standing", NEW."type_of_reaction", NEW."version"); RETURN NULL;',
                    hash="d59a418da68399a48f2ddc82135302ebda40d889",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ee048",
                    table="records_allergy",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="alertversion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e38e307c6518b20d942363d7702a97fd74de79b1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7c8cc",
                    table="records_alertversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="alert",
            trigger=pgtrigger.compiler.Trigger(
                name="next_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="c860b9bb80b8f1fe2df073959d8c2c0acbd37ee9",
                    operation="UPDATE",
                    pgid="pgtrigger_next_version_27fc3",
                    table="records_alert",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="alert",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="6d36c2fc3443146bfafc260f6ee9dba12849ce52",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_6e9c2",
                    table="records_alert",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="alert",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "records_alertversion" ("category", "ended_on", "id", "import_run_id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "recorded_at", "recorded_by_id", "source", "source_author", "standing", "started_on", "text", "version") VALUES (NEW."category", NEW."ended_on", NEW."id", NEW."import_run_id", NEW."person_id", NOW(), \'insert\', NEW."id", NEW."provider_id", NEW."recorded_at", NEW."recorded_by_id", NEW."source", NEW."source_author", NEW."standing", NEW."started_on", NEW."text", NEW."version"); RETURN NULL;',
                    hash="8f3ab65cb9e9ce2876203b626ae8335ef214720b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_97abf",
                    table="records_alert",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="alert",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "records_alertversion" ("category", "ended_on", "id", "import_run_id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "recorded_at", "recorded_by_id", "source", "source_author", "standing", "started_on", "text", "version") VALUES (NEW."category", NEW."ended_on", NEW."id", NEW."import_run_id", NEW."person_id", NOW(), \'update\', NEW."id", NEW."provider_id", NEW."recorded_at", NEW."recorded_by_id", NEW."source", NEW."source_author", NEW."standing", NEW."started_on", NEW."text", NEW."version"); RETURN NULL;',
                    hash="2794a114f47a9463281ca174a90681764b3d3c7a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d3cb5",
                    table="records_alert",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="admissionversion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="118e8071f639e0c7ad12bc40e166bc366c72b388",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_60582",
                    table="records_admissionversion",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="admission",
            index=models.Index(
                condition=models.Q(("ended_on", None), ("standing", "current")),
                fields=["location", "person"],
                name="who_is_at_a_place_now",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="admission",
            trigger=pgtrigger.compiler.Trigger(
                name="next_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="e7aaaff2fb536ee96bd55206c6c0b25e4259f153",
                    operation="UPDATE",
                    pgid="pgtrigger_next_version_34599",
                    table="records_admission",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="admission",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="63029beee75b24d4c1b84789732680a3a60fe212",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_e7024",
                    table="records_admission",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="admission",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "records_admissionversion" ("admitted_on", "ended_on", "ending", "funding", "id", "import_run_id", "location_id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "recorded_at", "recorded_by_id", "room_id", "source", "source_author", "standing", "version") VALUES (NEW."admitted_on", NEW."ended_on", NEW."ending", NEW."funding", NEW."id", NEW."import_run_id", NEW."location_id", NEW."person_id", NOW(), \'insert\', NEW."id", NEW."provider_id", NEW."recorded_at", NEW."recorded_by_id", NEW."room_id", NEW."source", NEW."source_author", NEW."standing", NEW."version"); RETURN NULL;',
                    hash="8e218b4ef1a41648a6ff4e5b3c8c5bd7a7af1314",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3e985",
                    table="records_admission",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="admission",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "records_admissionversion" ("admitted_on", "ended_on", "ending", "funding", "id", "import_run_id", "location_id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "recorded_at", "recorded_by_id", "room_id", "source", "source_author", "standing", "version") VALUES (NEW."admitted_on", NEW."ended_on", NEW."ending", NEW."funding", NEW."id", NEW."import_run_id", NEW."location_id", NEW."person_id", NOW(), \'update\', NEW."id", NEW."provider_id", NEW."recorded_at", NEW."recorded_by_id", NEW."room_id", NEW."source", NEW."source_author", NEW."standing", NEW."version"); RETURN NULL;',
                    hash="d34c6fae3d5538bbaec9be8a9905f82528dc3512",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_46074",
                    table="records_admission",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="aboutmeversion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="67ea13767954bd54695754b11d8838c2a5485984",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0078e",
                    table="records_aboutmeversion",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="aboutme",
            constraint=models.UniqueConstraint(fields=("person",), name="one_about_me_a_person"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="aboutme",
            trigger=pgtrigger.compiler.Trigger(
                name="next_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="f24c125b91c25cb1ffca42e48372f7504474d175",
                    operation="UPDATE",
                    pgid="pgtrigger_next_version_49518",
                    table="records_aboutme",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="aboutme",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="d903db1602fe5e375ef16bc0df2e7d5c8b8b0dcb",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_5798d",
                    table="records_aboutme",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="aboutme",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "records_aboutmeversion" ("also_worth_knowing_about_me", "how_and_when_to_support_me", "how_i_communicate_and_how_to_communicate_with_me", "id", "import_run_id", "my_wellness", "people_who_are_important_to_me", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "please_do_and_please_dont", "provider_id", "recorded_at", "recorded_by_id", "source", "source_author", "standing", "supported_to_write_this_by", "version", "what_is_most_important_to_me") VALUES (NEW."also_worth_knowing_about_me", NEW."how_and_when_to_support_me", NEW."how_i_communicate_and_how_to_communicate_with_me", NEW."id", NEW."import_run_id", NEW."my_wellness", NEW."people_who_are_important_to_me", NEW."person_id", NOW(), \'insert\', NEW."id", NEW."please_do_and_please_dont", NEW."provider_id", NEW."recorded_at", NEW."recorded_by_id", NEW."source", NEW."source_author", NEW."standing", NEW."supported_to_write_this_by", NEW."version", NEW."what_is_most_important_to_me"); RETURN NULL;',
                    hash="08b95b75ed18970f5431dce1d08867bd0b269c83",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b4f60",
                    table="records_aboutme",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="aboutme",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "records_aboutmeversion" ("also_worth_knowing_about_me", "how_and_when_to_support_me", "how_i_communicate_and_how_to_communicate_with_me", "id", "import_run_id", "my_wellness", "people_who_are_important_to_me", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "please_do_and_please_dont", "provider_id", "recorded_at", "recorded_by_id", "source", "source_author", "standing", "supported_to_write_this_by", "version", "what_is_most_important_to_me") VALUES (NEW."also_worth_knowing_about_me", NEW."how_and_when_to_support_me", NEW."how_i_communicate_and_how_to_communicate_with_me", NEW."id", NEW."import_run_id", NEW."my_wellness", NEW."people_who_are_important_to_me", NEW."person_id", NOW(), \'update\', NEW."id", NEW."please_do_and_please_dont", NEW."provider_id", NEW."recorded_at", NEW."recorded_by_id", NEW."source", NEW."source_author", NEW."standing", NEW."supported_to_write_this_by", NEW."version", NEW."what_is_most_important_to_me"); RETURN NULL;',
                    hash="fb9fbec74382557bf5376a1ed8b2a94c3aaf67bf",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_787f9",
                    table="records_aboutme",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personaddress",
            trigger=pgtrigger.compiler.Trigger(
                name="next_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="de5b7555fa90dbc060bdd9da3c161a8656aba3cf",
                    operation="UPDATE",
                    pgid="pgtrigger_next_version_3de68",
                    table="records_personaddress",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personaddress",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="cd1ffc03d7f23a38d6615730ac4f91fbdbeed359",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_224f0",
                    table="records_personaddress",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personaddress",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "records_personaddressversion" ("address_type", "ended_on", "id", "import_run_id", "lines", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "provider_id", "recorded_at", "recorded_by_id", "source", "source_author", "standing", "started_on", "version") VALUES (NEW."address_type", NEW."ended_on", NEW."id", NEW."import_run_id", NEW."lines", NEW."person_id", NOW(), \'insert\', NEW."id", NEW."postcode", NEW."provider_id", NEW."recorded_at", NEW."recorded_by_id", NEW."source", NEW."source_author", NEW."standing", NEW."started_on", NEW."version"); RETURN NULL;',
                    hash="4172daee22370254f8e0446064f19ec886acce81",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_67302",
                    table="records_personaddress",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personaddress",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "records_personaddressversion" ("address_type", "ended_on", "id", "import_run_id", "lines", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "provider_id", "recorded_at", "recorded_by_id", "source", "source_author", "standing", "started_on", "version") VALUES (NEW."address_type", NEW."ended_on", NEW."id", NEW."import_run_id", NEW."lines", NEW."person_id", NOW(), \'update\', NEW."id", NEW."postcode", NEW."provider_id", NEW."recorded_at", NEW."recorded_by_id", NEW."source", NEW."source_author", NEW."standing", NEW."started_on", NEW."version"); RETURN NULL;',
                    hash="11e9b0920bee04ccf9f37f6a779afb15aff82d0f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d35ce",
                    table="records_personaddress",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personaddressversion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4205ec4bd24e2ea62007722c300050328e1945c6",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3ca97",
                    table="records_personaddressversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personversion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f5428fa33b0017d67a3845f50e690ea388ac9111",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b8d24",
                    table="records_personversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="review",
            trigger=pgtrigger.compiler.Trigger(
                name="next_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="7dab10df8a63e62a132e917e361f36f8402045b9",
                    operation="UPDATE",
                    pgid="pgtrigger_next_version_640bf",
                    table="records_review",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="review",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="0cb43482459a88ff104901585e98429c72c48227",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_eea69",
                    table="records_review",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="review",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "records_reviewversion" ("agreed_with", "agreement", "care_plan_id", "held_on", "how_involved", "id", "import_run_id", "next_review_on", "outcome", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "recorded_at", "recorded_by_id", "source", "source_author", "standing", "version") VALUES (NEW."agreed_with", NEW."agreement", NEW."care_plan_id", NEW."held_on", NEW."how_involved", NEW."id", NEW."import_run_id", NEW."next_review_on", NEW."outcome", NEW."person_id", NOW(), \'insert\', NEW."id", NEW."provider_id", NEW."recorded_at", NEW."recorded_by_id", NEW."source", NEW."source_author", NEW."standing", NEW."version"); RETURN NULL;',
                    hash="8cc73ef14790fb2255e592cb3be23309b9019a01",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_de163",
                    table="records_review",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="review",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "records_reviewversion" ("agreed_with", "agreement", "care_plan_id", "held_on", "how_involved", "id", "import_run_id", "next_review_on", "outcome", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "recorded_at", "recorded_by_id", "source", "source_author", "standing", "version") VALUES (NEW."agreed_with", NEW."agreement", NEW."care_plan_id", NEW."held_on", NEW."how_involved", NEW."id", NEW."import_run_id", NEW."next_review_on", NEW."outcome", NEW."person_id", NOW(), \'update\', NEW."id", NEW."provider_id", NEW."recorded_at", NEW."recorded_by_id", NEW."source", NEW."source_author", NEW."standing", NEW."version"); RETURN NULL;',
                    hash="2d46211e41cb350182a5d195366cd5eb2c652e66",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6807b",
                    table="records_review",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="goalreviewversion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="765eda672fb15d24e7ce9312bd8dc9c7b218d791",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e5973",
                    table="records_goalreviewversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="goalreview",
            trigger=pgtrigger.compiler.Trigger(
                name="next_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="223b3c6065246147c50fbb3b6f313aeab29baf05",
                    operation="UPDATE",
                    pgid="pgtrigger_next_version_11bae",
                    table="records_goalreview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="goalreview",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="157c28c514708459a1feb060f200247a1783c289",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_4a117",
                    table="records_goalreview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="goalreview",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "records_goalreviewversion" ("comment", "finding", "goal_id", "id", "import_run_id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "recorded_at", "recorded_by_id", "review_id", "source", "source_author", "standing", "version") VALUES (NEW."comment", NEW."finding", NEW."goal_id", NEW."id", NEW."import_run_id", NEW."person_id", NOW(), \'insert\', NEW."id", NEW."provider_id", NEW."recorded_at", NEW."recorded_by_id", NEW."review_id", NEW."source", NEW."source_author", NEW."standing", NEW."version"); RETURN NULL;',
                    hash="05679bb1e156cfbc1ef84b969a094a6e165815a5",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ac12c",
                    table="records_goalreview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="goalreview",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "records_goalreviewversion" ("comment", "finding", "goal_id", "id", "import_run_id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "recorded_at", "recorded_by_id", "review_id", "source", "source_author", "standing", "version") VALUES (NEW."comment", NEW."finding", NEW."goal_id", NEW."id", NEW."import_run_id", NEW."person_id", NOW(), \'update\', NEW."id", NEW."provider_id", NEW."recorded_at", NEW."recorded_by_id", NEW."review_id", NEW."source", NEW."source_author", NEW."standing", NEW."version"); RETURN NULL;',
                    hash="1347b2f8131f6b3e3fe5cffea4f1c0beef35db2b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6373c",
                    table="records_goalreview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reviewversion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e66cf573fb36b39d6013e8286b898a69e5e605c7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_df552",
                    table="records_reviewversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="risk",
            trigger=pgtrigger.compiler.Trigger(
                name="next_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="1424e2602d5229dc20e2554bcba28ec05c593fdd",
                    operation="UPDATE",
                    pgid="pgtrigger_next_version_8a34b",
                    table="records_risk",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="risk",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="00defb5722e2109e2a6ca224d5c3b51ea08fa93a",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_90f02",
                    table="records_risk",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="risk",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "records_riskversion" ("benefit", "category", "controls", "id", "impact", "import_run_id", "likelihood", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "recorded_at", "recorded_by_id", "review_on", "source", "source_author", "standing", "started_on", "text", "version", "view_of_person") VALUES (NEW."benefit", NEW."category", NEW."controls", NEW."id", NEW."impact", NEW."import_run_id", NEW."likelihood", NEW."person_id", NOW(), \'insert\', NEW."id", NEW."provider_id", NEW."recorded_at", NEW."recorded_by_id", NEW."review_on", NEW."source", NEW."source_author", NEW."standing", NEW."started_on", NEW."text", NEW."version", NEW."view_of_person"); RETURN NULL;',
                    hash="0fa5ec9c70dfd198cf6e28e40b6187bf3769ded4",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_36800",
                    table="records_risk",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="risk",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "records_riskversion" ("benefit", "category", "controls", "id", "impact", "import_run_id", "likelihood", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "recorded_at", "recorded_by_id", "review_on", "source", "source_author", "standing", "started_on", "text", "version", "view_of_person") VALUES (NEW."benefit", NEW."category", NEW."controls", NEW."id", NEW."impact", NEW."import_run_id", NEW."likelihood", NEW."person_id", NOW(), \'update\', NEW."id", NEW."provider_id", NEW."recorded_at", NEW."recorded_by_id", NEW."review_on", NEW."source", NEW."source_author", NEW."standing", NEW."started_on", NEW."text", NEW."version", NEW."view_of_person"); RETURN NULL;',
                    hash="29510aef80500fbc5ae64ef6b88f184407cbe096",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ad9a4",
                    table="records_risk",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskversion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="eb12730fb3e734c3ccde3b837fac30d3a4234a63",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ed640",
                    table="records_riskversion",
                    when="BEFORE",
                ),
            ),
        ),
    ]
