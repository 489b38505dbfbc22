"""Who may sign in: named staff by user name and password; never a part of the system."""

from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet

from accounts.models import User
from governance.prepared import prepared


@prepared
def _account(user: UUID) -> QuerySet[User]:
    return User.objects.filter(pk=user)


class StaffBackend(AuthenticationBackend):
    """Refuses accounts that are switched off or belong to background work."""

    def user_can_authenticate(self, user: User | None) -> bool:
        return bool(user and user.is_active and not user.is_system)

    def get_user(self, user_id: UUID) -> User | None:
        """Return whose session it is; asked at every request."""
        user = next(iter(_account(user=user_id)), None)
        return user if self.user_can_authenticate(user) else None
