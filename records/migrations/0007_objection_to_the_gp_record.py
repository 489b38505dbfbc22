from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0006_opened_from_outside"),
    ]

    operations = [
        migrations.AddField(
            model_name="informedconsent",
            name="is_about_gp_record",
            field=models.BooleanField(
                default=False,
                help_text="While the last such answer is Refused, the practice is not asked, and nothing that it sent is shown",
                verbose_name="It is about us seeing their GP record",
            ),
        ),
        migrations.AddField(
            model_name="informedconsentversion",
            name="is_about_gp_record",
            field=models.BooleanField(
                default=False,
                help_text="While the last such answer is Refused, the practice is not asked, and nothing that it sent is shown",
                verbose_name="It is about us seeing their GP record",
            ),
        ),
    ]
