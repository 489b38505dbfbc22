import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import governance.ids
import governance.records


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("records", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CareEntry",
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
                ("kind", models.CharField(max_length=30, verbose_name="What was done")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("done", "Done"),
                            ("refused", "Refused"),
                            ("not_offered", "Not offered"),
                            ("done_by_other", "Done by somebody else"),
                        ],
                        default="done",
                        max_length=15,
                        verbose_name="What came of it",
                    ),
                ),
                (
                    "outcome_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="Why"),
                ),
                ("values", models.JSONField(blank=True, default=dict, verbose_name="Details")),
                ("text", models.TextField(blank=True, verbose_name="In words")),
                ("happened_on", models.DateField(verbose_name="Day")),
                ("happened_at", models.DateTimeField(blank=True, null=True, verbose_name="Time")),
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
                        max_length=10,
                        verbose_name="Part of the day",
                    ),
                ),
                ("sorts_at", models.DateTimeField(editable=False)),
                (
                    "instruction",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="care",
                        to="records.instruction",
                        verbose_name="What the plan asked for",
                    ),
                ),
                (
                    "person",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
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
            name="CareEntryVersion",
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
                ("kind", models.CharField(max_length=30, verbose_name="What was done")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("done", "Done"),
                            ("refused", "Refused"),
                            ("not_offered", "Not offered"),
                            ("done_by_other", "Done by somebody else"),
                        ],
                        default="done",
                        max_length=15,
                        verbose_name="What came of it",
                    ),
                ),
                (
                    "outcome_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="Why"),
                ),
                ("values", models.JSONField(blank=True, default=dict, verbose_name="Details")),
                ("text", models.TextField(blank=True, verbose_name="In words")),
                ("happened_on", models.DateField(verbose_name="Day")),
                ("happened_at", models.DateTimeField(blank=True, null=True, verbose_name="Time")),
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
                        max_length=10,
                        verbose_name="Part of the day",
                    ),
                ),
                ("sorts_at", models.DateTimeField(editable=False)),
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
                        verbose_name="What the plan asked for",
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
                        to="dailycare.careentry",
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
            model_name="careentry",
            index=models.Index(fields=["person", "-sorts_at", "-id"], name="care_timeline"),
        ),
        migrations.AddIndex(
            model_name="careentry",
            index=models.Index(
                condition=models.Q(("instruction__isnull", False)),
                fields=["person", "-sorts_at", "instruction"],
                name="care_of_the_plan",
            ),
        ),
        migrations.AddIndex(
            model_name="careentry",
            index=models.Index(
                condition=models.Q(("import_run_id__isnull", False)),
                fields=["import_run_id"],
                name="care_of_an_import",
            ),
        ),
        migrations.AddConstraint(
            model_name="careentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("happened_at", None), ("part_of_day", ""), _connector="OR"),
                name="care_has_a_time_or_a_part_of_day_not_both",
            ),
        ),
    ]
