import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models

import governance.ids

# What earlier imports made is known on from here by its name in the old system. What it said then
# was not kept. Walls come again afterwards.
MOVE = """
    ALTER TABLE imports_importrow NO FORCE ROW LEVEL SECURITY;
    INSERT INTO imports_broughtin (id, provider_id, model, target_id, person_id, version)
        SELECT md5(provider_id::text || fingerprint)::uuid, provider_id, '', target_id, person_id, 1
        FROM imports_importrow WHERE is_created AND fingerprint <> ''
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_shared_devices"),
        ("imports", "0005_saved_mappings"),
    ]

    operations = [
        migrations.CreateModel(
            name="BroughtIn",
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
                ("model", models.CharField(editable=False, max_length=40)),
                ("target_id", models.UUIDField(db_index=True, editable=False)),
                ("person_id", models.UUIDField(editable=False, null=True)),
                ("digest", models.UUIDField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StagedRecord",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("run_id", models.UUIDField(editable=False)),
                (
                    "operation",
                    models.CharField(
                        choices=[
                            ("insert", "Made"),
                            ("update", "Changed"),
                            ("restate", "Whether there are allergies, said anew"),
                            ("know", "Part of a record that several rows make"),
                        ],
                        editable=False,
                        max_length=7,
                    ),
                ),
                ("model", models.CharField(editable=False, max_length=40)),
                ("record_id", models.UUIDField(editable=False)),
                ("person_id", models.UUIDField(editable=False, null=True)),
                ("key", models.UUIDField(editable=False, null=True)),
                ("digest", models.UUIDField(editable=False, null=True)),
                ("source", models.CharField(blank=True, editable=False, max_length=300)),
                ("replaces", models.PositiveIntegerField(editable=False, null=True)),
                ("fields", models.JSONField(editable=False)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="importrow",
            name="nothing_is_brought_in_twice",
        ),
        migrations.RemoveConstraint(
            model_name="importrow",
            name="what_an_import_row_made_is_known",
        ),
        migrations.AddField(
            model_name="importrow",
            name="newer",
            field=models.CharField(
                blank=True,
                choices=[
                    ("updated", "Changed in the old system: brought up to date"),
                    ("left", "Changed in the old system and here: left as it is here"),
                ],
                editable=False,
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="importrun",
            name="committed_to",
            field=models.PositiveBigIntegerField(default=0, editable=False),
        ),
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
                    ("paused", "Paused: part of it is in the record"),
                    ("committed", "Brought in"),
                    ("undoing", "Being taken back"),
                    ("undone", "Taken back"),
                    ("cancelled", "Cancelled before anything was brought in"),
                    ("failed", "Could not be read"),
                ],
                default="waiting",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="broughtin",
            name="provider",
            field=models.ForeignKey(
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
        migrations.AddField(
            model_name="stagedrecord",
            name="provider",
            field=models.ForeignKey(
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
        migrations.AddIndex(
            model_name="stagedrecord",
            index=models.Index(fields=["run_id", "id"], name="staged_of_a_run"),
        ),
        migrations.RunSQL(MOVE, migrations.RunSQL.noop),
    ]
