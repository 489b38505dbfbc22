from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_shared_devices"),
        ("gpconnect", "0005_pulls_that_are_over"),
        ("records", "0008_gp_notices"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="gprecordpull",
            name="further",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="gprecordpull",
            name="further_code",
            field=models.CharField(blank=True, editable=False, max_length=70),
        ),
        migrations.AddConstraint(
            model_name="gprecordpull",
            constraint=models.CheckConstraint(
                condition=models.Q(("further", None), ("answer__isnull", False), _connector="OR"),
                name="gp_further_areas_are_kept_with_the_answer",
            ),
        ),
    ]
