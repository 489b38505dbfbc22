from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0007_one_person_and_mending"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="importrow",
            name="is_created",
        ),
    ]
