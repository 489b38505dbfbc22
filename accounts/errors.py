"""What staff accounts refuse, as facts."""


class NobodyWouldManageStaff(Exception):
    """The act would leave a provider without anybody who may add, end or unlock accounts."""


class ProviderChanged(Exception):
    """Somebody changed what is said of the provider after the author had read it."""


class UserNameTaken(Exception):
    """Somebody, here or at another provider, signs in with this name."""


class NotForYourself(Exception):
    """The act is about the posts or keys of whoever does it, and those are a colleague's to do."""


class NotTheirsToManage(Exception):
    """The post, or a post of whoever has the keys, is managed by somebody else (decision 0008)."""
