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
        ("imports", "0004_reconciled_and_signed_off"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="importrun",
            name="state",
            field=models.CharField(
                choices=[
                    ("looking", "Being looked at"),
                    ("mapping", "Being mapped: nothing is checked yet"),
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
        migrations.CreateModel(
            name="ImportMapping",
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
                ("name", models.CharField(editable=False, max_length=80)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
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
            name="ImportMappingVersion",
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
                ("number", models.PositiveIntegerField(editable=False)),
                ("content", models.TextField(editable=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
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
                    "mapping",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="imports.importmapping",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="importrun",
            name="mapping_version",
            field=governance.records.OwnForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="imports.importmappingversion",
            ),
        ),
        migrations.CreateModel(
            name="ImportDraft",
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
                ("profiles", models.JSONField(editable=False)),
                ("content", models.TextField()),
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
                        related_name="+",
                        to="imports.importrun",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("run",), name="one_import_draft_a_run")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="importmapping",
            constraint=models.UniqueConstraint(
                fields=("provider", "name"), name="one_import_mapping_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="importmappingversion",
            constraint=models.UniqueConstraint(
                fields=("mapping", "number"), name="one_import_mapping_version_a_number"
            ),
        ),
    ]
