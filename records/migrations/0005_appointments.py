import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import governance.ids
import governance.records


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("records", "0004_photographs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Appointment",
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
                ("starts_on", models.DateField(verbose_name="Date")),
                ("starts_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                (
                    "seen_by",
                    models.CharField(
                        blank=True,
                        help_text="The name and the profession",
                        max_length=200,
                        verbose_name="Who sees them",
                    ),
                ),
                (
                    "attendee",
                    models.CharField(
                        blank=True,
                        help_text="A member of staff, a relative, or nobody if they go by themselves",
                        max_length=200,
                        verbose_name="Who goes with them, or is there",
                    ),
                ),
                (
                    "to_know",
                    models.TextField(blank=True, verbose_name="What to take, and what to know"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("booked", "To come"),
                            ("fulfilled", "It took place"),
                            ("noshow", "It was missed"),
                            ("cancelled", "It was called off"),
                        ],
                        default="booked",
                        max_length=10,
                        verbose_name="How it stands",
                    ),
                ),
                (
                    "outcome",
                    models.TextField(
                        blank=True,
                        help_text="What was said, changed or agreed, and what is next",
                        verbose_name="What came of it",
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
            name="AppointmentVersion",
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
                ("starts_on", models.DateField(verbose_name="Date")),
                ("starts_time", models.TimeField(blank=True, null=True, verbose_name="Time")),
                (
                    "location_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Where"),
                ),
                (
                    "seen_by",
                    models.CharField(
                        blank=True,
                        help_text="The name and the profession",
                        max_length=200,
                        verbose_name="Who sees them",
                    ),
                ),
                (
                    "attendee",
                    models.CharField(
                        blank=True,
                        help_text="A member of staff, a relative, or nobody if they go by themselves",
                        max_length=200,
                        verbose_name="Who goes with them, or is there",
                    ),
                ),
                (
                    "to_know",
                    models.TextField(blank=True, verbose_name="What to take, and what to know"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("booked", "To come"),
                            ("fulfilled", "It took place"),
                            ("noshow", "It was missed"),
                            ("cancelled", "It was called off"),
                        ],
                        default="booked",
                        max_length=10,
                        verbose_name="How it stands",
                    ),
                ),
                (
                    "outcome",
                    models.TextField(
                        blank=True,
                        help_text="What was said, changed or agreed, and what is next",
                        verbose_name="What came of it",
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
                        to="records.appointment",
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
            model_name="appointment",
            index=models.Index(fields=["provider", "starts_on"], name="appointments_by_day"),
        ),
    ]
