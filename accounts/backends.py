"""Who may sign in: named staff by user name and password; never a part of the system."""

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User


class StaffBackend(AuthenticationBackend):
    """Refuses accounts that are switched off or belong to background work."""

    def user_can_authenticate(self, user: User | None) -> bool:
        return bool(user and user.is_active and not user.is_system)
