import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import governance.ids
import governance.records


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("dailycare", "0005_exceptions_seen"),
        ("records", "0003_personal_ranges"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Handover",
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
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="Recorded at",
                    ),
                ),
                ("import_run_id", models.UUIDField(editable=False, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="Where it came from",
                    ),
                ),
                (
                    "source_author",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        verbose_name="Written in the old system by",
                    ),
                ),
                (
                    "begins_at",
                    models.DateTimeField(
                        editable=False, verbose_name="Tells of what was recorded from"
                    ),
                ),
                ("ends_at", models.DateTimeField(editable=False, verbose_name="Until")),
                (
                    "handed_over_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="Handed over at"),
                ),
                (
                    "taken_over_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="Taken over at"),
                ),
                (
                    "handed_over_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Handed over by",
                    ),
                ),
                (
                    "location",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
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
                    "recorded_by",
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
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "taken_over_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Taken over by",
                    ),
                ),
                (
                    "unit",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HandoverLine",
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
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="Recorded at",
                    ),
                ),
                ("import_run_id", models.UUIDField(editable=False, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="Where it came from",
                    ),
                ),
                (
                    "source_author",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        verbose_name="Written in the old system by",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("current", "Current"),
                            ("withdrawn", "Withdrawn"),
                            ("entered-in-error", "Entered in error"),
                        ],
                        default="current",
                        editable=False,
                        max_length=20,
                        verbose_name="Standing",
                    ),
                ),
                (
                    "concern",
                    models.CharField(
                        choices=[
                            ("move", "Died, left or came"),
                            ("away", "In hospital or away"),
                            ("incident", "Falls and other incidents"),
                            ("safeguarding", "Safeguarding"),
                            ("allergy", "Allergies"),
                            ("alert", "Alerts"),
                            ("cpr", "CPR decisions"),
                            ("risk", "New risks"),
                            ("for_a_time", "For a time only"),
                            ("not_done", "Refused, missed or in doubt"),
                            ("watch", "Pain, skin and behaviour"),
                            ("medicine", "Medicines changed"),
                            ("change", "Marked changes"),
                            ("quiet", "Nothing recorded"),
                            ("review", "Reviews due"),
                            ("other", "Also worth knowing"),
                            ("staffing", "Staffing"),
                            ("service", "The service: visitors, faults, supplies"),
                        ],
                        max_length=15,
                        verbose_name="What it is about",
                    ),
                ),
                ("words", models.TextField(verbose_name="What to say")),
                (
                    "because",
                    models.CharField(
                        editable=False, max_length=200, verbose_name="Why it stands here"
                    ),
                ),
                (
                    "is_said_first",
                    models.BooleanField(
                        default=False, verbose_name="Say it before everything else"
                    ),
                ),
                (
                    "is_addendum",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="Was added after signing"
                    ),
                ),
                ("record_kind", models.CharField(blank=True, editable=False, max_length=30)),
                ("record_id", models.UUIDField(editable=False, null=True)),
                ("record_version", models.PositiveIntegerField(editable=False, null=True)),
                (
                    "handover",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="dailycare.handover",
                    ),
                ),
                (
                    "incident",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.incident",
                    ),
                ),
                (
                    "instruction",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.instruction",
                    ),
                ),
                (
                    "person",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                    "recorded_by",
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
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "risk",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.risk",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HandoverLineVersion",
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
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="Recorded at",
                    ),
                ),
                ("import_run_id", models.UUIDField(editable=False, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="Where it came from",
                    ),
                ),
                (
                    "source_author",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        verbose_name="Written in the old system by",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("current", "Current"),
                            ("withdrawn", "Withdrawn"),
                            ("entered-in-error", "Entered in error"),
                        ],
                        default="current",
                        editable=False,
                        max_length=20,
                        verbose_name="Standing",
                    ),
                ),
                (
                    "concern",
                    models.CharField(
                        choices=[
                            ("move", "Died, left or came"),
                            ("away", "In hospital or away"),
                            ("incident", "Falls and other incidents"),
                            ("safeguarding", "Safeguarding"),
                            ("allergy", "Allergies"),
                            ("alert", "Alerts"),
                            ("cpr", "CPR decisions"),
                            ("risk", "New risks"),
                            ("for_a_time", "For a time only"),
                            ("not_done", "Refused, missed or in doubt"),
                            ("watch", "Pain, skin and behaviour"),
                            ("medicine", "Medicines changed"),
                            ("change", "Marked changes"),
                            ("quiet", "Nothing recorded"),
                            ("review", "Reviews due"),
                            ("other", "Also worth knowing"),
                            ("staffing", "Staffing"),
                            ("service", "The service: visitors, faults, supplies"),
                        ],
                        max_length=15,
                        verbose_name="What it is about",
                    ),
                ),
                ("words", models.TextField(verbose_name="What to say")),
                (
                    "because",
                    models.CharField(
                        editable=False, max_length=200, verbose_name="Why it stands here"
                    ),
                ),
                (
                    "is_said_first",
                    models.BooleanField(
                        default=False, verbose_name="Say it before everything else"
                    ),
                ),
                (
                    "is_addendum",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="Was added after signing"
                    ),
                ),
                ("record_kind", models.CharField(blank=True, editable=False, max_length=30)),
                ("record_id", models.UUIDField(editable=False, null=True)),
                ("record_version", models.PositiveIntegerField(editable=False, null=True)),
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
                    "handover",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="dailycare.handover",
                    ),
                ),
                (
                    "incident",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.incident",
                    ),
                ),
                (
                    "instruction",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.instruction",
                    ),
                ),
                (
                    "person",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.person",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="dailycare.handoverline",
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
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
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
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "risk",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.risk",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HandoverReading",
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
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="Recorded at",
                    ),
                ),
                ("import_run_id", models.UUIDField(editable=False, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="Where it came from",
                    ),
                ),
                (
                    "source_author",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        verbose_name="Written in the old system by",
                    ),
                ),
                (
                    "handover",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="dailycare.handover",
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
                    "recorded_by",
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
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HandoverReadingVersion",
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
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="Recorded at",
                    ),
                ),
                ("import_run_id", models.UUIDField(editable=False, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="Where it came from",
                    ),
                ),
                (
                    "source_author",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        verbose_name="Written in the old system by",
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
                    "handover",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="dailycare.handover",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="dailycare.handoverreading",
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
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
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
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HandoverVersion",
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
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="Recorded at",
                    ),
                ),
                ("import_run_id", models.UUIDField(editable=False, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="Where it came from",
                    ),
                ),
                (
                    "source_author",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        verbose_name="Written in the old system by",
                    ),
                ),
                (
                    "begins_at",
                    models.DateTimeField(
                        editable=False, verbose_name="Tells of what was recorded from"
                    ),
                ),
                ("ends_at", models.DateTimeField(editable=False, verbose_name="Until")),
                (
                    "handed_over_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="Handed over at"),
                ),
                (
                    "taken_over_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="Taken over at"),
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
                    "handed_over_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Handed over by",
                    ),
                ),
                (
                    "location",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.location",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="dailycare.handover",
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
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
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
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "taken_over_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Taken over by",
                    ),
                ),
                (
                    "unit",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="handover",
            index=models.Index(fields=["location", "-ends_at"], name="handovers_of_a_place"),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.UniqueConstraint(
                condition=models.Q(("taken_over_at", None)),
                fields=("location", "unit"),
                name="one_open_handover_a_unit",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("handed_over_at", None), ("handed_over_by", None)),
                    models.Q(("handed_over_at__isnull", False), ("handed_over_by__isnull", False)),
                    _connector="OR",
                ),
                name="handed_over_by_somebody_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("taken_over_at", None), ("taken_over_by", None)),
                    models.Q(
                        ("handed_over_at__isnull", False),
                        ("taken_over_at__isnull", False),
                        ("taken_over_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="taken_over_by_somebody_at_a_time_after_it_was_handed_over",
            ),
        ),
        migrations.AddConstraint(
            model_name="handoverreading",
            constraint=models.UniqueConstraint(
                fields=("handover", "recorded_by"), name="read_once_by_each_worker"
            ),
        ),
    ]
