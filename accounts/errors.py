"""What staff accounts refuse, as facts."""


class NobodyWouldManageStaff(Exception):
    """The act would leave a provider without anybody who may add, end or unlock accounts."""


class UserNameTaken(Exception):
    """Somebody, here or at another provider, signs in with this name."""


class NotForYourself(Exception):
    """The act opens an account to whoever does it, so nobody does it to their own."""
