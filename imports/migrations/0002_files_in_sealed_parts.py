import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models

import governance.ids
import governance.records

# What was uploaded so far is the one piece of the one file of its run. Walls come again afterwards.
MOVE = """
    ALTER TABLE imports_importrun NO FORCE ROW LEVEL SECURITY;
    INSERT INTO imports_importfile (id, provider_id, run_id, name, size, sha256)
        SELECT uuidv7(), provider_id, id, file_name, file_bytes, sha256 FROM imports_importrun;
    INSERT INTO imports_importpart (id, provider_id, file_id, number, size, content)
        SELECT uuidv7(), run.provider_id, file.id, 0, run.file_bytes, run.content
        FROM imports_importrun run JOIN imports_importfile file ON file.run_id = run.id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_shared_devices"),
        ("imports", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="importrow",
            name="source_id",
            field=models.CharField(blank=True, editable=False, max_length=200),
        ),
        migrations.AlterField(
            model_name="importrow",
            name="outcome",
            field=models.CharField(editable=False, max_length=30),
        ),
        migrations.AlterField(
            model_name="importrun",
            name="file_bytes",
            field=models.PositiveBigIntegerField(editable=False),
        ),
        migrations.CreateModel(
            name="ImportFile",
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
                ("name", models.CharField(editable=False, max_length=500)),
                ("size", models.PositiveBigIntegerField(editable=False)),
                ("sha256", models.CharField(editable=False, max_length=64)),
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
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="imports.importrun",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ImportPart",
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
                ("size", models.PositiveIntegerField(editable=False)),
                ("content", models.BinaryField()),
                (
                    "file",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="imports.importfile",
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("file", "number"), name="one_import_part_a_place"
                    )
                ],
            },
        ),
        migrations.RunSQL(MOVE),
        migrations.RemoveField(
            model_name="importrun",
            name="content",
        ),
        migrations.RemoveField(
            model_name="importrun",
            name="sha256",
        ),
    ]
