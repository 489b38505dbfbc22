from django.db import migrations, models

import records.clock_times


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="instruction",
            name="clock_times",
            field=models.CharField(
                blank=True,
                help_text="Such as 08:00, 14:00 and 20:00. It is then due at each, every day",
                max_length=150,
                validators=[records.clock_times.check],
                verbose_name="At what times of the clock",
            ),
        ),
        migrations.AddField(
            model_name="instructionversion",
            name="clock_times",
            field=models.CharField(
                blank=True,
                help_text="Such as 08:00, 14:00 and 20:00. It is then due at each, every day",
                max_length=150,
                validators=[records.clock_times.check],
                verbose_name="At what times of the clock",
            ),
        ),
        migrations.AlterField(
            model_name="instruction",
            name="when",
            field=models.CharField(
                blank=True,
                help_text="Such as before each meal",
                max_length=120,
                verbose_name="When exactly",
            ),
        ),
        migrations.AlterField(
            model_name="instructionversion",
            name="when",
            field=models.CharField(
                blank=True,
                help_text="Such as before each meal",
                max_length=120,
                verbose_name="When exactly",
            ),
        ),
    ]
