from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("governance", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="auditevent",
            name="act",
            field=models.CharField(
                choices=[
                    ("read", "Read"),
                    ("search", "Searched"),
                    ("change", "Changed"),
                    ("sign_in", "Signed in"),
                    ("sign_in_failed", "Failed to sign in"),
                    ("sign_out", "Signed out"),
                    ("refused", "Was refused"),
                    ("opened_private", "Opened what is kept private"),
                    ("break_glass", "Opened a record from outside their places"),
                    ("gp_record", "Asked for the GP record"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddIndex(
            model_name="auditevent",
            index=models.Index(
                condition=models.Q(("act", "break_glass")),
                fields=["provider", "-at"],
                name="audit_of_break_glass",
            ),
        ),
    ]
