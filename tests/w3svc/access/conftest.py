"""Passwords that are quick to check: the work they cost is looked at in tests/accounts."""

import pytest
from argon2 import PasswordHasher

from adsiis.accounts import users


@pytest.fixture(scope="module", autouse=True)
def _quick_passwords():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(users, "_hasher", lambda: PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
        yield
