import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import governance.ids
import governance.records


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_shared_devices"),
        ("imports", "0003_second_persons_approval"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReconciledPerson",
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
                ("person_id", models.UUIDField(editable=False)),
                ("name", models.CharField(editable=False, max_length=300)),
                ("rows", models.PositiveIntegerField(editable=False)),
                ("left_out", models.PositiveIntegerField(editable=False)),
                ("warned", models.PositiveIntegerField(editable=False)),
                ("already_there", models.PositiveIntegerField(editable=False)),
                ("expected", models.PositiveIntegerField(editable=False)),
                ("found", models.PositiveIntegerField(editable=False)),
                ("merged", models.PositiveIntegerField(editable=False)),
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
        ),
        migrations.CreateModel(
            name="EyeCheck",
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
                ("why", models.CharField(editable=False, max_length=200)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not looked at yet"),
                            ("right", "Right"),
                            ("not_right", "Not right"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=500)),
                ("looked_at", models.DateTimeField(null=True)),
                (
                    "looked_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
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
                (
                    "who",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="imports.reconciledperson",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SignOff",
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
                    "signed_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("although", models.CharField(blank=True, editable=False, max_length=500)),
                ("withdrawn_why", models.CharField(blank=True, max_length=300)),
                ("withdrawn_at", models.DateTimeField(null=True)),
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
                (
                    "signed_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="reconciledperson",
            index=models.Index(
                models.F("run"),
                models.OrderBy(
                    django.db.models.expressions.CombinedExpression(
                        models.F("expected"), "-", models.F("found")
                    ),
                    descending=True,
                ),
                models.F("name"),
                models.F("id"),
                name="reconciled_worst_first",
            ),
        ),
        migrations.AddConstraint(
            model_name="reconciledperson",
            constraint=models.UniqueConstraint(
                fields=("run", "person_id"), name="one_reconciled_person_a_run"
            ),
        ),
        migrations.AddConstraint(
            model_name="eyecheck",
            constraint=models.UniqueConstraint(
                fields=("run", "position"), name="one_eye_check_a_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="eyecheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("looked_at", None), ("looked_by", None)),
                    models.Q(
                        models.Q(("answer", ""), _negated=True),
                        ("looked_at__isnull", False),
                        ("looked_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="eye_check_has_a_name_and_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="eyecheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", "not_right"), _negated=True),
                    models.Q(("words", ""), _negated=True),
                    _connector="OR",
                ),
                name="what_is_not_right_is_said",
            ),
        ),
        migrations.AddConstraint(
            model_name="signoff",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)),
                fields=("run",),
                name="an_import_is_signed_off_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="signoff",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at", None), ("withdrawn_why", "")),
                    models.Q(
                        ("withdrawn_at__isnull", False),
                        models.Q(("withdrawn_why", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_withdrawn_sign_off_says_why",
            ),
        ),
    ]
