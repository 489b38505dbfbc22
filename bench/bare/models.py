"""Four tables."""

from django.conf import settings
from django.db import models


class Home(models.Model):
    """Where people live; whoever works there sees them."""

    name = models.CharField(max_length=100)
    staff = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="homes")

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """Somebody who lives in a home."""

    home = models.ForeignKey(Home, models.PROTECT, related_name="people")
    name = models.CharField(max_length=100)
    room = models.CharField(max_length=20)
    born_on = models.DateField()
    nhs_number = models.CharField(max_length=10)

    def __str__(self) -> str:
        return self.name


class Note(models.Model):
    """What was done."""

    person = models.ForeignKey(Person, models.PROTECT, db_index=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, db_index=False)
    kind = models.CharField(max_length=30)
    text = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "-at"], name="bare_timeline")]

    def __str__(self) -> str:
        return f"Note {self.pk}"


class Audit(models.Model):
    """Who did what to whom."""

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    person = models.ForeignKey(Person, models.PROTECT)
    what = models.CharField(max_length=60)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"Audit {self.pk}"
