"""Whether another server answers as we do: the same requests to both, and where their answers part."""

from __future__ import annotations

import shutil
import tempfile
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

import msgspec

from adsiis.formats.convert.converting import convert
from adsiis.formats.convert.report import Report
from adsiis.formats.convert.sites import read_sites
from adsiis.inetinfo.proof_requests import Answered, Asked, ask, spread
from adsiis.inetinfo.proof_servers import ProofError, moved, running, serving
from adsiis.metabase import paths

if TYPE_CHECKING:
    from adsiis.formats.convert.converting import Converted
    from adsiis.formats.convert.model import Options
    from adsiis.formats.convert.report import Unsaid
    from adsiis.metabase.tree import Tree

SERVERS: Final = {"nginx": "nginx", "caddy": "caddy", "caddyfile": "caddy"}


class Difference(msgspec.Struct, frozen=True):
    """Where two answers part.

    Attributes:
        asked: the request.
        what: `status`, `body`, or the name of a header.
        ours: what we answer.
        theirs: what the other server answers.
        named: whether the report of the conversion says so.
    """

    asked: Asked
    what: str
    ours: str
    theirs: str
    named: bool


class Proof(msgspec.Struct, frozen=True):
    """What a comparison found."""

    requests: int
    same: int
    differences: list[Difference]

    @property
    def holds(self) -> bool:
        """Whether all differences are named in the report."""
        return all(one.named for one in self.differences)


def prove(tree: Tree, target: str, options: Options, most: int = 500, authorization: str = "") -> Proof:
    """Serve a tree with us and with another server, and compare their answers to at most so many requests.

    Args:
        tree: the metabase.
        target: the other server, one of SERVERS.
        options: what the tree does not know.
        most: how many requests.
        authorization: a value of Authorization that signs in to places which want a password; each of their
            requests is made without it and with it.

    Raises ProofError when the other server is not at hand or does not start.
    Source: docs/behaviour.md, convert-5.
    """
    program = SERVERS[target]
    if shutil.which(program) is None:
        raise ProofError(f"{program} is not on this machine: install it, or verify another target.")
    ours, ports = moved(tree)
    theirs, other_ports = moved(tree)
    with tempfile.TemporaryDirectory(prefix="adsiis-proof-") as folder:
        here = msgspec.structs.replace(options, log_folder=folder, work_folder=folder, ipv6=False)
        made = convert(theirs, target, here)
        sites = read_sites(ours, here, Report())
        questions = list(spread(sites, most, authorization))
        at = dict(zip(ports, other_ports, strict=True))
        with (
            serving(ours, options.data_folder, sites, folder),
            running(target, made.text, folder, other_ports),
        ):
            found = [_compared(asked, at[asked.port], made) for asked in questions]
    differing = [one for each in found for one in each]
    return Proof(len(questions), sum(not each for each in found), differing)


def _compared(asked: Asked, port: int, made: Converted) -> list[Difference]:
    ours, theirs = ask(asked, asked.port), ask(asked, port)
    place = asked.place[3:]
    said = [one for one in made.unsaid if paths.is_below(place, one.path)]
    named = any(_explains(one, asked, ours, theirs) for one in said)
    found = []
    if ours.status != theirs.status:
        found.append(Difference(asked, "status", str(ours.status), str(theirs.status), named))
    for name in sorted(ours.headers.keys() | theirs.headers.keys()):
        left, right = ours.headers.get(name, ""), theirs.headers.get(name, "")
        if left != right:
            found.append(Difference(asked, name, left, right, named))
    if ours.body != theirs.body:
        left, right = (repr(body[:400]) for body in (ours.body, theirs.body))
        found.append(Difference(asked, "body", left, right, named))
    return found


def _explains(unsaid: Unsaid, asked: Asked, ours: Answered, theirs: Answered) -> bool:
    """Whether what a report says of a value is the reason for two answers to differ."""
    statuses = {ours.status, theirs.status}
    match unsaid.property:
        case "Path":
            return theirs.status == 404
        case "AuthFlags":
            harmless = theirs.status >= 300 or asked.method == "OPTIONS"
            return theirs.status == 401 or (ours.status == 401 and harmless)
        case "IPSecurity":
            return 403 in statuses
        case "AccessFlags":
            return asked.method in {"PUT", "DELETE"}
        case "HttpErrors":
            return unsaid.value.partition(",")[0] in {str(status) for status in statuses}
        case "HttpRedirect":
            return theirs.status == 404 and ours.status in {301, 302, 307}
        case "RedirectHeaders":
            return ours.status in {301, 302, 307} and ours.status == theirs.status
        case "EnableDocFooter" | "DefaultDocFooter":
            return statuses == {200}
        case "ScriptMaps":
            ending = unsaid.value.partition(",")[0].strip().lower()
            return ending == "*" or ending in unquote(asked.target.partition("?")[0]).lower()
    return False
