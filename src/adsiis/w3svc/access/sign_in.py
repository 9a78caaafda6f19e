"""Who a client is: the ways to say so that AuthFlags allows, and the answer to one that must.

A request that says nothing passes where anonymous clients may; one that says who it is, in a way the place
takes, is checked, and refused when it is wrong.
"""

from __future__ import annotations

import base64
import logging
from typing import TYPE_CHECKING, Final

from adsiis.accounts import Users, UsersError, basic_credentials
from adsiis.metabase.folder import Folder
from adsiis.metabase.sealed_texts import SealedTexts
from adsiis.w3svc.access.digest import Digest, StaleError
from adsiis.w3svc.access.passwords import Passwords
from adsiis.w3svc.access.windows import EXTRA, WindowsSignIn
from adsiis.w3svc.errors import HttpError

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from adsiis.http import Request
    from adsiis.w3svc.access.rules import SignInRules
    from adsiis.w3svc.errors import Headers

BASIC: Final = "Basic"
DIGEST: Final = "Digest"
BY_CERTIFICATE: Final = "SSL/PCT"
KNOWN: Final = "user"
_PROXIES: Final = (b"via", b"forwarded", b"x-forwarded-for")

_log = logging.getLogger("adsiis.w3svc")


class SignIn:
    """Signs clients in. Call everything on the loop. Source: docs/behaviour.md, signin-1 to signin-3."""

    def __init__(self, home: str) -> None:
        users = Users(home, SealedTexts(Folder(home).secret_key))
        self._passwords = Passwords(home)
        self._digest = Digest(users)
        self._windows = WindowsSignIn(users)
        self._told: set[str] = set()

    def check(self, rules: SignInRules, request: Request, key: str) -> Awaitable[None] | None:
        """Let a client in, at once or once its password is checked; raises HttpError 401 for others.

        Args:
            rules: how clients may sign in.
            request: what the client sent; its `user` and `sign_in` are set here.
            key: the metabase path of the place, for the log.
        """
        if request.sign_in and self._takes(rules, request.sign_in):
            return None
        value = _said(request) if self.listens(rules) else None
        way = self._way(rules, value) if value is not None else ""
        if value is None or not way:
            self._silent(rules, request, key)
            return None
        if way == BASIC:
            return self._by_password(rules, request, value)
        if way == DIGEST:
            self._by_digest(rules, request, value)
        else:
            self._by_windows(rules, request, way, value)
        return None

    def listens(self, rules: SignInRules) -> bool:
        """Whether it counts when a client says who it is."""
        return rules.basic or rules.digest or bool(rules.windows and self._windows.available)

    def challenges(self, rules: SignInRules, *, stale: bool = False) -> Headers:
        """The ways to sign in, as header fields of an answer 401. Source: docs/behaviour.md, signin-2."""
        ways = [way.encode() for way in rules.windows] if self._windows.available else []
        if rules.digest:
            ways.append(self._digest.challenge(rules.realm, stale=stale))
        if rules.basic:
            ways.append(f'Basic realm="{_quoted(rules.realm)}", charset="UTF-8"'.encode())
        return tuple((b"WWW-Authenticate", way) for way in ways)

    def forget(self) -> None:
        """Say anew in the log what is missing: something changed."""
        self._told.clear()

    def close(self) -> None:
        """Check nothing any more."""
        self._passwords.close()

    def _takes(self, rules: SignInRules, way: str) -> bool:
        """Whether one who has signed in so elsewhere is signed in here."""
        return (way == BASIC and rules.basic) or (way == DIGEST and rules.digest) or way in rules.windows

    def _way(self, rules: SignInRules, value: bytes) -> str:
        """The way a value of Authorization goes, if it is taken here."""
        scheme = value.strip().partition(b" ")[0].lower()
        ways = (*(rules.windows if self._windows.available else ()), DIGEST, BASIC)
        return next((way for way in ways if scheme == way.lower().encode() and self._takes(rules, way)), "")

    def _silent(self, rules: SignInRules, request: Request, key: str) -> None:
        """A client that says nothing: known by its connection, anonymous, or refused."""
        known = request.connection.get(KNOWN)
        if known is not None and known[1] in rules.windows:
            request.user, request.sign_in = known
        elif not rules.anonymous:
            if rules.windows and not self._windows.available:
                self._tell(key)
            raise HttpError(401, 2, "The client has not signed in.", self.challenges(rules))

    def _by_password(self, rules: SignInRules, request: Request, value: bytes) -> Awaitable[None] | None:
        found = basic_credentials(value)
        if found is None:
            raise HttpError(400, 0, "The Authorization holds no name and password.")
        name, password = found
        asked = _asked(name, rules.domain)
        if self._passwords.remembers(asked, password):
            request.user, request.sign_in = name, BASIC
            return None
        return self._once_checked(rules, request, name, asked, password)

    async def _once_checked(
        self, rules: SignInRules, request: Request, name: str, asked: str, password: str
    ) -> None:
        try:
            right = await self._passwords.hold(asked, password)
        except UsersError as error:
            _log.error("Passwords cannot be checked: %s", error)
            raise HttpError(500, 0, "Passwords cannot be checked.") from None
        if not right:
            raise HttpError(401, 1, "The name or the password is wrong.", self.challenges(rules))
        request.user, request.sign_in = name, BASIC

    def _by_digest(self, rules: SignInRules, request: Request, value: bytes) -> None:
        try:
            user = self._digest.user(request, value, rules.realm)
        except StaleError:
            raise HttpError(
                401, 1, "The nonce does not hold any more.", self.challenges(rules, stale=True)
            ) from None
        if user is None:
            raise HttpError(401, 1, "The name or the password is wrong.", self.challenges(rules))
        request.user, request.sign_in = user, DIGEST

    def _by_windows(self, rules: SignInRules, request: Request, way: str, value: bytes) -> None:
        request.connection.pop(KNOWN, None)
        outcome = self._windows.step(request, way, value, rules.domain)
        if outcome is None:
            raise HttpError(401, 1, "The name or the password is wrong.", self.challenges(rules))
        if isinstance(outcome, bytes):
            answer = way.encode() + b" " + base64.b64encode(outcome)
            raise HttpError(401, 1, "The sign-in goes on.", ((b"WWW-Authenticate", answer),))
        request.user, request.sign_in = outcome, way
        if not rules.once and not (rules.once_by_proxy and _by_proxy(request)):
            request.connection[KNOWN] = outcome, way

    def _tell(self, key: str) -> None:
        if key not in self._told:
            self._told.add(key)
            _log.warning(
                "%s asks for a sign-in of Windows (AuthNTLM), which needs a package that is not installed: "
                "pip install '%s'. Until then it answers 401.",
                key,
                EXTRA,
            )


def says_who_it_is(request: Request) -> bool:
    """Whether a request may come from somebody known."""
    if KNOWN in request.connection:
        return True
    return not request.fields and request.header(b"authorization") is not None


def _said(request: Request) -> bytes | None:
    """The value of Authorization. Raises HttpError 400 for several: nobody could tell who it is."""
    found = [value for name, value in request.headers if name.lower() == b"authorization"]
    if len(found) > 1:
        raise HttpError(400, 0, "The request says more than once who sends it.")
    return found[0] if found else None


def _asked(name: str, domain: str) -> str:
    """The account a name means: one in the domain of the site is named without it."""
    given, backslash, rest = name.partition("\\")
    return rest if backslash and domain and given.casefold() == domain.casefold() else name


def _by_proxy(request: Request) -> bool:
    return any(name.lower() in _PROXIES for name, _ in request.headers)


def _quoted(realm: str) -> str:
    return realm.replace("\\", "\\\\").replace('"', '\\"')
