import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models

import governance.ids
import governance.records


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_shared_devices"),
        ("gpconnect", "0003_what_the_register_said"),
        ("records", "0008_gp_notices"),
    ]

    operations = [
        migrations.CreateModel(
            name="KnownArea",
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
                    ),
                ),
                ("origin", models.CharField(editable=False, max_length=40)),
                ("entries", models.JSONField(default=dict, editable=False)),
                ("seen_at", models.DateTimeField(editable=False)),
                (
                    "person",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="known_gp_areas",
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("person", "area"), name="gp_area_known_once")
                ],
            },
        ),
    ]
