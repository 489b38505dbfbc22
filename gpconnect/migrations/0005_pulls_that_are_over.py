from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_shared_devices"),
        ("gpconnect", "0004_known_areas"),
        ("records", "0008_gp_notices"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="gprecordpull",
            index=models.Index(fields=["provider", "-finished_at"], name="gp_pulls_that_are_over"),
        ),
    ]
