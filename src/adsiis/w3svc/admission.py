"""Who is let in: what a place asks of a client before anything is looked for.

Rules that need no time are decided at once; a client whose word must be checked first is waited for. Asked
again for the same request, about the same place or another, it decides by what is known by then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from adsiis.iisext.certificate_records import accounts_by_certificate
from adsiis.w3svc.access.channel import check_channel, client_certificate
from adsiis.w3svc.access.host_names import HostNames
from adsiis.w3svc.access.revoked import RevokedCertificates
from adsiis.w3svc.access.rules import read_access
from adsiis.w3svc.access.sign_in import BY_CERTIFICATE, SignIn
from adsiis.w3svc.errors import HttpError
from adsiis.w3svc.values import bit

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from adsiis.http import Request
    from adsiis.metabase.tree import Tree
    from adsiis.w3svc.access.addresses import AddressRules
    from adsiis.w3svc.access.rules import AccessRules
    from adsiis.w3svc.errors import Headers
    from adsiis.w3svc.settings import Settings


class MustWaitError(Exception):
    """A place that gives a part of the answer asks something of the client that takes time.

    Attributes:
        waiting: what is to be awaited before the request is answered from its beginning.
    """

    def __init__(self, waiting: Awaitable[None]) -> None:
        super().__init__("The client must be known first.")
        self.waiting = waiting


class Admission:
    """Lets clients in. Call everything on the loop. Source: docs/behaviour.md, access-1."""

    def __init__(
        self, tree_source: Callable[[], Tree], data_folder: str, *, names: HostNames | None = None
    ) -> None:
        """Prepare.

        Args:
            tree_source: gives the metabase as of now.
            data_folder: where the users are.
            names: gives the names of clients.
        """
        self._tree_source = tree_source
        self._names = names or HostNames()
        self._revoked = RevokedCertificates(data_folder)
        self._sign_in = SignIn(data_folder)
        self._mapped: dict[str, dict[bytes, str]] = {}

    def admit(self, settings: Settings, request: Request) -> Awaitable[None] | None:
        """Let a client in: at once (None), or after what is to be awaited.

        Raises HttpError, as the awaited does too, for a client that is kept out. A place whose settings let
        all in by themselves says so as `open_to_all`: what it answers is kept in memory for every client.
        """
        rules = settings.part(read_access)
        check_channel(rules, request, self._revoked)
        if rules.addresses is not None:
            waiting = self._check_address(rules.addresses, request)
            if waiting is not None:
                return self._named(waiting, rules, settings, request)
        return self._check_user(rules, settings, request)

    def enter(self, settings: Settings, request: Request) -> None:
        """Let a client in at a further place of its request. Raises HttpError, and MustWaitError."""
        waiting = self.admit(settings, request)
        if waiting is not None:
            raise MustWaitError(waiting)

    def listens(self, settings: Settings) -> bool:
        """Whether it counts at a place when a client says who it is."""
        return self._sign_in.listens(settings.part(read_access).sign_in)

    def challenges(self, settings: Settings) -> Headers:
        """The header fields that an answer 401 of this place has."""
        return self._sign_in.challenges(settings.part(read_access).sign_in)

    def forget(self) -> None:
        """Drop what was derived from the metabase: something changed."""
        self._mapped.clear()
        self._sign_in.forget()

    def close(self) -> None:
        """Ask nothing of anybody any more."""
        self._names.close()
        self._sign_in.close()

    def _check_address(self, rules: AddressRules, request: Request) -> Awaitable[None] | None:
        address = request.client[0]
        verdict = rules.judge(address)
        if verdict is None:
            known = self._names.known(address)
            if known is None:
                return self._check_name(rules, address)
            _judge_name(rules, known[0])
        elif not verdict:
            raise HttpError(403, 6, "The address of the client is refused.")
        return None

    async def _check_name(self, rules: AddressRules, address: str) -> None:
        _judge_name(rules, await self._names.find(address))

    async def _named(
        self, waiting: Awaitable[None], rules: AccessRules, settings: Settings, request: Request
    ) -> None:
        await waiting
        further = self._check_user(rules, settings, request)
        if further is not None:
            await further

    def _check_user(self, rules: AccessRules, settings: Settings, request: Request) -> Awaitable[None] | None:
        if rules.channel & bit("AccessSSLMapCert"):
            account = self._mapped_account(settings.site, request)
            if account is not None:
                request.user, request.sign_in = account, BY_CERTIFICATE
                return None
        return self._sign_in.check(rules.sign_in, request, settings.key)

    def _mapped_account(self, site: str, request: Request) -> str | None:
        certificate = client_certificate(request)
        if certificate is None:
            return None
        mapped = self._mapped.get(site)
        if mapped is None:
            mapped = self._mapped[site] = accounts_by_certificate(self._tree_source(), site)
        return mapped.get(certificate.data)


def _judge_name(rules: AddressRules, name: str | None) -> None:
    if not rules.judge_name(name):
        raise HttpError(403, 8, "The name of the client is refused, or it has none.")
