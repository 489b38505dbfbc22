import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import governance.ids
import governance.records


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_shared_devices"),
        ("records", "0007_objection_to_the_gp_record"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="GPNotice",
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
                            ("allergies", "Allergies"),
                            ("medications", "Medication"),
                            ("problems", "Problems"),
                            ("immunisations", "Immunisations"),
                            ("consultations", "Consultations"),
                        ],
                        editable=False,
                        max_length=15,
                        verbose_name="Part of the GP record",
                    ),
                ),
                (
                    "news",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("ended", "Ended"),
                            ("altered", "Altered"),
                            ("gone", "No longer listed"),
                            ("differs", "Differs from ours"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="What became of it",
                    ),
                ),
                ("item_key", models.CharField(blank=True, editable=False, max_length=50)),
                (
                    "how_many",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="How many"),
                ),
                ("pull_id", models.UUIDField(editable=False)),
                (
                    "known_at",
                    models.DateTimeField(
                        editable=False, verbose_name="Compared with the record of"
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
            name="GPNoticeVersion",
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
                            ("allergies", "Allergies"),
                            ("medications", "Medication"),
                            ("problems", "Problems"),
                            ("immunisations", "Immunisations"),
                            ("consultations", "Consultations"),
                        ],
                        editable=False,
                        max_length=15,
                        verbose_name="Part of the GP record",
                    ),
                ),
                (
                    "news",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("ended", "Ended"),
                            ("altered", "Altered"),
                            ("gone", "No longer listed"),
                            ("differs", "Differs from ours"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="What became of it",
                    ),
                ),
                ("item_key", models.CharField(blank=True, editable=False, max_length=50)),
                (
                    "how_many",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="How many"),
                ),
                ("pull_id", models.UUIDField(editable=False)),
                (
                    "known_at",
                    models.DateTimeField(
                        editable=False, verbose_name="Compared with the record of"
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
                        to="records.gpnotice",
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
            model_name="gpnotice",
            index=models.Index(fields=["person", "recorded_at"], name="gp_notices_of_a_person"),
        ),
        migrations.AddConstraint(
            model_name="gpnotice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("news", "differs"), ("standing", "current")),
                fields=("person", "area"),
                name="gp_differences_are_counted_once",
            ),
        ),
    ]
