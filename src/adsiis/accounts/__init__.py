"""Who may do what: for now, which processes of applications may use the provider."""

from adsiis.accounts.grants import Grants, GrantsError

__all__ = ["Grants", "GrantsError"]
