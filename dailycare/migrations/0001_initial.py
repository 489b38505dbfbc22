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
        pgtrigger.migrations.AddTrigger(
            model_name="careentry",
            trigger=pgtrigger.compiler.Trigger(
                name="next_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="855b00c4b98564a5198522920f543855ef7dd60d",
                    operation="UPDATE",
                    pgid="pgtrigger_next_version_66001",
                    table="dailycare_careentry",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="careentry",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="7b3f07efb5ee2cccee6d268d48dc3e70400f2eae",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_c1fa2",
                    table="dailycare_careentry",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="careentry",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "dailycare_careentryversion" ("happened_at", "happened_on", "id", "import_run_id", "kind", "outcome", "outcome_reason", "part_of_day", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "recorded_at", "recorded_by_id", "sorts_at", "source", "source_author", "standing", "text", "values", "version") VALUES (NEW."happened_at", NEW."happened_on", NEW."id", NEW."import_run_id", NEW."kind", NEW."outcome", NEW."outcome_reason", NEW."part_of_day", NEW."person_id", NOW(), \'insert\', NEW."id", NEW."provider_id", NEW."recorded_at", NEW."recorded_by_id", NEW."sorts_at", NEW."source", NEW."source_author", NEW."standing", NEW."text", NEW."values", NEW."version"); RETURN NULL;',
                    hash="c4284c1748fce2c1c437fe8825a018475d71827e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a9b34",
                    table="dailycare_careentry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="careentry",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "dailycare_careentryversion" ("happened_at", "happened_on", "id", "import_run_id", "kind", "outcome", "outcome_reason", "part_of_day", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "recorded_at", "recorded_by_id", "sorts_at", "source", "source_author", "standing", "text", "values", "version") VALUES (NEW."happened_at", NEW."happened_on", NEW."id", NEW."import_run_id", NEW."kind", NEW."outcome", NEW."outcome_reason", NEW."part_of_day", NEW."person_id", NOW(), \'update\', NEW."id", NEW."provider_id", NEW."recorded_at", NEW."recorded_by_id", NEW."sorts_at", NEW."source", NEW."source_author", NEW."standing", NEW."text", NEW."values", NEW."version"); RETURN NULL;',
                    hash="43a83249b47b32c4bbc616770e8f61927f647737",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_951d7",
                    table="dailycare_careentry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="careentryversion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6cb10240098cde097ae7e0aa3b5463ac597f520f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c56cd",
                    table="dailycare_careentryversion",
                    when="BEFORE",
                ),
            ),
        ),
    ]
