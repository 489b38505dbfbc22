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
        ("gpconnect", "0006_further_areas"),
        ("records", "0009_gp_decisions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="GPSectionPull",
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
                    "requested_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("started_at", models.DateTimeField(editable=False, null=True)),
                ("finished_at", models.DateTimeField(editable=False, null=True)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("succeeded", "Received"),
                            ("blocked", "Not asked for"),
                            ("refused", "Refused"),
                            ("failed", "No answer"),
                        ],
                        default="waiting",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("code", models.CharField(blank=True, editable=False, max_length=70)),
                ("trace_id", models.CharField(blank=True, editable=False, max_length=36)),
                ("register_checked_at", models.DateTimeField(editable=False, null=True)),
                ("practice_ods", models.CharField(blank=True, editable=False, max_length=20)),
                ("practice_name", models.CharField(blank=True, editable=False, max_length=200)),
                ("practice_asid", models.CharField(blank=True, editable=False, max_length=20)),
                ("retrieved_at", models.DateTimeField(editable=False, null=True)),
                ("answer", models.BinaryField(null=True)),
                ("keep_until", models.DateTimeField(editable=False, null=True)),
                ("section", models.CharField(editable=False, max_length=3)),
                ("starts_on", models.DateField(editable=False, null=True)),
                (
                    "person",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gp_section_pulls",
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
                    "requested_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["person", "section", "-requested_at"],
                        name="gp_sections_of_a_person",
                    ),
                    models.Index(
                        condition=models.Q(("answer__isnull", False)),
                        fields=["keep_until"],
                        name="gp_sections_to_forget",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("finished_at", None)),
                        fields=("person", "section"),
                        name="one_gp_section_a_person_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answer", None),
                            models.Q(
                                ("keep_until__isnull", False), ("retrieved_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="gp_section_is_kept_until_a_time",
                    ),
                ],
            },
        ),
    ]
