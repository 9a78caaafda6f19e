"""Who may do what: users with their passwords, and what the processes of applications were granted."""

from adsiis.accounts.basic import basic_credentials
from adsiis.accounts.credentials import check_users, credentials_hold, use_check
from adsiis.accounts.grants import Grants, GrantsError
from adsiis.accounts.hashes import DEFAULT_REALM
from adsiis.accounts.users import Users, UsersError

__all__ = [
    "DEFAULT_REALM",
    "Grants",
    "GrantsError",
    "Users",
    "UsersError",
    "basic_credentials",
    "check_users",
    "credentials_hold",
    "use_check",
]
