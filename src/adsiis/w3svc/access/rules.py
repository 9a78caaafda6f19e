"""What a place of a site asks of its clients, read from its key once."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from adsiis.accounts import DEFAULT_REALM
from adsiis.schema.addresses import decode
from adsiis.schema.errors import AddressListError
from adsiis.w3svc.access.addresses import NOBODY, AddressRules, address_rules
from adsiis.w3svc.values import bit

if TYPE_CHECKING:
    from adsiis.w3svc.values import Values

NEGOTIATE: Final = "Negotiate"
NTLM: Final = "NTLM"
_WINDOWS_WAYS: Final = {"NEGOTIATE": NEGOTIATE, "NTLM": NTLM}
_ONCE_BY_PROXY: Final = 0x80  # MD_AUTH_SINGLEREQUESTIFPROXY, which the schema does not name
_ONCE_ALWAYS_BY_PROXY: Final = 0x100  # MD_AUTH_SINGLEREQUESTALWAYSIFPROXY
_NO_REMOTE: Final = (
    "AccessNoRemoteRead", "AccessNoRemoteWrite", "AccessNoRemoteScript", "AccessNoRemoteExecute",
)  # fmt: skip
_CHANNEL: Final = ("AccessSSL", "AccessSSL128", "AccessSSLRequireCert", "AccessSSLMapCert")

_log = logging.getLogger("adsiis.w3svc")


@dataclass(frozen=True, slots=True)
class SignInRules:
    """How clients may sign in.

    Attributes:
        anonymous: whether they need not.
        basic: whether a name and a password will do.
        digest: whether Digest is taken.
        windows: the ways of Windows that are taken, in the order they are offered.
        realm: what the names belong to.
        domain: the domain of names without one, DefaultLogonDomain; empty for this machine.
        once: whether a Windows sign-in holds for one request only.
        once_by_proxy: whether it does for a request that came by a proxy.

    Source: docs/behaviour.md, signin-1.
    """

    anonymous: bool
    basic: bool
    digest: bool
    windows: tuple[str, ...]
    realm: str
    domain: str
    once: bool
    once_by_proxy: bool


@dataclass(frozen=True, slots=True)
class AccessRules:
    """What a place asks of its clients.

    Attributes:
        channel: AccessSSLFlags.
        checks_revocation: whether client certificates are looked for in the lists of revoked ones.
        addresses: who may come from where; None when all may.
        sign_in: how clients may sign in.
        open_to_all: whether every client that does not say who it is gets the same answers.
    """

    channel: int
    checks_revocation: bool
    addresses: AddressRules | None
    sign_in: SignInRules
    open_to_all: bool


def read_access(values: Values) -> AccessRules:
    """The rules a key sees. Source: docs/behaviour.md, access-1."""
    channel, addresses, sign_in = values.number("AccessSSLFlags"), _addresses(values), _sign_in(values)
    no_remote = any(values.number("AccessFlags") & bit(flag) for flag in _NO_REMOTE)
    asks = any(channel & bit(flag) for flag in _CHANNEL)
    return AccessRules(
        channel,
        not values.number("CertCheckMode") & 1,
        addresses,
        sign_in,
        sign_in.anonymous and addresses is None and not no_remote and not asks,
    )


def _addresses(values: Values) -> AddressRules | None:
    data = values.binary("IPSecurity")
    try:
        return address_rules(decode(data))
    except AddressListError as error:
        _log.error("IPSecurity cannot be read, so nobody is let in: %s", error)
        return NOBODY


def _sign_in(values: Values) -> SignInRules:
    flags = values.number("AuthFlags")
    stored = values.found("AuthPersistence")
    persistence = stored.record.data if stored is not None else None
    if not isinstance(persistence, int):
        persistence = _ONCE_BY_PROXY
    ways = (values.text("NTAuthenticationProviders") or f"{NEGOTIATE},{NTLM}").upper().split(",")
    known = dict.fromkeys(_WINDOWS_WAYS[way.strip()] for way in ways if way.strip() in _WINDOWS_WAYS)
    return SignInRules(
        anonymous=bool(flags & bit("AuthAnonymous")),
        basic=bool(flags & bit("AuthBasic")),
        digest=bool(flags & bit("AuthMD5")),
        windows=tuple(known) if flags & bit("AuthNTLM") else (),
        realm="".join(filter(str.isprintable, values.text("Realm"))) or DEFAULT_REALM,
        domain=values.text("DefaultLogonDomain").strip("\\"),
        once=bool(persistence & bit("AuthPersistSingleRequest")),
        once_by_proxy=bool(persistence & (_ONCE_BY_PROXY | _ONCE_ALWAYS_BY_PROXY)),
    )
