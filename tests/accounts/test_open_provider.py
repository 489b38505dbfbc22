"""A new installation gets its first provider and its first administrator by one command."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Provider, User
from governance.services import acting_for

pytestmark = pytest.mark.django_db

ASKED = ["open_provider", "Linden Care", "Linden House", "care_home", "Petra", "Petra Vale"]


def test_the_first_administrator_can_let_others_in():
    said = StringIO()

    call_command(*ASKED, ods_code="A1B2C", stdout=said)

    petra = User.objects.get(username="petra")
    password = said.getvalue().strip().rsplit(" ", 1)[1]
    assert petra.check_password(password)
    assert petra.must_change_password
    with acting_for(petra.provider_id):
        assert Provider.objects.get().ods_code == "A1B2C"
        assert petra.roles == {"administrator"}
        assert [place.name for place in petra.locations] == ["Linden House"]


def test_a_name_that_is_taken_makes_nothing():
    call_command(*ASKED, stdout=StringIO())

    with pytest.raises(CommandError, match="signs in as Petra already"):
        call_command(*ASKED, stdout=StringIO())

    assert len(set(User.objects.values_list("provider_id", flat=True))) == 1
