from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dailycare", "0009_photographs"),
    ]

    operations = [
        migrations.AddField(
            model_name="exceptionseen",
            name="verdict",
            field=models.CharField(
                blank=True,
                choices=[
                    ("in_order", "In order"),
                    ("not_in_order", "Not in order, I am following it up"),
                ],
                max_length=12,
                verbose_name="Was it in order?",
            ),
        ),
        migrations.AddField(
            model_name="exceptionseenversion",
            name="verdict",
            field=models.CharField(
                blank=True,
                choices=[
                    ("in_order", "In order"),
                    ("not_in_order", "Not in order, I am following it up"),
                ],
                max_length=12,
                verbose_name="Was it in order?",
            ),
        ),
    ]
