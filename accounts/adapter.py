"""How allauth behaves here: nobody makes an account for themselves."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class StaffAdapter(DefaultAccountAdapter):
    """Managers and administrators make accounts; sign-in needs no e-mail address."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
