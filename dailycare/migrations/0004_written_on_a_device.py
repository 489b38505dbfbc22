from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dailycare", "0003_people_given_to_a_worker"),
    ]

    operations = [
        migrations.AddField(
            model_name="careentry",
            name="clock_off",
            field=models.IntegerField(
                editable=False, null=True, verbose_name="Its clock was ahead by so many seconds"
            ),
        ),
        migrations.AddField(
            model_name="careentry",
            name="written_at",
            field=models.DateTimeField(
                editable=False, null=True, verbose_name="Written on a device"
            ),
        ),
        migrations.AddField(
            model_name="careentryversion",
            name="clock_off",
            field=models.IntegerField(
                editable=False, null=True, verbose_name="Its clock was ahead by so many seconds"
            ),
        ),
        migrations.AddField(
            model_name="careentryversion",
            name="written_at",
            field=models.DateTimeField(
                editable=False, null=True, verbose_name="Written on a device"
            ),
        ),
    ]
