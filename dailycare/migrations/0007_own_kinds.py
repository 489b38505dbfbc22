import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

import governance.ids


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("dailycare", "0006_handovers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OwnKind",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
                (
                    "is_closed",
                    models.BooleanField(default=False, editable=False, verbose_name="Is closed"),
                ),
                ("label", models.CharField(max_length=40, verbose_name="Name")),
                (
                    "area",
                    models.CharField(
                        choices=[
                            ("communication", "Communication"),
                            ("eating_and_drinking", "Eating and drinking"),
                            ("personal_care", "Washing and dressing"),
                            ("continence", "Continence"),
                            ("mobility", "Moving about"),
                            ("skin", "Skin"),
                            ("sleep", "Sleep and night"),
                            ("mood", "Mood and wellbeing"),
                            ("social", "Company and activity"),
                            ("health", "Health"),
                            ("medicines", "Medicines"),
                            ("safety", "Safety"),
                            ("culture_and_faith", "Culture and faith"),
                        ],
                        max_length=30,
                        verbose_name="Area of need",
                    ),
                ),
                ("question", models.CharField(max_length=120, verbose_name="What does it ask?")),
                (
                    "answers",
                    models.TextField(blank=True, verbose_name="Answers to choose from, one a line"),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True, max_length=12, verbose_name="Or a number, in which unit"
                    ),
                ),
                (
                    "least",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=9,
                        null=True,
                        verbose_name="The least it can be",
                    ),
                ),
                (
                    "most",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=9,
                        null=True,
                        verbose_name="The most it can be",
                    ),
                ),
                (
                    "usual_from",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=9,
                        null=True,
                        verbose_name="Ask about less than",
                    ),
                ),
                (
                    "usual_to",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=9,
                        null=True,
                        verbose_name="Ask about more than",
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
            name="OwnKindVersion",
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
                    "mods_release",
                    models.CharField(
                        db_default="1.0.0",
                        editable=False,
                        max_length=20,
                        verbose_name="Release of MODS",
                    ),
                ),
                (
                    "is_closed",
                    models.BooleanField(default=False, editable=False, verbose_name="Is closed"),
                ),
                ("label", models.CharField(max_length=40, verbose_name="Name")),
                (
                    "area",
                    models.CharField(
                        choices=[
                            ("communication", "Communication"),
                            ("eating_and_drinking", "Eating and drinking"),
                            ("personal_care", "Washing and dressing"),
                            ("continence", "Continence"),
                            ("mobility", "Moving about"),
                            ("skin", "Skin"),
                            ("sleep", "Sleep and night"),
                            ("mood", "Mood and wellbeing"),
                            ("social", "Company and activity"),
                            ("health", "Health"),
                            ("medicines", "Medicines"),
                            ("safety", "Safety"),
                            ("culture_and_faith", "Culture and faith"),
                        ],
                        max_length=30,
                        verbose_name="Area of need",
                    ),
                ),
                ("question", models.CharField(max_length=120, verbose_name="What does it ask?")),
                (
                    "answers",
                    models.TextField(blank=True, verbose_name="Answers to choose from, one a line"),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True, max_length=12, verbose_name="Or a number, in which unit"
                    ),
                ),
                (
                    "least",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=9,
                        null=True,
                        verbose_name="The least it can be",
                    ),
                ),
                (
                    "most",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=9,
                        null=True,
                        verbose_name="The most it can be",
                    ),
                ),
                (
                    "usual_from",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=9,
                        null=True,
                        verbose_name="Ask about less than",
                    ),
                ),
                (
                    "usual_to",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=9,
                        null=True,
                        verbose_name="Ask about more than",
                    ),
                ),
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
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="dailycare.ownkind",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="ownkind",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_closed", False)),
                fields=("provider", "label"),
                name="one_kind_of_a_name_in_use",
            ),
        ),
        migrations.AddConstraint(
            model_name="ownkind",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("unit", ""),
                    models.Q(
                        ("least__isnull", False),
                        ("most__isnull", False),
                        ("usual_from__isnull", False),
                        ("usual_to__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="a_number_has_its_limits",
            ),
        ),
    ]
