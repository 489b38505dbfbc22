import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import governance.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("read", "Read"),
                            ("search", "Searched"),
                            ("change", "Changed"),
                            ("sign_in", "Signed in"),
                            ("sign_in_failed", "Failed to sign in"),
                            ("sign_out", "Signed out"),
                            ("refused", "Was refused"),
                            ("opened_private", "Opened what is kept private"),
                            ("gp_record", "Asked for the GP record"),
                        ],
                        max_length=20,
                    ),
                ),
                ("person_id", models.UUIDField(null=True)),
                ("record_id", models.UUIDField(null=True)),
                ("why", models.TextField()),
                ("outcome", models.CharField(default="done", max_length=60)),
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
                    models.Index(fields=["person_id", "-at"], name="audit_of_a_person"),
                    models.Index(fields=["actor", "-at"], name="audit_of_an_actor"),
                    models.Index(fields=["provider", "-at"], name="audit_of_a_provider"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seal",
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
                ("number", models.PositiveIntegerField()),
                ("sealed_at", models.DateTimeField()),
                ("rows", models.PositiveBigIntegerField()),
                ("oldest_running", models.BigIntegerField()),
                ("next_transaction", models.BigIntegerField()),
                ("root", models.BinaryField()),
                ("previous", models.BinaryField()),
                ("hash", models.BinaryField()),
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
                "constraints": [
                    models.UniqueConstraint(fields=("provider", "number"), name="one_seal_a_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="SealedRows",
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
                ("seal_number", models.PositiveIntegerField()),
                ("position", models.PositiveIntegerField()),
                ("table", models.CharField(max_length=63)),
                (
                    "columns",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=63)
                    ),
                ),
                ("highest", models.BigIntegerField()),
                (
                    "ids",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField()),
                ),
                ("beginnings", models.BinaryField()),
                ("root", models.BinaryField()),
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
                    models.Index(fields=["provider", "table", "highest"], name="sealed_of_a_table")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("provider", "seal_number", "position"), name="one_place_in_a_seal"
                    )
                ],
            },
        ),
    ]
