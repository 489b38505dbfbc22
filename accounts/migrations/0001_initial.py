import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import governance.ids
import governance.records


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
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
                    "username",
                    models.CharField(max_length=60, unique=True, verbose_name="User name"),
                ),
                ("name", models.CharField(max_length=120, verbose_name="Name")),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="E-mail address"),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="May sign in")),
                (
                    "is_system",
                    models.BooleanField(default=False, verbose_name="Is a part of the system"),
                ),
                (
                    "must_change_password",
                    models.BooleanField(default=False, verbose_name="Has a one-time password"),
                ),
                (
                    "signed_out_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="Signed out everywhere at"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Location",
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
                ("name", models.CharField(max_length=200, verbose_name="Name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("care_home", "Care home"),
                            ("home_care", "Home care"),
                            ("supported_living", "Supported living"),
                        ],
                        max_length=20,
                        verbose_name="Kind of service",
                    ),
                ),
                (
                    "cqc_location_id",
                    models.CharField(
                        blank=True, max_length=20, verbose_name="CQC location identifier"
                    ),
                ),
                (
                    "ods_code",
                    models.CharField(blank=True, max_length=9, verbose_name="ODS site code"),
                ),
                ("address", models.TextField(blank=True, verbose_name="Address")),
                (
                    "maximum_capacity",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="How many people it has room for"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Provider",
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
                ("name", models.CharField(max_length=200, verbose_name="Name")),
                (
                    "cqc_provider_id",
                    models.CharField(
                        blank=True, max_length=20, verbose_name="CQC provider identifier"
                    ),
                ),
                ("ods_code", models.CharField(blank=True, max_length=9, verbose_name="ODS code")),
            ],
        ),
        migrations.CreateModel(
            name="Post",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("care_worker", "Care worker"),
                            ("senior", "Senior care worker"),
                            ("nurse", "Registered nurse"),
                            ("manager", "Registered manager"),
                            ("administrator", "Administrator"),
                            ("auditor", "Auditor"),
                        ],
                        max_length=20,
                        verbose_name="Role",
                    ),
                ),
                ("started_on", models.DateField(verbose_name="Starts on")),
                (
                    "ended_on",
                    models.DateField(blank=True, null=True, verbose_name="Access ends on"),
                ),
                (
                    "location",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="accounts.location",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
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
            name="PostVersion",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("care_worker", "Care worker"),
                            ("senior", "Senior care worker"),
                            ("nurse", "Registered nurse"),
                            ("manager", "Registered manager"),
                            ("administrator", "Administrator"),
                            ("auditor", "Auditor"),
                        ],
                        max_length=20,
                        verbose_name="Role",
                    ),
                ),
                ("started_on", models.DateField(verbose_name="Starts on")),
                (
                    "ended_on",
                    models.DateField(blank=True, null=True, verbose_name="Access ends on"),
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
                    "location",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
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
                        to="accounts.post",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
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
        migrations.CreateModel(
            name="LocationVersion",
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
                ("name", models.CharField(max_length=200, verbose_name="Name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("care_home", "Care home"),
                            ("home_care", "Home care"),
                            ("supported_living", "Supported living"),
                        ],
                        max_length=20,
                        verbose_name="Kind of service",
                    ),
                ),
                (
                    "cqc_location_id",
                    models.CharField(
                        blank=True, max_length=20, verbose_name="CQC location identifier"
                    ),
                ),
                (
                    "ods_code",
                    models.CharField(blank=True, max_length=9, verbose_name="ODS site code"),
                ),
                ("address", models.TextField(blank=True, verbose_name="Address")),
                (
                    "maximum_capacity",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="How many people it has room for"
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
                        to="accounts.location",
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
        migrations.AddField(
            model_name="location",
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
        migrations.CreateModel(
            name="Draft",
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
                ("path", models.CharField(max_length=300)),
                ("sealed", models.TextField()),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drafts",
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
        ),
        migrations.AddField(
            model_name="user",
            name="provider",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="users",
                to="accounts.provider",
            ),
        ),
        migrations.CreateModel(
            name="Room",
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
                ("name", models.CharField(max_length=60, verbose_name="Room")),
                (
                    "location",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rooms",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Unit",
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
                ("name", models.CharField(max_length=100, verbose_name="Name")),
                (
                    "location",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="units",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RoomVersion",
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
                ("name", models.CharField(max_length=60, verbose_name="Room")),
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
                    "location",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
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
                        to="accounts.room",
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
                    "unit",
                    governance.records.OwnForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
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
        migrations.AddField(
            model_name="room",
            name="unit",
            field=governance.records.OwnForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rooms",
                to="accounts.unit",
            ),
        ),
        migrations.CreateModel(
            name="UnitVersion",
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
                ("name", models.CharField(max_length=100, verbose_name="Name")),
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
                    "location",
                    governance.records.OwnForeignKey(
                        db_constraint=False,
                        db_index=False,
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
                        to="accounts.unit",
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
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on__isnull", True),
                    ("ended_on__gte", models.F("started_on")),
                    _connector="OR",
                ),
                name="post_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(fields=("author", "path"), name="one_draft_a_page"),
        ),
        migrations.AddIndex(
            model_name="user",
            index=models.Index(fields=["provider", "name"], name="staff_of_a_provider"),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("username", django.db.models.functions.text.Lower("username"))),
                name="user_name_is_in_small_letters",
            ),
        ),
    ]
