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
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportRun",
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
                ("adapter", models.CharField(editable=False, max_length=40)),
                ("file_name", models.CharField(editable=False, max_length=255)),
                ("file_bytes", models.PositiveIntegerField(editable=False)),
                ("sha256", models.CharField(editable=False, max_length=64)),
                ("content", models.BinaryField()),
                ("as_of", models.DateField(editable=False, verbose_name="The day of the export")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Being checked"),
                            ("checked", "Checked: nothing is in the record yet"),
                            ("committing", "Being brought in"),
                            ("committed", "Brought in"),
                            ("undoing", "Being taken back"),
                            ("undone", "Taken back"),
                            ("failed", "Could not be read"),
                        ],
                        default="waiting",
                        max_length=12,
                    ),
                ),
                ("error", models.CharField(blank=True, max_length=500)),
                ("report", models.JSONField(default=dict)),
                ("result", models.JSONField(default=dict)),
                ("undo_report", models.JSONField(default=dict)),
                ("undo_reason", models.CharField(blank=True, max_length=300)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "state_since",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("committed_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "committed_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "location",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                    "undone_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ImportRow",
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
                ("position", models.PositiveIntegerField(editable=False)),
                ("sheet", models.CharField(editable=False, max_length=255)),
                ("number", models.PositiveIntegerField(editable=False)),
                ("kind", models.CharField(editable=False, max_length=10)),
                ("outcome", models.CharField(editable=False, max_length=10)),
                ("reason", models.CharField(blank=True, editable=False, max_length=40)),
                ("warnings", models.JSONField(default=list, editable=False)),
                ("hint", models.CharField(blank=True, editable=False, max_length=500)),
                ("summary", models.CharField(blank=True, editable=False, max_length=200)),
                ("cells", models.JSONField(default=list, editable=False)),
                ("fingerprint", models.CharField(blank=True, editable=False, max_length=64)),
                ("person_id", models.UUIDField(editable=False, null=True)),
                ("target_id", models.UUIDField(editable=False, null=True)),
                ("was_there", models.BooleanField(default=False, editable=False)),
                ("is_created", models.BooleanField(default=False, editable=False)),
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
                    "run",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="imports.importrun",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="importrun",
            index=models.Index(fields=["provider", "-created_at"], name="import_runs_by_age"),
        ),
        migrations.AddConstraint(
            model_name="importrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("committed_at", None), ("committed_by", None)),
                    models.Q(("committed_at__isnull", False), ("committed_by__isnull", False)),
                    _connector="OR",
                ),
                name="import_commit_has_a_name_and_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="importrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("undone_at", None), ("undone_by", None)),
                    models.Q(
                        ("undone_at__isnull", False),
                        ("undone_by__isnull", False),
                        models.Q(("undo_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="import_undo_has_a_name_a_time_and_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="importrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "failed"), _negated=True),
                    models.Q(("error", ""), _negated=True),
                    _connector="OR",
                ),
                name="import_failure_has_a_sentence",
            ),
        ),
        migrations.AddConstraint(
            model_name="importrow",
            constraint=models.UniqueConstraint(
                fields=("run", "position"), name="one_import_row_a_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="importrow",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_created", True)),
                fields=("provider", "fingerprint"),
                name="nothing_is_brought_in_twice",
            ),
        ),
        migrations.AddConstraint(
            model_name="importrow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_created", False), ("target_id__isnull", False), _connector="OR"
                ),
                name="what_an_import_row_made_is_known",
            ),
        ),
    ]
