from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("dailycare", "0007_own_kinds")]

    operations = [
        migrations.RenameField("exceptionseen", "what", "exception"),
        migrations.RenameField("exceptionseenversion", "what", "exception"),
    ]
