import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_shared_devices"),
        ("gpconnect", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="GPRecordAccess",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("asked", "Asked the practice"),
                            ("shown", "Saw what is held"),
                            ("refused", "Was refused here"),
                        ],
                        max_length=10,
                    ),
                ),
                ("user_id", models.UUIDField()),
                ("name", models.CharField(max_length=200)),
                ("role", models.CharField(max_length=200)),
                ("organisation_ods", models.CharField(blank=True, max_length=20)),
                ("organisation_name", models.CharField(max_length=200)),
                ("authority", models.CharField(max_length=300)),
                ("person_id", models.UUIDField()),
                ("nhs_number", models.CharField(blank=True, max_length=10)),
                ("attempt_id", models.UUIDField(null=True)),
                ("trace_id", models.CharField(blank=True, max_length=36)),
                ("from_asid", models.CharField(blank=True, max_length=20)),
                ("to_asid", models.CharField(blank=True, max_length=20)),
                ("interaction", models.CharField(blank=True, max_length=120)),
                ("outcome", models.CharField(max_length=70)),
                (
                    "actor",
                    models.ForeignKey(
                        db_index=False,
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
                "indexes": [
                    models.Index(fields=["provider", "-at"], name="gp_accesses_of_a_provider"),
                    models.Index(fields=["person_id", "-at"], name="gp_accesses_of_a_person"),
                ],
            },
        ),
    ]
