"""Who may do what: users with their passwords, and what the processes of applications were granted."""

from adsiis.accounts.credentials import check_users, credentials_hold, use_check
from adsiis.accounts.grants import Grants, GrantsError
from adsiis.accounts.users import Users, UsersError

__all__ = ["Grants", "GrantsError", "Users", "UsersError", "check_users", "credentials_hold", "use_check"]
