from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_shared_devices"),
        ("imports", "0008_drop_is_created"),
    ]

    operations = [
        migrations.AddField(
            model_name="importrow",
            name="is_cleaned",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="importrow",
            name="is_private",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddIndex(
            model_name="importrow",
            index=models.Index(
                condition=models.Q(("is_cleaned", True)),
                fields=["target_id"],
                name="cleaned_by_what_it_became",
            ),
        ),
    ]
