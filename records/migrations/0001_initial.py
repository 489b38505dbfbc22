import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import governance.ids
import governance.records
import records.models.base
import records.models.nursing


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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
            name="Absence",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                    "whereabouts",
                    models.CharField(
                        choices=[
                            ("hospital", "In hospital"),
                            ("leave", "On leave"),
                            ("other", "Away"),
                        ],
                        max_length=10,
                        verbose_name="Where they are",
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        blank=True,
                        help_text="Ward and telephone",
                        max_length=200,
                        verbose_name="Which hospital, or with whom",
                    ),
                ),
                ("started_on", models.DateField(verbose_name="Away from")),
                (
                    "expected_on",
                    models.DateField(blank=True, null=True, verbose_name="Expected back on"),
                ),
                (
                    "ended_on",
                    models.DateField(
                        blank=True,
                        help_text="The day on which they were here again",
                        null=True,
                        verbose_name="Back on",
                    ),
                ),
                ("comment", models.TextField(blank=True, verbose_name="What to know meanwhile")),
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
                "verbose_name": "time away",
                "verbose_name_plural": "times away",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                (
                    "admitted_time",
                    models.TimeField(
                        blank=True,
                        help_text="The first plan is due 24 hours later",
                        null=True,
                        verbose_name="At what time",
                    ),
                ),
                ("rationale", models.TextField(blank=True, verbose_name="Why they came")),
                (
                    "method",
                    models.CharField(
                        blank=True,
                        help_text="How: planned, emergency, transfer.",
                        max_length=120,
                        verbose_name="How it was arranged",
                    ),
                ),
                (
                    "came_from",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="Where they came from"
                    ),
                ),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="Ended")),
                (
                    "ending",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="How and why it ended"
                    ),
                ),
                (
                    "went_to",
                    models.CharField(blank=True, max_length=120, verbose_name="Where they went"),
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
            name="Asked",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                ("question", models.CharField(max_length=100, verbose_name="What was asked")),
                ("about", models.UUIDField(null=True, verbose_name="About which record")),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("none_known", "There are none, or it does not apply"),
                            ("declined", "They preferred not to say"),
                            ("not_known", "They, and those who know them, do not know"),
                        ],
                        max_length=10,
                        verbose_name="What came of it",
                    ),
                ),
                (
                    "comment",
                    models.CharField(blank=True, max_length=200, verbose_name="Who said so"),
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                    "triggers",
                    models.TextField(
                        blank=True,
                        help_text="At least one thing",
                        verbose_name="What may go wrong, and what sets it off",
                    ),
                ),
                (
                    "contingency",
                    models.TextField(
                        blank=True,
                        help_text="Step by step, in short lines",
                        verbose_name="What we do if something goes wrong",
                    ),
                ),
                (
                    "who_to_contact",
                    models.TextField(blank=True, verbose_name="Who to tell, and how"),
                ),
                (
                    "warning_signs",
                    models.TextField(blank=True, verbose_name="Early signs to watch for"),
                ),
                (
                    "coping_strategies",
                    models.TextField(blank=True, verbose_name="What helps them cope"),
                ),
                (
                    "kept_ready",
                    models.TextField(blank=True, verbose_name="Medicines and equipment kept ready"),
                ),
                ("review_on", models.DateField(blank=True, null=True, verbose_name="Next review")),
                (
                    "other_documents",
                    models.TextField(
                        blank=True, verbose_name="Other plans and documents that go with it"
                    ),
                ),
                (
                    "where_prepared",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Where it was written"
                    ),
                ),
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
                (
                    "review_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Who answers for the review",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("personal_contact", "Family, friend or other personal contact"),
                            ("gp", "GP"),
                            ("care_worker", "Health or care professional"),
                            (
                                "local_authority_professional",
                                "Council professional, such as a social worker",
                            ),
                            ("care_team", "Team"),
                            ("care_organisation", "Organisation"),
                        ],
                        default="personal_contact",
                        max_length=30,
                        verbose_name="Who they are",
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
                    "is_proxy",
                    models.BooleanField(
                        default=False, verbose_name="Decides or speaks for the person"
                    ),
                ),
                (
                    "organisation",
                    models.CharField(blank=True, max_length=200, verbose_name="Where they work"),
                ),
                (
                    "identifier",
                    models.CharField(
                        blank=True,
                        help_text="Such as a GMC or NMC number, or the ODS code of an organisation",
                        max_length=60,
                        verbose_name="Registration number or code",
                    ),
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
                        verbose_name="Legal authority",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                (
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT code"
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
                    "certainty",
                    models.CharField(
                        choices=[
                            ("confirmed", "Confirmed"),
                            ("likely", "Likely"),
                            ("unlikely", "Unlikely"),
                            ("not-stated", "Not stated"),
                        ],
                        default="not-stated",
                        max_length=12,
                        verbose_name="How certain it is",
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
                (
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "allergies",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                (
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT code"
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
                ("involved", models.TextField(blank=True, verbose_name="Who is involved")),
                ("informed", models.TextField(blank=True, verbose_name="Who was told")),
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
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AdvanceStatement",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                ("statement", models.TextField(verbose_name="What they want to be known")),
                (
                    "location_of_document",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Where the original is kept"
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
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AdvanceDecision",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                (
                    "refuses",
                    models.TextField(verbose_name="What they refuse, and in which circumstances"),
                ),
                ("comment", models.TextField(blank=True, verbose_name="Comment")),
                (
                    "location_of_document",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Where the original is kept"
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
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
                    ),
                ),
            ],
            options={
                "verbose_name": "advance decision to refuse treatment",
                "verbose_name_plural": "advance decisions to refuse treatment",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
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
                ("rationale", models.TextField(blank=True, verbose_name="Why")),
                (
                    "discussed_with",
                    models.TextField(blank=True, verbose_name="Who it was discussed with"),
                ),
                ("review_on", models.DateField(blank=True, null=True, verbose_name="Review on")),
                (
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
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
                "verbose_name": "CPR decision",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DocumentFile",
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
                ("content", models.BinaryField()),
                ("size", models.PositiveIntegerField(verbose_name="Size in bytes")),
                ("sha256", models.CharField(max_length=64)),
                ("file_name", models.CharField(max_length=200, verbose_name="Name of the file")),
                ("mime_type", models.CharField(max_length=100, verbose_name="Kind of file")),
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Document",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
                (
                    "is_restricted",
                    models.BooleanField(
                        default=False,
                        help_text="Care workers do not see it; seniors, nurses and managers do",
                        verbose_name="Kept private, as they wish",
                    ),
                ),
                (
                    "restricted_why",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="What they said about who may read it",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                ("title", models.CharField(max_length=200, verbose_name="Title")),
                (
                    "document_class",
                    models.CharField(blank=True, max_length=120, verbose_name="Kind of document"),
                ),
                (
                    "written_by",
                    models.CharField(blank=True, max_length=200, verbose_name="Written by"),
                ),
                (
                    "location_of_document",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Where the original is kept"
                    ),
                ),
                (
                    "confidentiality",
                    models.CharField(blank=True, max_length=120, verbose_name="Who may see it"),
                ),
                ("comment", models.TextField(blank=True, verbose_name="Comment")),
                (
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
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
                    "file",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="records.documentfile",
                    ),
                ),
            ],
            options={
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                    "importance",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="From 1, a little, to 10, most of all",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="How much it matters to them",
                    ),
                ),
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
                ("started_on", models.DateField(blank=True, null=True, verbose_name="From")),
                ("target_on", models.DateField(blank=True, null=True, verbose_name="Wanted by")),
                (
                    "lineage",
                    models.UUIDField(
                        default=governance.ids.uuid7, editable=False, verbose_name="Goes back to"
                    ),
                ),
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
                (
                    "step_towards",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="records.goal",
                        verbose_name="The bigger goal it is a step towards",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="InformedConsent",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                ("concerns", models.TextField(verbose_name="To what")),
                (
                    "consent_status",
                    models.CharField(
                        choices=[("given", "Given"), ("refused", "Refused")],
                        max_length=10,
                        verbose_name="Answer",
                    ),
                ),
                (
                    "stated_by",
                    models.CharField(
                        help_text="The person themselves, or their attorney or deputy by name",
                        max_length=200,
                        verbose_name="Who said so, and on what authority",
                    ),
                ),
                ("comment", models.TextField(blank=True, verbose_name="Comment")),
                (
                    "location_of_document",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Where the original is kept"
                    ),
                ),
                (
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
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
                "verbose_name": "consent",
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="careplan",
            name="consent",
            field=governance.records.OwnForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="records.informedconsent",
                verbose_name="The consent to it",
            ),
        ),
        migrations.CreateModel(
            name="CapacityAssessment",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                ("decision", models.TextField(verbose_name="The decision to be made")),
                (
                    "impairment",
                    models.TextField(blank=True, verbose_name="What affects the mind or brain"),
                ),
                (
                    "help_given",
                    models.TextField(blank=True, verbose_name="What was done to help them decide"),
                ),
                (
                    "understands",
                    models.CharField(
                        choices=[
                            ("not_asked", "Not asked yet"),
                            ("yes", "Yes"),
                            ("no", "No"),
                            ("declined", "Asked, and preferred not to say"),
                        ],
                        default="not_asked",
                        max_length=10,
                        verbose_name="Understands what matters to it",
                    ),
                ),
                (
                    "retains",
                    models.CharField(
                        choices=[
                            ("not_asked", "Not asked yet"),
                            ("yes", "Yes"),
                            ("no", "No"),
                            ("declined", "Asked, and preferred not to say"),
                        ],
                        default="not_asked",
                        max_length=10,
                        verbose_name="Retains it long enough",
                    ),
                ),
                (
                    "weighs",
                    models.CharField(
                        choices=[
                            ("not_asked", "Not asked yet"),
                            ("yes", "Yes"),
                            ("no", "No"),
                            ("declined", "Asked, and preferred not to say"),
                        ],
                        default="not_asked",
                        max_length=10,
                        verbose_name="Uses and weighs it",
                    ),
                ),
                (
                    "communicates",
                    models.CharField(
                        choices=[
                            ("not_asked", "Not asked yet"),
                            ("yes", "Yes"),
                            ("no", "No"),
                            ("declined", "Asked, and preferred not to say"),
                        ],
                        default="not_asked",
                        max_length=10,
                        verbose_name="Can say what they decide",
                    ),
                ),
                (
                    "finding",
                    models.CharField(
                        choices=[
                            ("has_capacity", "Has capacity for this decision"),
                            ("lacks_capacity", "Lacks capacity for this decision"),
                            ("not_concluded", "Not concluded yet"),
                        ],
                        max_length=15,
                        verbose_name="Finding",
                    ),
                ),
                ("evidence", models.TextField(verbose_name="What shows it")),
                (
                    "best_interests",
                    models.TextField(
                        blank=True, verbose_name="What was decided in their best interests"
                    ),
                ),
                (
                    "review_on",
                    models.DateField(blank=True, null=True, verbose_name="Look again on"),
                ),
                (
                    "location_of_document",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Where the papers are kept"
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
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
                    ),
                ),
                (
                    "consent",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.informedconsent",
                        verbose_name="The consent to it",
                    ),
                ),
            ],
            options={
                "verbose_name": "mental capacity assessment",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Assessment",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                (
                    "assessment_type",
                    models.CharField(
                        choices=[
                            ("care_needs_assessment", "Care needs assessment"),
                            ("risk_assessment", "Risk assessment"),
                        ],
                        max_length=25,
                        verbose_name="Kind of assessment",
                    ),
                ),
                ("rationale", models.TextField(blank=True, verbose_name="Why it was made")),
                ("summary", models.TextField(verbose_name="What was found, in a few sentences")),
                (
                    "understands_risks",
                    models.TextField(
                        blank=True, verbose_name="How the person understands their risks"
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
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
                    ),
                ),
                (
                    "consent",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.informedconsent",
                        verbose_name="The consent to it",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                (
                    "part_of_day",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("night", "Night"),
                            ("morning", "Morning"),
                            ("afternoon", "Afternoon"),
                            ("evening", "Evening"),
                        ],
                        help_text="Leave empty for any time of the day",
                        max_length=10,
                        verbose_name="Part of the day",
                    ),
                ),
                (
                    "when",
                    models.CharField(
                        blank=True,
                        help_text="Such as 08:00, or before each meal",
                        max_length=120,
                        verbose_name="When exactly",
                    ),
                ),
                (
                    "staff_needed",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="How many staff",
                    ),
                ),
                (
                    "who",
                    models.CharField(
                        blank=True,
                        help_text="A role, a team, a name",
                        max_length=120,
                        verbose_name="Who does it",
                    ),
                ),
                (
                    "strategies",
                    models.TextField(blank=True, verbose_name="How to go about it, and what helps"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("in_progress", "In progress"),
                            ("done", "Done"),
                            ("refused", "Declined by the person"),
                        ],
                        default="in_progress",
                        max_length=12,
                        verbose_name="Status",
                    ),
                ),
                (
                    "confidence",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="From 1, not sure, to 10, certain",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="How sure they are it can be done",
                    ),
                ),
                (
                    "rationale",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="Why it is for a time only"
                    ),
                ),
                (
                    "review_on",
                    models.DateField(blank=True, null=True, verbose_name="Look again on"),
                ),
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
                    "lineage",
                    models.UUIDField(
                        default=governance.ids.uuid7, editable=False, verbose_name="Goes back to"
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
                    "consent",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.informedconsent",
                        verbose_name="The consent to it",
                    ),
                ),
                (
                    "goal",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
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
            name="Incident",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
                (
                    "is_restricted",
                    models.BooleanField(
                        default=False,
                        help_text="Care workers do not see it; seniors, nurses and managers do",
                        verbose_name="Kept private, as they wish",
                    ),
                ),
                (
                    "restricted_why",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="What they said about who may read it",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                (
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT code"
                    ),
                ),
                ("text", models.TextField(verbose_name="What happened")),
                (
                    "additional_information",
                    models.TextField(
                        blank=True, verbose_name="What was done, and what else to know"
                    ),
                ),
                ("involved", models.TextField(blank=True, verbose_name="Who was involved")),
                (
                    "informed",
                    models.TextField(blank=True, verbose_name="Who was told, when and how"),
                ),
                (
                    "service_provider",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Whose service it was"
                    ),
                ),
                (
                    "location_of_document",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Where the report is kept"
                    ),
                ),
                (
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
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
                    "instruction",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incidents",
                        to="records.instruction",
                        verbose_name="The instruction it happened under",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Device",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT or dm+d code"
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                ("comment", models.TextField(blank=True, verbose_name="Comment")),
                ("name", models.CharField(max_length=200, verbose_name="The equipment")),
                (
                    "text",
                    models.TextField(blank=True, verbose_name="How it is used and looked after"),
                ),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="From")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="Until")),
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
                    "responsible",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.contact",
                        verbose_name="Who answers for it, of the people in their life",
                    ),
                ),
                (
                    "instruction",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.instruction",
                        verbose_name="The instruction it comes from",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Communication",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT or dm+d code"
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                ("comment", models.TextField(blank=True, verbose_name="Comment")),
                ("text", models.TextField(verbose_name="What was said or sent")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("preparation", "Preparation"),
                            ("in-progress", "In progress"),
                            ("not-done", "Not done"),
                            ("on-hold", "On hold"),
                            ("stopped", "Stopped"),
                            ("completed", "Completed"),
                            ("unknown", "Unknown"),
                        ],
                        default="completed",
                        max_length=16,
                        verbose_name="Status",
                    ),
                ),
                (
                    "priority",
                    models.CharField(
                        choices=[
                            ("routine", "Routine"),
                            ("urgent", "Urgent"),
                            ("asap", "As soon as possible"),
                            ("stat", "Immediately"),
                        ],
                        default="routine",
                        max_length=10,
                        verbose_name="Priority",
                    ),
                ),
                (
                    "medium",
                    models.CharField(
                        blank=True, help_text="Such as telephone", max_length=60, verbose_name="How"
                    ),
                ),
                ("sender", models.CharField(max_length=200, verbose_name="From")),
                ("recipient", models.CharField(max_length=200, verbose_name="To")),
                ("sent_on", models.DateField(blank=True, null=True, verbose_name="Sent on")),
                ("sent_time", models.TimeField(blank=True, null=True, verbose_name="Sent at")),
                (
                    "received_on",
                    models.DateField(blank=True, null=True, verbose_name="Received on"),
                ),
                (
                    "received_time",
                    models.TimeField(blank=True, null=True, verbose_name="Received at"),
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
                    "responsible",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.contact",
                        verbose_name="Who answers for it, of the people in their life",
                    ),
                ),
                (
                    "instruction",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.instruction",
                        verbose_name="The instruction it comes from",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="InvestigationResult",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                (
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT code"
                    ),
                ),
                ("investigation", models.CharField(max_length=200, verbose_name="The test")),
                (
                    "value",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="The result as a value"
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=30, verbose_name="Its unit")),
                (
                    "usual_range",
                    models.CharField(blank=True, max_length=60, verbose_name="The usual range"),
                ),
                ("text", models.TextField(blank=True, verbose_name="The result in words")),
                (
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
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
                "verbose_name": "test result",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LibertyDeprivation",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("requested", "Requested, not decided yet"),
                            ("urgent", "Urgent authorisation in force"),
                            ("standard", "Standard authorisation in force"),
                            ("court", "Court of Protection order in force"),
                            ("refused", "Refused"),
                            ("ended", "Ended"),
                        ],
                        max_length=10,
                        verbose_name="Status",
                    ),
                ),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="From")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="Until")),
                (
                    "conditions",
                    models.TextField(blank=True, verbose_name="Conditions, and how we meet them"),
                ),
                (
                    "location_of_document",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Where the original is kept"
                    ),
                ),
                (
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
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
                "verbose_name": "deprivation of liberty",
                "verbose_name_plural": "deprivations of liberty",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Medication",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT or dm+d code"
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                ("comment", models.TextField(blank=True, verbose_name="Comment")),
                (
                    "name",
                    models.CharField(
                        max_length=200, verbose_name="The medicine, with its strength"
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        blank=True,
                        help_text="Such as tablet or cream",
                        max_length=60,
                        verbose_name="Form",
                    ),
                ),
                (
                    "route",
                    models.CharField(blank=True, max_length=60, verbose_name="How it is taken"),
                ),
                (
                    "site",
                    models.CharField(blank=True, max_length=60, verbose_name="Where on the body"),
                ),
                (
                    "dose",
                    models.CharField(
                        blank=True,
                        help_text="How much of the named medicine is given each time (not of each ingredient).",
                        max_length=120,
                        verbose_name="Dose",
                    ),
                ),
                ("directions", models.TextField(blank=True, verbose_name="Directions")),
                ("timing", models.CharField(blank=True, max_length=200, verbose_name="When")),
                (
                    "indication",
                    models.CharField(blank=True, max_length=200, verbose_name="What it is for"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "Active"),
                            ("completed", "Completed"),
                            ("intended", "Intended"),
                            ("stopped", "Stopped"),
                            ("on-hold", "On hold"),
                            ("unknown", "Unknown"),
                            ("not-taken", "Not taken"),
                        ],
                        default="active",
                        max_length=16,
                        verbose_name="Status",
                    ),
                ),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="From")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="Until")),
                (
                    "instruction",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.instruction",
                        verbose_name="The instruction it comes from",
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
                    "responsible",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.contact",
                        verbose_name="Who answers for it, of the people in their life",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MentalHealthAct",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                (
                    "legal_status",
                    models.CharField(
                        help_text="Such as section 117 aftercare",
                        max_length=120,
                        verbose_name="Section or status",
                    ),
                ),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="From")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="Until")),
                (
                    "location_of_document",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Where the original is kept"
                    ),
                ),
                (
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
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
                "verbose_name": "Mental Health Act status",
                "verbose_name_plural": "Mental Health Act statuses",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
                (
                    "is_restricted",
                    models.BooleanField(
                        default=False,
                        help_text="Care workers do not see it; seniors, nurses and managers do",
                        verbose_name="Kept private, as they wish",
                    ),
                ),
                (
                    "restricted_why",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="What they said about who may read it",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                (
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT code"
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
                    "significance",
                    models.TextField(blank=True, verbose_name="What it means for them"),
                ),
                (
                    "urgency",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="How soon it needs support"
                    ),
                ),
                (
                    "assessment",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="records.assessment",
                        verbose_name="Found in the assessment",
                    ),
                ),
                (
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
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
        migrations.AddField(
            model_name="goal",
            name="need",
            field=governance.records.OwnForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="goals",
                to="records.need",
                verbose_name="The need it answers",
            ),
        ),
        migrations.CreateModel(
            name="NursingNeed",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                    "area",
                    models.CharField(
                        choices=[
                            ("eating_and_drinking", "Eating and drinking"),
                            ("personal_care", "Washing and dressing"),
                            ("continence", "Continence"),
                            ("mobility", "Moving about"),
                            ("skin", "Skin"),
                            ("medicines", "Medicines"),
                        ],
                        max_length=30,
                        verbose_name="Area",
                    ),
                ),
                (
                    "answers",
                    records.models.nursing.AnswersField(
                        blank=True, default=dict, verbose_name="What is usual"
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
            name="Observation",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
                (
                    "is_restricted",
                    models.BooleanField(
                        default=False,
                        help_text="Care workers do not see it; seniors, nurses and managers do",
                        verbose_name="Kept private, as they wish",
                    ),
                ),
                (
                    "restricted_why",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="What they said about who may read it",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                (
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT code"
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("strength", "Strength"),
                            ("wish", "Wish"),
                            ("preference", "Preference"),
                            ("daily_living", "Daily living"),
                            ("circumstance", "Circumstance"),
                            ("environment", "Environment"),
                        ],
                        max_length=15,
                        verbose_name="What it is",
                    ),
                ),
                ("text", models.TextField(verbose_name="In words, theirs where possible")),
                (
                    "assessment",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="observations",
                        to="records.assessment",
                        verbose_name="Found in the assessment",
                    ),
                ),
                (
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
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
            name="Outcome",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                (
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT code"
                    ),
                ),
                ("text", models.TextField(verbose_name="What came of it")),
                (
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
                    ),
                ),
                (
                    "goal",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomes",
                        to="records.goal",
                        verbose_name="The goal it answers",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                    "name_suffix",
                    models.CharField(
                        blank=True, max_length=30, verbose_name="Letters after the name"
                    ),
                ),
                (
                    "preferred_name",
                    models.CharField(blank=True, max_length=60, verbose_name="Likes to be called"),
                ),
                (
                    "other_names",
                    models.CharField(
                        blank=True,
                        help_text="Any other name, such as a birth name or alias.",
                        max_length=200,
                        verbose_name="Other or earlier names",
                    ),
                ),
                ("date_of_birth", models.DateField(verbose_name="Date of birth")),
                (
                    "date_of_death",
                    models.DateField(blank=True, null=True, verbose_name="Date of death"),
                ),
                (
                    "local_identifier",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="Our own number for them"
                    ),
                ),
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
                    "religion",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("A", "Baha'i"),
                            ("B", "Buddhist"),
                            ("C", "Christian"),
                            ("D", "Hindu"),
                            ("E", "Jain"),
                            ("F", "Jewish"),
                            ("G", "Muslim"),
                            ("H", "Pagan"),
                            ("I", "Sikh"),
                            ("J", "Zoroastrian"),
                            ("K", "Other"),
                            ("L", "None"),
                            ("M", "Declines to disclose"),
                            ("N", "Patient religion unknown"),
                        ],
                        max_length=1,
                        verbose_name="Religion or belief",
                    ),
                ),
                (
                    "sexual_orientation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1", "Heterosexual or straight"),
                            ("2", "Gay or lesbian"),
                            ("3", "Bisexual"),
                            ("4", "Other sexual orientation not listed"),
                            ("U", "Person asked and does not know or is not sure"),
                            ("Z", "Not stated (person asked but declined to provide a response)"),
                            ("9", "Not known (not recorded)"),
                        ],
                        max_length=1,
                        verbose_name="Sexual orientation",
                    ),
                ),
                (
                    "marital_status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("S", "Single"),
                            ("M", "Married or civil partner"),
                            ("D", "Divorced or person whose civil partnership has been dissolved"),
                            ("W", "Widowed or surviving civil partner"),
                            ("P", "Separated"),
                            ("N", "Not disclosed"),
                        ],
                        max_length=1,
                        verbose_name="Marital status",
                    ),
                ),
                (
                    "disability",
                    models.TextField(blank=True, verbose_name="Disability, in their words"),
                ),
                (
                    "pregnancy_status",
                    models.CharField(blank=True, max_length=60, verbose_name="Pregnancy"),
                ),
                (
                    "accommodation_status",
                    models.CharField(blank=True, max_length=120, verbose_name="Accommodation"),
                ),
                (
                    "employment_status",
                    models.CharField(blank=True, max_length=120, verbose_name="Employment"),
                ),
                (
                    "immigration_status",
                    models.CharField(blank=True, max_length=120, verbose_name="Immigration status"),
                ),
                (
                    "ordinary_residence",
                    models.CharField(
                        blank=True,
                        help_text="The council that answers for their care",
                        max_length=120,
                        verbose_name="Ordinary residence",
                    ),
                ),
                (
                    "first_language",
                    models.CharField(blank=True, max_length=60, verbose_name="First language"),
                ),
                (
                    "other_language",
                    models.CharField(blank=True, max_length=120, verbose_name="Other languages"),
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
                    "preferred_contact",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="How they like to be reached"
                    ),
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
            name="OutcomeVersion",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                (
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT code"
                    ),
                ),
                ("text", models.TextField(verbose_name="What came of it")),
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
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
                    ),
                ),
                (
                    "goal",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.goal",
                        verbose_name="The goal it answers",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="records.outcome",
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
            model_name="outcome",
            name="person",
            field=governance.records.OwnForeignKey(
                db_constraint=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="records.person",
            ),
        ),
        migrations.CreateModel(
            name="ObservationVersion",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
                (
                    "is_restricted",
                    models.BooleanField(
                        default=False,
                        help_text="Care workers do not see it; seniors, nurses and managers do",
                        verbose_name="Kept private, as they wish",
                    ),
                ),
                (
                    "restricted_why",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="What they said about who may read it",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                (
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT code"
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("strength", "Strength"),
                            ("wish", "Wish"),
                            ("preference", "Preference"),
                            ("daily_living", "Daily living"),
                            ("circumstance", "Circumstance"),
                            ("environment", "Environment"),
                        ],
                        max_length=15,
                        verbose_name="What it is",
                    ),
                ),
                ("text", models.TextField(verbose_name="In words, theirs where possible")),
                (
                    "assessment",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.assessment",
                        verbose_name="Found in the assessment",
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
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="records.observation",
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
            model_name="observation",
            name="person",
            field=governance.records.OwnForeignKey(
                db_constraint=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="records.person",
            ),
        ),
        migrations.CreateModel(
            name="NursingNeedVersion",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                    "area",
                    models.CharField(
                        choices=[
                            ("eating_and_drinking", "Eating and drinking"),
                            ("personal_care", "Washing and dressing"),
                            ("continence", "Continence"),
                            ("mobility", "Moving about"),
                            ("skin", "Skin"),
                            ("medicines", "Medicines"),
                        ],
                        max_length=30,
                        verbose_name="Area",
                    ),
                ),
                (
                    "answers",
                    records.models.nursing.AnswersField(
                        blank=True, default=dict, verbose_name="What is usual"
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
                        to="records.nursingneed",
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
            model_name="nursingneed",
            name="person",
            field=governance.records.OwnForeignKey(
                db_constraint=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="records.person",
            ),
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
            name="MentalHealthActVersion",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                (
                    "legal_status",
                    models.CharField(
                        help_text="Such as section 117 aftercare",
                        max_length=120,
                        verbose_name="Section or status",
                    ),
                ),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="From")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="Until")),
                (
                    "location_of_document",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Where the original is kept"
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
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="records.mentalhealthact",
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
            model_name="mentalhealthact",
            name="person",
            field=governance.records.OwnForeignKey(
                db_constraint=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="records.person",
            ),
        ),
        migrations.CreateModel(
            name="MedicationVersion",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT or dm+d code"
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                ("comment", models.TextField(blank=True, verbose_name="Comment")),
                (
                    "name",
                    models.CharField(
                        max_length=200, verbose_name="The medicine, with its strength"
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        blank=True,
                        help_text="Such as tablet or cream",
                        max_length=60,
                        verbose_name="Form",
                    ),
                ),
                (
                    "route",
                    models.CharField(blank=True, max_length=60, verbose_name="How it is taken"),
                ),
                (
                    "site",
                    models.CharField(blank=True, max_length=60, verbose_name="Where on the body"),
                ),
                (
                    "dose",
                    models.CharField(
                        blank=True,
                        help_text="How much of the named medicine is given each time (not of each ingredient).",
                        max_length=120,
                        verbose_name="Dose",
                    ),
                ),
                ("directions", models.TextField(blank=True, verbose_name="Directions")),
                ("timing", models.CharField(blank=True, max_length=200, verbose_name="When")),
                (
                    "indication",
                    models.CharField(blank=True, max_length=200, verbose_name="What it is for"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "Active"),
                            ("completed", "Completed"),
                            ("intended", "Intended"),
                            ("stopped", "Stopped"),
                            ("on-hold", "On hold"),
                            ("unknown", "Unknown"),
                            ("not-taken", "Not taken"),
                        ],
                        default="active",
                        max_length=16,
                        verbose_name="Status",
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
                    "instruction",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.instruction",
                        verbose_name="The instruction it comes from",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="records.medication",
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
                    "responsible",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.contact",
                        verbose_name="Who answers for it, of the people in their life",
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
            model_name="medication",
            name="person",
            field=governance.records.OwnForeignKey(
                db_constraint=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="records.person",
            ),
        ),
        migrations.CreateModel(
            name="LibertyDeprivationVersion",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("requested", "Requested, not decided yet"),
                            ("urgent", "Urgent authorisation in force"),
                            ("standard", "Standard authorisation in force"),
                            ("court", "Court of Protection order in force"),
                            ("refused", "Refused"),
                            ("ended", "Ended"),
                        ],
                        max_length=10,
                        verbose_name="Status",
                    ),
                ),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="From")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="Until")),
                (
                    "conditions",
                    models.TextField(blank=True, verbose_name="Conditions, and how we meet them"),
                ),
                (
                    "location_of_document",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Where the original is kept"
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
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="records.libertydeprivation",
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
            model_name="libertydeprivation",
            name="person",
            field=governance.records.OwnForeignKey(
                db_constraint=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="records.person",
            ),
        ),
        migrations.CreateModel(
            name="InvestigationResultVersion",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                (
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT code"
                    ),
                ),
                ("investigation", models.CharField(max_length=200, verbose_name="The test")),
                (
                    "value",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="The result as a value"
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=30, verbose_name="Its unit")),
                (
                    "usual_range",
                    models.CharField(blank=True, max_length=60, verbose_name="The usual range"),
                ),
                ("text", models.TextField(blank=True, verbose_name="The result in words")),
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
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="records.investigationresult",
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
            model_name="investigationresult",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                (
                    "part_of_day",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("night", "Night"),
                            ("morning", "Morning"),
                            ("afternoon", "Afternoon"),
                            ("evening", "Evening"),
                        ],
                        help_text="Leave empty for any time of the day",
                        max_length=10,
                        verbose_name="Part of the day",
                    ),
                ),
                (
                    "when",
                    models.CharField(
                        blank=True,
                        help_text="Such as 08:00, or before each meal",
                        max_length=120,
                        verbose_name="When exactly",
                    ),
                ),
                (
                    "staff_needed",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="How many staff",
                    ),
                ),
                (
                    "who",
                    models.CharField(
                        blank=True,
                        help_text="A role, a team, a name",
                        max_length=120,
                        verbose_name="Who does it",
                    ),
                ),
                (
                    "strategies",
                    models.TextField(blank=True, verbose_name="How to go about it, and what helps"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("in_progress", "In progress"),
                            ("done", "Done"),
                            ("refused", "Declined by the person"),
                        ],
                        default="in_progress",
                        max_length=12,
                        verbose_name="Status",
                    ),
                ),
                (
                    "confidence",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="From 1, not sure, to 10, certain",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="How sure they are it can be done",
                    ),
                ),
                (
                    "rationale",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="Why it is for a time only"
                    ),
                ),
                (
                    "review_on",
                    models.DateField(blank=True, null=True, verbose_name="Look again on"),
                ),
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
                    "lineage",
                    models.UUIDField(
                        default=governance.ids.uuid7, editable=False, verbose_name="Goes back to"
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
                    "consent",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.informedconsent",
                        verbose_name="The consent to it",
                    ),
                ),
                (
                    "goal",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
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
            name="InformedConsentVersion",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                ("concerns", models.TextField(verbose_name="To what")),
                (
                    "consent_status",
                    models.CharField(
                        choices=[("given", "Given"), ("refused", "Refused")],
                        max_length=10,
                        verbose_name="Answer",
                    ),
                ),
                (
                    "stated_by",
                    models.CharField(
                        help_text="The person themselves, or their attorney or deputy by name",
                        max_length=200,
                        verbose_name="Who said so, and on what authority",
                    ),
                ),
                ("comment", models.TextField(blank=True, verbose_name="Comment")),
                (
                    "location_of_document",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Where the original is kept"
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
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="records.informedconsent",
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
            model_name="informedconsent",
            name="person",
            field=governance.records.OwnForeignKey(
                db_constraint=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="records.person",
            ),
        ),
        migrations.CreateModel(
            name="IncidentVersion",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
                (
                    "is_restricted",
                    models.BooleanField(
                        default=False,
                        help_text="Care workers do not see it; seniors, nurses and managers do",
                        verbose_name="Kept private, as they wish",
                    ),
                ),
                (
                    "restricted_why",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="What they said about who may read it",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                (
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT code"
                    ),
                ),
                ("text", models.TextField(verbose_name="What happened")),
                (
                    "additional_information",
                    models.TextField(
                        blank=True, verbose_name="What was done, and what else to know"
                    ),
                ),
                ("involved", models.TextField(blank=True, verbose_name="Who was involved")),
                (
                    "informed",
                    models.TextField(blank=True, verbose_name="Who was told, when and how"),
                ),
                (
                    "service_provider",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Whose service it was"
                    ),
                ),
                (
                    "location_of_document",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Where the report is kept"
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
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="records.incident",
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
                    "instruction",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.instruction",
                        verbose_name="The instruction it happened under",
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
            model_name="incident",
            name="person",
            field=governance.records.OwnForeignKey(
                db_constraint=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="records.person",
            ),
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
            name="DocumentVersion",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
                (
                    "is_restricted",
                    models.BooleanField(
                        default=False,
                        help_text="Care workers do not see it; seniors, nurses and managers do",
                        verbose_name="Kept private, as they wish",
                    ),
                ),
                (
                    "restricted_why",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="What they said about who may read it",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                ("title", models.CharField(max_length=200, verbose_name="Title")),
                (
                    "document_class",
                    models.CharField(blank=True, max_length=120, verbose_name="Kind of document"),
                ),
                (
                    "written_by",
                    models.CharField(blank=True, max_length=200, verbose_name="Written by"),
                ),
                (
                    "location_of_document",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Where the original is kept"
                    ),
                ),
                (
                    "confidentiality",
                    models.CharField(blank=True, max_length=120, verbose_name="Who may see it"),
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
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
                    ),
                ),
                (
                    "file",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.documentfile",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="records.document",
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
        migrations.CreateModel(
            name="DocumentFileVersion",
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
                ("size", models.PositiveIntegerField(verbose_name="Size in bytes")),
                ("sha256", models.CharField(max_length=64)),
                ("file_name", models.CharField(max_length=200, verbose_name="Name of the file")),
                ("mime_type", models.CharField(max_length=100, verbose_name="Kind of file")),
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
                        to="records.documentfile",
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
            model_name="documentfile",
            name="person",
            field=governance.records.OwnForeignKey(
                db_constraint=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="files",
                to="records.person",
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="person",
            field=governance.records.OwnForeignKey(
                db_constraint=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="records.person",
            ),
        ),
        migrations.CreateModel(
            name="DeviceVersion",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT or dm+d code"
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                ("comment", models.TextField(blank=True, verbose_name="Comment")),
                ("name", models.CharField(max_length=200, verbose_name="The equipment")),
                (
                    "text",
                    models.TextField(blank=True, verbose_name="How it is used and looked after"),
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
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="records.device",
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
                    "responsible",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.contact",
                        verbose_name="Who answers for it, of the people in their life",
                    ),
                ),
                (
                    "instruction",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.instruction",
                        verbose_name="The instruction it comes from",
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
            model_name="device",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
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
                ("rationale", models.TextField(blank=True, verbose_name="Why")),
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
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("personal_contact", "Family, friend or other personal contact"),
                            ("gp", "GP"),
                            ("care_worker", "Health or care professional"),
                            (
                                "local_authority_professional",
                                "Council professional, such as a social worker",
                            ),
                            ("care_team", "Team"),
                            ("care_organisation", "Organisation"),
                        ],
                        default="personal_contact",
                        max_length=30,
                        verbose_name="Who they are",
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
                    "is_proxy",
                    models.BooleanField(
                        default=False, verbose_name="Decides or speaks for the person"
                    ),
                ),
                (
                    "organisation",
                    models.CharField(blank=True, max_length=200, verbose_name="Where they work"),
                ),
                (
                    "identifier",
                    models.CharField(
                        blank=True,
                        help_text="Such as a GMC or NMC number, or the ODS code of an organisation",
                        max_length=60,
                        verbose_name="Registration number or code",
                    ),
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
                        verbose_name="Legal authority",
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
            name="CommunicationVersion",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT or dm+d code"
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                ("comment", models.TextField(blank=True, verbose_name="Comment")),
                ("text", models.TextField(verbose_name="What was said or sent")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("preparation", "Preparation"),
                            ("in-progress", "In progress"),
                            ("not-done", "Not done"),
                            ("on-hold", "On hold"),
                            ("stopped", "Stopped"),
                            ("completed", "Completed"),
                            ("unknown", "Unknown"),
                        ],
                        default="completed",
                        max_length=16,
                        verbose_name="Status",
                    ),
                ),
                (
                    "priority",
                    models.CharField(
                        choices=[
                            ("routine", "Routine"),
                            ("urgent", "Urgent"),
                            ("asap", "As soon as possible"),
                            ("stat", "Immediately"),
                        ],
                        default="routine",
                        max_length=10,
                        verbose_name="Priority",
                    ),
                ),
                (
                    "medium",
                    models.CharField(
                        blank=True, help_text="Such as telephone", max_length=60, verbose_name="How"
                    ),
                ),
                ("sender", models.CharField(max_length=200, verbose_name="From")),
                ("recipient", models.CharField(max_length=200, verbose_name="To")),
                ("sent_on", models.DateField(blank=True, null=True, verbose_name="Sent on")),
                ("sent_time", models.TimeField(blank=True, null=True, verbose_name="Sent at")),
                (
                    "received_on",
                    models.DateField(blank=True, null=True, verbose_name="Received on"),
                ),
                (
                    "received_time",
                    models.TimeField(blank=True, null=True, verbose_name="Received at"),
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
                        to="records.communication",
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
                    "responsible",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.contact",
                        verbose_name="Who answers for it, of the people in their life",
                    ),
                ),
                (
                    "instruction",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.instruction",
                        verbose_name="The instruction it comes from",
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
            model_name="communication",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                    "triggers",
                    models.TextField(
                        blank=True,
                        help_text="At least one thing",
                        verbose_name="What may go wrong, and what sets it off",
                    ),
                ),
                (
                    "contingency",
                    models.TextField(
                        blank=True,
                        help_text="Step by step, in short lines",
                        verbose_name="What we do if something goes wrong",
                    ),
                ),
                (
                    "who_to_contact",
                    models.TextField(blank=True, verbose_name="Who to tell, and how"),
                ),
                (
                    "warning_signs",
                    models.TextField(blank=True, verbose_name="Early signs to watch for"),
                ),
                (
                    "coping_strategies",
                    models.TextField(blank=True, verbose_name="What helps them cope"),
                ),
                (
                    "kept_ready",
                    models.TextField(blank=True, verbose_name="Medicines and equipment kept ready"),
                ),
                ("review_on", models.DateField(blank=True, null=True, verbose_name="Next review")),
                (
                    "other_documents",
                    models.TextField(
                        blank=True, verbose_name="Other plans and documents that go with it"
                    ),
                ),
                (
                    "where_prepared",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Where it was written"
                    ),
                ),
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
                    "review_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Who answers for the review",
                    ),
                ),
                (
                    "consent",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.informedconsent",
                        verbose_name="The consent to it",
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
            name="CapacityAssessmentVersion",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                ("decision", models.TextField(verbose_name="The decision to be made")),
                (
                    "impairment",
                    models.TextField(blank=True, verbose_name="What affects the mind or brain"),
                ),
                (
                    "help_given",
                    models.TextField(blank=True, verbose_name="What was done to help them decide"),
                ),
                (
                    "understands",
                    models.CharField(
                        choices=[
                            ("not_asked", "Not asked yet"),
                            ("yes", "Yes"),
                            ("no", "No"),
                            ("declined", "Asked, and preferred not to say"),
                        ],
                        default="not_asked",
                        max_length=10,
                        verbose_name="Understands what matters to it",
                    ),
                ),
                (
                    "retains",
                    models.CharField(
                        choices=[
                            ("not_asked", "Not asked yet"),
                            ("yes", "Yes"),
                            ("no", "No"),
                            ("declined", "Asked, and preferred not to say"),
                        ],
                        default="not_asked",
                        max_length=10,
                        verbose_name="Retains it long enough",
                    ),
                ),
                (
                    "weighs",
                    models.CharField(
                        choices=[
                            ("not_asked", "Not asked yet"),
                            ("yes", "Yes"),
                            ("no", "No"),
                            ("declined", "Asked, and preferred not to say"),
                        ],
                        default="not_asked",
                        max_length=10,
                        verbose_name="Uses and weighs it",
                    ),
                ),
                (
                    "communicates",
                    models.CharField(
                        choices=[
                            ("not_asked", "Not asked yet"),
                            ("yes", "Yes"),
                            ("no", "No"),
                            ("declined", "Asked, and preferred not to say"),
                        ],
                        default="not_asked",
                        max_length=10,
                        verbose_name="Can say what they decide",
                    ),
                ),
                (
                    "finding",
                    models.CharField(
                        choices=[
                            ("has_capacity", "Has capacity for this decision"),
                            ("lacks_capacity", "Lacks capacity for this decision"),
                            ("not_concluded", "Not concluded yet"),
                        ],
                        max_length=15,
                        verbose_name="Finding",
                    ),
                ),
                ("evidence", models.TextField(verbose_name="What shows it")),
                (
                    "best_interests",
                    models.TextField(
                        blank=True, verbose_name="What was decided in their best interests"
                    ),
                ),
                (
                    "review_on",
                    models.DateField(blank=True, null=True, verbose_name="Look again on"),
                ),
                (
                    "location_of_document",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Where the papers are kept"
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
                        to="records.capacityassessment",
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
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
                    ),
                ),
                (
                    "consent",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.informedconsent",
                        verbose_name="The consent to it",
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
            model_name="capacityassessment",
            name="person",
            field=governance.records.OwnForeignKey(
                db_constraint=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="records.person",
            ),
        ),
        migrations.CreateModel(
            name="AssessmentVersion",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                (
                    "assessment_type",
                    models.CharField(
                        choices=[
                            ("care_needs_assessment", "Care needs assessment"),
                            ("risk_assessment", "Risk assessment"),
                        ],
                        max_length=25,
                        verbose_name="Kind of assessment",
                    ),
                ),
                ("rationale", models.TextField(blank=True, verbose_name="Why it was made")),
                ("summary", models.TextField(verbose_name="What was found, in a few sentences")),
                (
                    "understands_risks",
                    models.TextField(
                        blank=True, verbose_name="How the person understands their risks"
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
                        to="records.assessment",
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
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
                    ),
                ),
                (
                    "consent",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.informedconsent",
                        verbose_name="The consent to it",
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
            model_name="assessment",
            name="person",
            field=governance.records.OwnForeignKey(
                db_constraint=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="records.person",
            ),
        ),
        migrations.CreateModel(
            name="AskedVersion",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                ("question", models.CharField(max_length=100, verbose_name="What was asked")),
                ("about", models.UUIDField(null=True, verbose_name="About which record")),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("none_known", "There are none, or it does not apply"),
                            ("declined", "They preferred not to say"),
                            ("not_known", "They, and those who know them, do not know"),
                        ],
                        max_length=10,
                        verbose_name="What came of it",
                    ),
                ),
                (
                    "comment",
                    models.CharField(blank=True, max_length=200, verbose_name="Who said so"),
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
                        to="records.asked",
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
            model_name="asked",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                (
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT code"
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
                    "certainty",
                    models.CharField(
                        choices=[
                            ("confirmed", "Confirmed"),
                            ("likely", "Likely"),
                            ("unlikely", "Unlikely"),
                            ("not-stated", "Not stated"),
                        ],
                        default="not-stated",
                        max_length=12,
                        verbose_name="How certain it is",
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
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                (
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT code"
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
                ("involved", models.TextField(blank=True, verbose_name="Who is involved")),
                ("informed", models.TextField(blank=True, verbose_name="Who was told")),
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
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
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
            name="AdvanceStatementVersion",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                ("statement", models.TextField(verbose_name="What they want to be known")),
                (
                    "location_of_document",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Where the original is kept"
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
                        to="records.advancestatement",
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
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
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
            model_name="advancestatement",
            name="person",
            field=governance.records.OwnForeignKey(
                db_constraint=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="records.person",
            ),
        ),
        migrations.CreateModel(
            name="AdvanceDecisionVersion",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                (
                    "refuses",
                    models.TextField(verbose_name="What they refuse, and in which circumstances"),
                ),
                ("comment", models.TextField(blank=True, verbose_name="Comment")),
                (
                    "location_of_document",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Where the original is kept"
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
                        to="records.advancedecision",
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
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
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
            model_name="advancedecision",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                (
                    "admitted_time",
                    models.TimeField(
                        blank=True,
                        help_text="The first plan is due 24 hours later",
                        null=True,
                        verbose_name="At what time",
                    ),
                ),
                ("rationale", models.TextField(blank=True, verbose_name="Why they came")),
                (
                    "method",
                    models.CharField(
                        blank=True,
                        help_text="How: planned, emergency, transfer.",
                        max_length=120,
                        verbose_name="How it was arranged",
                    ),
                ),
                (
                    "came_from",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="Where they came from"
                    ),
                ),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="Ended")),
                (
                    "ending",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="How and why it ended"
                    ),
                ),
                (
                    "went_to",
                    models.CharField(blank=True, max_length=120, verbose_name="Where they went"),
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
            name="AbsenceVersion",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                    "whereabouts",
                    models.CharField(
                        choices=[
                            ("hospital", "In hospital"),
                            ("leave", "On leave"),
                            ("other", "Away"),
                        ],
                        max_length=10,
                        verbose_name="Where they are",
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        blank=True,
                        help_text="Ward and telephone",
                        max_length=200,
                        verbose_name="Which hospital, or with whom",
                    ),
                ),
                ("started_on", models.DateField(verbose_name="Away from")),
                (
                    "expected_on",
                    models.DateField(blank=True, null=True, verbose_name="Expected back on"),
                ),
                (
                    "ended_on",
                    models.DateField(
                        blank=True,
                        help_text="The day on which they were here again",
                        null=True,
                        verbose_name="Back on",
                    ),
                ),
                ("comment", models.TextField(blank=True, verbose_name="What to know meanwhile")),
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
                        to="records.absence",
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
            model_name="absence",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                    "uprn",
                    models.CharField(
                        blank=True, max_length=12, verbose_name="Unique property reference number"
                    ),
                ),
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                    "uprn",
                    models.CharField(
                        blank=True, max_length=12, verbose_name="Unique property reference number"
                    ),
                ),
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                    "name_suffix",
                    models.CharField(
                        blank=True, max_length=30, verbose_name="Letters after the name"
                    ),
                ),
                (
                    "preferred_name",
                    models.CharField(blank=True, max_length=60, verbose_name="Likes to be called"),
                ),
                (
                    "other_names",
                    models.CharField(
                        blank=True,
                        help_text="Any other name, such as a birth name or alias.",
                        max_length=200,
                        verbose_name="Other or earlier names",
                    ),
                ),
                ("date_of_birth", models.DateField(verbose_name="Date of birth")),
                (
                    "date_of_death",
                    models.DateField(blank=True, null=True, verbose_name="Date of death"),
                ),
                (
                    "local_identifier",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="Our own number for them"
                    ),
                ),
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
                    "religion",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("A", "Baha'i"),
                            ("B", "Buddhist"),
                            ("C", "Christian"),
                            ("D", "Hindu"),
                            ("E", "Jain"),
                            ("F", "Jewish"),
                            ("G", "Muslim"),
                            ("H", "Pagan"),
                            ("I", "Sikh"),
                            ("J", "Zoroastrian"),
                            ("K", "Other"),
                            ("L", "None"),
                            ("M", "Declines to disclose"),
                            ("N", "Patient religion unknown"),
                        ],
                        max_length=1,
                        verbose_name="Religion or belief",
                    ),
                ),
                (
                    "sexual_orientation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1", "Heterosexual or straight"),
                            ("2", "Gay or lesbian"),
                            ("3", "Bisexual"),
                            ("4", "Other sexual orientation not listed"),
                            ("U", "Person asked and does not know or is not sure"),
                            ("Z", "Not stated (person asked but declined to provide a response)"),
                            ("9", "Not known (not recorded)"),
                        ],
                        max_length=1,
                        verbose_name="Sexual orientation",
                    ),
                ),
                (
                    "marital_status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("S", "Single"),
                            ("M", "Married or civil partner"),
                            ("D", "Divorced or person whose civil partnership has been dissolved"),
                            ("W", "Widowed or surviving civil partner"),
                            ("P", "Separated"),
                            ("N", "Not disclosed"),
                        ],
                        max_length=1,
                        verbose_name="Marital status",
                    ),
                ),
                (
                    "disability",
                    models.TextField(blank=True, verbose_name="Disability, in their words"),
                ),
                (
                    "pregnancy_status",
                    models.CharField(blank=True, max_length=60, verbose_name="Pregnancy"),
                ),
                (
                    "accommodation_status",
                    models.CharField(blank=True, max_length=120, verbose_name="Accommodation"),
                ),
                (
                    "employment_status",
                    models.CharField(blank=True, max_length=120, verbose_name="Employment"),
                ),
                (
                    "immigration_status",
                    models.CharField(blank=True, max_length=120, verbose_name="Immigration status"),
                ),
                (
                    "ordinary_residence",
                    models.CharField(
                        blank=True,
                        help_text="The council that answers for their care",
                        max_length=120,
                        verbose_name="Ordinary residence",
                    ),
                ),
                (
                    "first_language",
                    models.CharField(blank=True, max_length=60, verbose_name="First language"),
                ),
                (
                    "other_language",
                    models.CharField(blank=True, max_length=120, verbose_name="Other languages"),
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
                    "preferred_contact",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="How they like to be reached"
                    ),
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
            name="PlanComment",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                ("text", models.TextField(verbose_name="Comment")),
                (
                    "web_address",
                    models.URLField(
                        blank=True,
                        help_text="An address that begins with https://",
                        max_length=500,
                        verbose_name="Web page",
                    ),
                ),
                (
                    "care_plan",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="records.careplan",
                    ),
                ),
                (
                    "document",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.document",
                        verbose_name="The document it is about",
                    ),
                ),
                (
                    "need",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.need",
                        verbose_name="The need it is about",
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
                "verbose_name": "comment on a plan",
                "verbose_name_plural": "comments on plans",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PowerOfAttorney",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                (
                    "power_type",
                    models.CharField(
                        choices=[
                            ("health-and-welfare", "Health and welfare"),
                            ("property-and-financial-affairs", "Property and financial affairs"),
                        ],
                        max_length=40,
                        verbose_name="For what",
                    ),
                ),
                (
                    "registered",
                    models.CharField(
                        choices=[
                            ("not_asked", "Not asked yet"),
                            ("yes", "Yes"),
                            ("no", "No"),
                            ("declined", "Asked, and preferred not to say"),
                        ],
                        default="not_asked",
                        max_length=10,
                        verbose_name="Registered with the Office of the Public Guardian",
                    ),
                ),
                ("limits", models.TextField(blank=True, verbose_name="Limits and instructions")),
                (
                    "location_of_document",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Where the original is kept"
                    ),
                ),
                (
                    "attorney",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="powers_held",
                        to="records.contact",
                        verbose_name="The attorney",
                    ),
                ),
                (
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
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
                "verbose_name": "lasting power of attorney",
                "verbose_name_plural": "lasting powers of attorney",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PowerOfAttorneyVersion",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                (
                    "power_type",
                    models.CharField(
                        choices=[
                            ("health-and-welfare", "Health and welfare"),
                            ("property-and-financial-affairs", "Property and financial affairs"),
                        ],
                        max_length=40,
                        verbose_name="For what",
                    ),
                ),
                (
                    "registered",
                    models.CharField(
                        choices=[
                            ("not_asked", "Not asked yet"),
                            ("yes", "Yes"),
                            ("no", "No"),
                            ("declined", "Asked, and preferred not to say"),
                        ],
                        default="not_asked",
                        max_length=10,
                        verbose_name="Registered with the Office of the Public Guardian",
                    ),
                ),
                ("limits", models.TextField(blank=True, verbose_name="Limits and instructions")),
                (
                    "location_of_document",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Where the original is kept"
                    ),
                ),
                (
                    "attorney",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.contact",
                        verbose_name="The attorney",
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
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
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
                        to="records.powerofattorney",
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
            name="Problem",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
                (
                    "is_restricted",
                    models.BooleanField(
                        default=False,
                        help_text="Care workers do not see it; seniors, nurses and managers do",
                        verbose_name="Kept private, as they wish",
                    ),
                ),
                (
                    "restricted_why",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="What they said about who may read it",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                (
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT code"
                    ),
                ),
                ("text", models.CharField(max_length=200, verbose_name="The problem")),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="Since")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="Until")),
                (
                    "comment",
                    models.TextField(
                        blank=True, help_text="The problem in words.", verbose_name="Comment"
                    ),
                ),
                (
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
                (
                    "is_restricted",
                    models.BooleanField(
                        default=False,
                        help_text="Care workers do not see it; seniors, nurses and managers do",
                        verbose_name="Kept private, as they wish",
                    ),
                ),
                (
                    "restricted_why",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="What they said about who may read it",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                (
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT code"
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
                    "significance",
                    models.TextField(blank=True, verbose_name="What it means for them"),
                ),
                (
                    "urgency",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="How soon it needs support"
                    ),
                ),
                (
                    "assessment",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.assessment",
                        verbose_name="Found in the assessment",
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
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
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
                (
                    "problem",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.problem",
                        verbose_name="The problem it comes from",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="need",
            name="problem",
            field=governance.records.OwnForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="needs",
                to="records.problem",
                verbose_name="The problem it comes from",
            ),
        ),
        migrations.CreateModel(
            name="ProblemVersion",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
                (
                    "is_restricted",
                    models.BooleanField(
                        default=False,
                        help_text="Care workers do not see it; seniors, nurses and managers do",
                        verbose_name="Kept private, as they wish",
                    ),
                ),
                (
                    "restricted_why",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="What they said about who may read it",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                (
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT code"
                    ),
                ),
                ("text", models.CharField(max_length=200, verbose_name="The problem")),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="Since")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="Until")),
                (
                    "comment",
                    models.TextField(
                        blank=True, help_text="The problem in words.", verbose_name="Comment"
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
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
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
                        to="records.problem",
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
            name="Procedure",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT or dm+d code"
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                ("comment", models.TextField(blank=True, verbose_name="Comment")),
                ("text", models.CharField(max_length=200, verbose_name="The procedure")),
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "body_site",
                    models.CharField(blank=True, max_length=120, verbose_name="Where on the body"),
                ),
                (
                    "instruction",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.instruction",
                        verbose_name="The instruction it comes from",
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
                (
                    "responsible",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.contact",
                        verbose_name="Who answers for it, of the people in their life",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProcedureVersion",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT or dm+d code"
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                ("comment", models.TextField(blank=True, verbose_name="Comment")),
                ("text", models.CharField(max_length=200, verbose_name="The procedure")),
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "body_site",
                    models.CharField(blank=True, max_length=120, verbose_name="Where on the body"),
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
                    "instruction",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.instruction",
                        verbose_name="The instruction it comes from",
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
                        to="records.procedure",
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
                    "responsible",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.contact",
                        verbose_name="Who answers for it, of the people in their life",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Referral",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT or dm+d code"
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                ("comment", models.TextField(blank=True, verbose_name="Comment")),
                ("referred_to", models.CharField(max_length=200, verbose_name="Referred to")),
                ("rationale", models.TextField(verbose_name="Why")),
                (
                    "criteria",
                    models.TextField(
                        blank=True,
                        help_text="Whether the service's criteria are met, which ones, and why refer if they are not.",
                        verbose_name="What they ask for before they accept",
                    ),
                ),
                (
                    "urgency",
                    models.CharField(
                        choices=[
                            ("routine", "Routine"),
                            ("urgent", "Urgent"),
                            ("asap", "As soon as possible"),
                            ("stat", "Immediately"),
                        ],
                        default="routine",
                        max_length=10,
                        verbose_name="Urgency",
                    ),
                ),
                (
                    "referrer",
                    models.CharField(blank=True, max_length=200, verbose_name="Referred by"),
                ),
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "instruction",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.instruction",
                        verbose_name="The instruction it comes from",
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
                (
                    "responsible",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.contact",
                        verbose_name="Who answers for it, of the people in their life",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReferralVersion",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT or dm+d code"
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                ("comment", models.TextField(blank=True, verbose_name="Comment")),
                ("referred_to", models.CharField(max_length=200, verbose_name="Referred to")),
                ("rationale", models.TextField(verbose_name="Why")),
                (
                    "criteria",
                    models.TextField(
                        blank=True,
                        help_text="Whether the service's criteria are met, which ones, and why refer if they are not.",
                        verbose_name="What they ask for before they accept",
                    ),
                ),
                (
                    "urgency",
                    models.CharField(
                        choices=[
                            ("routine", "Routine"),
                            ("urgent", "Urgent"),
                            ("asap", "As soon as possible"),
                            ("stat", "Immediately"),
                        ],
                        default="routine",
                        max_length=10,
                        verbose_name="Urgency",
                    ),
                ),
                (
                    "referrer",
                    models.CharField(blank=True, max_length=200, verbose_name="Referred by"),
                ),
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
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
                    "instruction",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.instruction",
                        verbose_name="The instruction it comes from",
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
                        to="records.referral",
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
                    "responsible",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.contact",
                        verbose_name="Who answers for it, of the people in their life",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                        help_text="Name and role",
                        max_length=200,
                        verbose_name="Who agreed or decided it for them",
                    ),
                ),
                (
                    "authority",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("attorney", "Lasting power of attorney for health and welfare"),
                            ("deputy", "Deputy of the Court of Protection for personal welfare"),
                            ("decision_maker", "Decision-maker under the Mental Capacity Act"),
                            (
                                "consulted",
                                "None: family or friend who was asked what the person would want",
                            ),
                        ],
                        max_length=15,
                        verbose_name="On what authority",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                        help_text="Name and role",
                        max_length=200,
                        verbose_name="Who agreed or decided it for them",
                    ),
                ),
                (
                    "authority",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("attorney", "Lasting power of attorney for health and welfare"),
                            ("deputy", "Deputy of the Court of Protection for personal welfare"),
                            ("decision_maker", "Decision-maker under the Mental Capacity Act"),
                            (
                                "consulted",
                                "None: family or friend who was asked what the person would want",
                            ),
                        ],
                        max_length=15,
                        verbose_name="On what authority",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
                (
                    "is_restricted",
                    models.BooleanField(
                        default=False,
                        help_text="Care workers do not see it; seniors, nurses and managers do",
                        verbose_name="Kept private, as they wish",
                    ),
                ),
                (
                    "restricted_why",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="What they said about who may read it",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                (
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT code"
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
                (
                    "understanding",
                    models.TextField(blank=True, verbose_name="How the person understands it"),
                ),
                ("triggers", models.TextField(blank=True, verbose_name="What sets it off")),
                (
                    "relapse_indicators",
                    models.TextField(blank=True, verbose_name="Signs that it is coming back"),
                ),
                ("involved", models.TextField(blank=True, verbose_name="Who is involved")),
                ("informed", models.TextField(blank=True, verbose_name="Who was told")),
                ("comment", models.TextField(blank=True, verbose_name="Comment")),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="From")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="Until")),
                (
                    "review_on",
                    models.DateField(blank=True, null=True, verbose_name="Look again on"),
                ),
                (
                    "assessment",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="risks",
                        to="records.assessment",
                        verbose_name="Found in the assessment",
                    ),
                ),
                (
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
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
            name="PlanCommentVersion",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                ("text", models.TextField(verbose_name="Comment")),
                (
                    "web_address",
                    models.URLField(
                        blank=True,
                        help_text="An address that begins with https://",
                        max_length=500,
                        verbose_name="Web page",
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
                    "document",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.document",
                        verbose_name="The document it is about",
                    ),
                ),
                (
                    "need",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.need",
                        verbose_name="The need it is about",
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
                        to="records.plancomment",
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
                    "risk",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.risk",
                        verbose_name="The risk it is about",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="plancomment",
            name="risk",
            field=governance.records.OwnForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="records.risk",
                verbose_name="The risk it is about",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                    "importance",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="From 1, a little, to 10, most of all",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="How much it matters to them",
                    ),
                ),
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
                ("started_on", models.DateField(blank=True, null=True, verbose_name="From")),
                ("target_on", models.DateField(blank=True, null=True, verbose_name="Wanted by")),
                (
                    "lineage",
                    models.UUIDField(
                        default=governance.ids.uuid7, editable=False, verbose_name="Goes back to"
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
                    "step_towards",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.goal",
                        verbose_name="The bigger goal it is a step towards",
                    ),
                ),
                (
                    "need",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
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
                (
                    "risk",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.risk",
                        verbose_name="Or the risk it answers",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="goal",
            name="risk",
            field=governance.records.OwnForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="goals",
                to="records.risk",
                verbose_name="Or the risk it answers",
            ),
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
                (
                    "is_restricted",
                    models.BooleanField(
                        default=False,
                        help_text="Care workers do not see it; seniors, nurses and managers do",
                        verbose_name="Kept private, as they wish",
                    ),
                ),
                (
                    "restricted_why",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="What they said about who may read it",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                (
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT code"
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
                (
                    "understanding",
                    models.TextField(blank=True, verbose_name="How the person understands it"),
                ),
                ("triggers", models.TextField(blank=True, verbose_name="What sets it off")),
                (
                    "relapse_indicators",
                    models.TextField(blank=True, verbose_name="Signs that it is coming back"),
                ),
                ("involved", models.TextField(blank=True, verbose_name="Who is involved")),
                ("informed", models.TextField(blank=True, verbose_name="Who was told")),
                ("comment", models.TextField(blank=True, verbose_name="Comment")),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="From")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="Until")),
                (
                    "review_on",
                    models.DateField(blank=True, null=True, verbose_name="Look again on"),
                ),
                (
                    "assessment",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.assessment",
                        verbose_name="Found in the assessment",
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
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
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
        migrations.CreateModel(
            name="SafeguardingConcern",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
                (
                    "is_restricted",
                    models.BooleanField(
                        default=False,
                        help_text="Care workers do not see it; seniors, nurses and managers do",
                        verbose_name="Kept private, as they wish",
                    ),
                ),
                (
                    "restricted_why",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="What they said about who may read it",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                (
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT code"
                    ),
                ),
                (
                    "concern_type",
                    models.CharField(
                        choices=[
                            ("physical", "Physical abuse"),
                            ("domestic", "Domestic abuse"),
                            ("sexual", "Sexual abuse"),
                            ("psychological", "Psychological abuse"),
                            ("financial", "Financial or material abuse"),
                            ("modern-slavery", "Modern slavery"),
                            ("discriminatory", "Discriminatory abuse"),
                            ("organisational", "Organisational abuse"),
                            ("neglect", "Neglect and acts of omission"),
                            ("self-neglect", "Self-neglect"),
                        ],
                        max_length=20,
                        verbose_name="What kind of harm",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        help_text="What was seen or heard, in their own words",
                        verbose_name="The concern",
                    ),
                ),
                ("involved", models.TextField(blank=True, verbose_name="Who is involved")),
                (
                    "informed",
                    models.TextField(blank=True, verbose_name="Who was told, when and how"),
                ),
                (
                    "location_of_document",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Where the papers are kept"
                    ),
                ),
                (
                    "assessment",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="safeguarding_concerns",
                        to="records.assessment",
                        verbose_name="Found in the assessment",
                    ),
                ),
                (
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
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
            name="SafeguardingConcernVersion",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
                (
                    "is_restricted",
                    models.BooleanField(
                        default=False,
                        help_text="Care workers do not see it; seniors, nurses and managers do",
                        verbose_name="Kept private, as they wish",
                    ),
                ),
                (
                    "restricted_why",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="What they said about who may read it",
                    ),
                ),
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
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=records.models.base.location_types,
                        max_length=5,
                        verbose_name="Kind of place",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                (
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT code"
                    ),
                ),
                (
                    "concern_type",
                    models.CharField(
                        choices=[
                            ("physical", "Physical abuse"),
                            ("domestic", "Domestic abuse"),
                            ("sexual", "Sexual abuse"),
                            ("psychological", "Psychological abuse"),
                            ("financial", "Financial or material abuse"),
                            ("modern-slavery", "Modern slavery"),
                            ("discriminatory", "Discriminatory abuse"),
                            ("organisational", "Organisational abuse"),
                            ("neglect", "Neglect and acts of omission"),
                            ("self-neglect", "Self-neglect"),
                        ],
                        max_length=20,
                        verbose_name="What kind of harm",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        help_text="What was seen or heard, in their own words",
                        verbose_name="The concern",
                    ),
                ),
                ("involved", models.TextField(blank=True, verbose_name="Who is involved")),
                (
                    "informed",
                    models.TextField(blank=True, verbose_name="Who was told, when and how"),
                ),
                (
                    "location_of_document",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Where the papers are kept"
                    ),
                ),
                (
                    "assessment",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.assessment",
                        verbose_name="Found in the assessment",
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
                    "care_actor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.contact",
                        verbose_name="Who took part, of the people in their life",
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
                        to="records.safeguardingconcern",
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
            name="Service",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT or dm+d code"
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                ("comment", models.TextField(blank=True, verbose_name="Comment")),
                ("description", models.TextField(verbose_name="The service")),
                (
                    "service_type",
                    models.CharField(blank=True, max_length=120, verbose_name="Kind of service"),
                ),
                (
                    "package_name",
                    models.CharField(
                        blank=True,
                        help_text="Name of the package, for example reablement.",
                        max_length=120,
                        verbose_name="Name of the package",
                    ),
                ),
                (
                    "package_type",
                    models.CharField(blank=True, max_length=120, verbose_name="Kind of package"),
                ),
                ("schedule", models.CharField(blank=True, max_length=200, verbose_name="When")),
                (
                    "funding_source",
                    models.CharField(blank=True, max_length=120, verbose_name="Who pays"),
                ),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="From")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="Until")),
                (
                    "instruction",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.instruction",
                        verbose_name="The instruction it comes from",
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
                (
                    "responsible",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.contact",
                        verbose_name="Who answers for it, of the people in their life",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ServiceVersion",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT or dm+d code"
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                ("comment", models.TextField(blank=True, verbose_name="Comment")),
                ("description", models.TextField(verbose_name="The service")),
                (
                    "service_type",
                    models.CharField(blank=True, max_length=120, verbose_name="Kind of service"),
                ),
                (
                    "package_name",
                    models.CharField(
                        blank=True,
                        help_text="Name of the package, for example reablement.",
                        max_length=120,
                        verbose_name="Name of the package",
                    ),
                ),
                (
                    "package_type",
                    models.CharField(blank=True, max_length=120, verbose_name="Kind of package"),
                ),
                ("schedule", models.CharField(blank=True, max_length=200, verbose_name="When")),
                (
                    "funding_source",
                    models.CharField(blank=True, max_length=120, verbose_name="Who pays"),
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
                    "instruction",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.instruction",
                        verbose_name="The instruction it comes from",
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
                        to="records.service",
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
                    "responsible",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.contact",
                        verbose_name="Who answers for it, of the people in their life",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SupportedBy",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                ("role", models.CharField(blank=True, max_length=120, verbose_name="As what")),
                ("is_key_worker", models.BooleanField(default=False, verbose_name="Key worker")),
                ("care_team", models.CharField(blank=True, max_length=120, verbose_name="Team")),
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
                (
                    "worker",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Who",
                    ),
                ),
            ],
            options={
                "verbose_name": "supporting member of staff",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SupportedByVersion",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                ("role", models.CharField(blank=True, max_length=120, verbose_name="As what")),
                ("is_key_worker", models.BooleanField(default=False, verbose_name="Key worker")),
                ("care_team", models.CharField(blank=True, max_length=120, verbose_name="Team")),
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
                        to="records.supportedby",
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
                    "worker",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Who",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SupportPlan",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                    "name",
                    models.CharField(
                        help_text="Such as wound, diet, behaviour or discharge",
                        max_length=200,
                        verbose_name="Name of the plan",
                    ),
                ),
                ("text", models.TextField(verbose_name="What it says")),
                (
                    "from_whom",
                    models.CharField(
                        blank=True,
                        help_text="Name and role, such as the dietitian",
                        max_length=200,
                        verbose_name="From whom",
                    ),
                ),
                ("review_on", models.DateField(blank=True, null=True, verbose_name="Review on")),
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
                (
                    "review_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Who of our staff answers for it",
                    ),
                ),
            ],
            options={
                "verbose_name": "other plan",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SupportPlanVersion",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                    "name",
                    models.CharField(
                        help_text="Such as wound, diet, behaviour or discharge",
                        max_length=200,
                        verbose_name="Name of the plan",
                    ),
                ),
                ("text", models.TextField(verbose_name="What it says")),
                (
                    "from_whom",
                    models.CharField(
                        blank=True,
                        help_text="Name and role, such as the dietitian",
                        max_length=200,
                        verbose_name="From whom",
                    ),
                ),
                ("review_on", models.DateField(blank=True, null=True, verbose_name="Review on")),
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
                        to="records.supportplan",
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
                    "review_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Who of our staff answers for it",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Task",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT or dm+d code"
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                ("comment", models.TextField(blank=True, verbose_name="Comment")),
                ("description", models.TextField(verbose_name="What is to be done")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("requested", "Requested"),
                            ("received", "Received"),
                            ("accepted", "Accepted"),
                            ("rejected", "Rejected"),
                            ("ready", "Ready"),
                            ("cancelled", "Cancelled"),
                            ("in-progress", "In progress"),
                            ("on-hold", "On hold"),
                            ("failed", "Failed"),
                            ("completed", "Completed"),
                        ],
                        default="requested",
                        max_length=16,
                        verbose_name="Status",
                    ),
                ),
                (
                    "priority",
                    models.CharField(
                        choices=[
                            ("routine", "Routine"),
                            ("urgent", "Urgent"),
                            ("asap", "As soon as possible"),
                            ("stat", "Immediately"),
                        ],
                        default="routine",
                        max_length=10,
                        verbose_name="Priority",
                    ),
                ),
                (
                    "intent",
                    models.CharField(
                        choices=[
                            ("unknown", "Unknown"),
                            ("proposal", "Proposal"),
                            ("plan", "Plan"),
                            ("order", "Order"),
                            ("original-order", "Original order"),
                            ("reflex-order", "Reflex order"),
                            ("filler-order", "Filler order"),
                            ("instance-order", "Instance order"),
                            ("option", "Option"),
                        ],
                        default="plan",
                        max_length=16,
                        verbose_name="Intent",
                    ),
                ),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="From")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="By")),
                ("part_of", models.TextField(blank=True, verbose_name="What else it belongs with")),
                (
                    "instruction",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.instruction",
                        verbose_name="The instruction it comes from",
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
                (
                    "responsible",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.contact",
                        verbose_name="Who answers for it, of the people in their life",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TaskVersion",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT or dm+d code"
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                ("comment", models.TextField(blank=True, verbose_name="Comment")),
                ("description", models.TextField(verbose_name="What is to be done")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("requested", "Requested"),
                            ("received", "Received"),
                            ("accepted", "Accepted"),
                            ("rejected", "Rejected"),
                            ("ready", "Ready"),
                            ("cancelled", "Cancelled"),
                            ("in-progress", "In progress"),
                            ("on-hold", "On hold"),
                            ("failed", "Failed"),
                            ("completed", "Completed"),
                        ],
                        default="requested",
                        max_length=16,
                        verbose_name="Status",
                    ),
                ),
                (
                    "priority",
                    models.CharField(
                        choices=[
                            ("routine", "Routine"),
                            ("urgent", "Urgent"),
                            ("asap", "As soon as possible"),
                            ("stat", "Immediately"),
                        ],
                        default="routine",
                        max_length=10,
                        verbose_name="Priority",
                    ),
                ),
                (
                    "intent",
                    models.CharField(
                        choices=[
                            ("unknown", "Unknown"),
                            ("proposal", "Proposal"),
                            ("plan", "Plan"),
                            ("order", "Order"),
                            ("original-order", "Original order"),
                            ("reflex-order", "Reflex order"),
                            ("filler-order", "Filler order"),
                            ("instance-order", "Instance order"),
                            ("option", "Option"),
                        ],
                        default="plan",
                        max_length=16,
                        verbose_name="Intent",
                    ),
                ),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="From")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="By")),
                ("part_of", models.TextField(blank=True, verbose_name="What else it belongs with")),
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
                    "instruction",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.instruction",
                        verbose_name="The instruction it comes from",
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
                        to="records.task",
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
                    "responsible",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.contact",
                        verbose_name="Who answers for it, of the people in their life",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TransferOfCare",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT or dm+d code"
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                ("comment", models.TextField(blank=True, verbose_name="Comment")),
                (
                    "transfer_from",
                    models.CharField(
                        help_text="Who hands over: person, practice, department, team, care home and so on.",
                        max_length=200,
                        verbose_name="From",
                    ),
                ),
                ("transfer_to", models.CharField(max_length=200, verbose_name="To")),
                (
                    "rationale",
                    models.TextField(
                        help_text="Why, which may include a carer's concern.", verbose_name="Why"
                    ),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True, verbose_name="What went with them, and what to know"
                    ),
                ),
                (
                    "informed",
                    models.TextField(blank=True, verbose_name="Who was told, when and how"),
                ),
                ("transferred_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("transferred_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "instruction",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.instruction",
                        verbose_name="The instruction it comes from",
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
                (
                    "responsible",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.contact",
                        verbose_name="Who answers for it, of the people in their life",
                    ),
                ),
            ],
            options={
                "verbose_name": "transfer of care",
                "verbose_name_plural": "transfers of care",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TransferOfCareVersion",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT or dm+d code"
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                ("comment", models.TextField(blank=True, verbose_name="Comment")),
                (
                    "transfer_from",
                    models.CharField(
                        help_text="Who hands over: person, practice, department, team, care home and so on.",
                        max_length=200,
                        verbose_name="From",
                    ),
                ),
                ("transfer_to", models.CharField(max_length=200, verbose_name="To")),
                (
                    "rationale",
                    models.TextField(
                        help_text="Why, which may include a carer's concern.", verbose_name="Why"
                    ),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True, verbose_name="What went with them, and what to know"
                    ),
                ),
                (
                    "informed",
                    models.TextField(blank=True, verbose_name="Who was told, when and how"),
                ),
                ("transferred_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("transferred_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
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
                    "instruction",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.instruction",
                        verbose_name="The instruction it comes from",
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
                        to="records.transferofcare",
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
                    "responsible",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.contact",
                        verbose_name="Who answers for it, of the people in their life",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Vaccination",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT or dm+d code"
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                ("comment", models.TextField(blank=True, verbose_name="Comment")),
                ("vaccine", models.CharField(max_length=200, verbose_name="The vaccine")),
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "dose_sequence",
                    models.CharField(blank=True, max_length=60, verbose_name="Which dose"),
                ),
                (
                    "batch_number",
                    models.CharField(blank=True, max_length=60, verbose_name="Batch number"),
                ),
                (
                    "manufacturer",
                    models.CharField(blank=True, max_length=120, verbose_name="Maker"),
                ),
                (
                    "instruction",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.instruction",
                        verbose_name="The instruction it comes from",
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
                (
                    "responsible",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.contact",
                        verbose_name="Who answers for it, of the people in their life",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="VaccinationVersion",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                    "coding",
                    records.models.base.CodingField(
                        blank=True, default=dict, verbose_name="SNOMED CT or dm+d code"
                    ),
                ),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                ("comment", models.TextField(blank=True, verbose_name="Comment")),
                ("vaccine", models.CharField(max_length=200, verbose_name="The vaccine")),
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "dose_sequence",
                    models.CharField(blank=True, max_length=60, verbose_name="Which dose"),
                ),
                (
                    "batch_number",
                    models.CharField(blank=True, max_length=60, verbose_name="Batch number"),
                ),
                (
                    "manufacturer",
                    models.CharField(blank=True, max_length=120, verbose_name="Maker"),
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
                    "instruction",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.instruction",
                        verbose_name="The instruction it comes from",
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
                        to="records.vaccination",
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
                    "responsible",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.contact",
                        verbose_name="Who answers for it, of the people in their life",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Visit",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                ("purpose", models.CharField(max_length=200, verbose_name="What for")),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                ("visited_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("arrived_time", models.TimeField(blank=True, null=True, verbose_name="From")),
                ("left_time", models.TimeField(blank=True, null=True, verbose_name="Until")),
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
                (
                    "visitor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.contact",
                        verbose_name="Who came, of the people in their life",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="VisitVersion",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
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
                ("purpose", models.CharField(max_length=200, verbose_name="What for")),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                ("visited_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("arrived_time", models.TimeField(blank=True, null=True, verbose_name="From")),
                ("left_time", models.TimeField(blank=True, null=True, verbose_name="Until")),
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
                        to="records.visit",
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
                    "visitor",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.contact",
                        verbose_name="Who came, of the people in their life",
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
        migrations.AddConstraint(
            model_name="nursingneed",
            constraint=models.UniqueConstraint(
                condition=models.Q(("standing", "current")),
                fields=("person", "area"),
                name="one_row_for_an_area_of_nursing_needs",
            ),
        ),
        migrations.AddConstraint(
            model_name="nursingneed",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "area__in",
                        [
                            "continence",
                            "eating_and_drinking",
                            "medicines",
                            "mobility",
                            "personal_care",
                            "skin",
                        ],
                    )
                ),
                name="an_area_has_nursing_questions",
            ),
        ),
        migrations.AddConstraint(
            model_name="instruction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confidence__range", (1, 10)), ("confidence", None), _connector="OR"
                ),
                name="confidence_is_from_one_to_ten",
            ),
        ),
        migrations.AddConstraint(
            model_name="instruction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("goal__isnull", False), ("ended_on__isnull", False), _connector="OR"
                ),
                name="instruction_serves_a_goal_or_has_an_end",
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
        migrations.AddConstraint(
            model_name="asked",
            constraint=models.UniqueConstraint(
                condition=models.Q(("standing", "current")),
                fields=("person", "question", "about"),
                name="a_question_has_one_answer",
                nulls_distinct=False,
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
        migrations.AddConstraint(
            model_name="aboutme",
            constraint=models.UniqueConstraint(fields=("person",), name="one_about_me_a_person"),
        ),
        migrations.AddConstraint(
            model_name="plancomment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("web_address", ""), ("web_address__startswith", "https://"), _connector="OR"
                ),
                name="a_comment_links_to_https_only",
            ),
        ),
        migrations.AddConstraint(
            model_name="goal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("importance__range", (1, 10)), ("importance", None), _connector="OR"
                ),
                name="importance_is_from_one_to_ten",
            ),
        ),
        migrations.AddConstraint(
            model_name="goal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("need", None), ("risk__isnull", False)),
                    models.Q(("need__isnull", False), ("risk", None)),
                    _connector="OR",
                ),
                name="goal_answers_a_need_or_a_risk",
            ),
        ),
    ]
