"""Requests of clients from anywhere, asked of a real world without a socket."""

import asyncio
import base64
import hashlib
import re
from time import monotonic

from adsiis.accounts import Users
from adsiis.http import Request
from adsiis.http.body import EMPTY
from adsiis.metabase.folder import Folder
from adsiis.metabase.sealed_texts import SealedTexts
from adsiis.w3svc.answering import ANSWERS, Answering, Note
from adsiis.w3svc.counters import Counts

SITE = "/LM/W3SVC/1"
ROOT = f"{SITE}/ROOT"
HERE = "192.0.2.1"
REMOTE = "203.0.113.9"
SETTLED = 0.12
"""How long ago a file must have changed for its answer to be kept."""


def users_of(home):
    """The users of a data folder, with what encrypts."""
    return Users(str(home), SealedTexts(Folder(str(home)).secret_key))


def basic(name, password):
    return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()


def digest(challenge, name, password, target, *, count=1, method="GET", **other):
    """What a client answers to a challenge of Digest; `other` replaces parts of it."""
    told = dict(re.findall(r'(\w+)="([^"]*)"', challenge.decode()))
    parts = {
        "username": name,
        "realm": told["realm"],
        "nonce": told["nonce"],
        "uri": target,
        "qop": "auth",
        "nc": f"{count:08x}",
        "cnonce": "0a4f113b",
        **other,
    }
    known = md5(f"{parts['username']}:{parts['realm']}:{password}")
    signed = [
        known,
        parts["nonce"],
        parts["nc"],
        parts["cnonce"],
        parts["qop"],
        md5(f"{method}:{parts['uri']}"),
    ]
    parts.setdefault("response", md5(":".join(signed)))
    return "Digest " + ", ".join(f'{name}="{value}"' for name, value in parts.items() if value is not None)


def md5(text):
    return hashlib.md5(text.encode()).hexdigest()


class Reply:
    """What a client got, and what became of its request."""

    def __init__(self, answer, request):
        self.status = (answer.status, request.note.substatus)
        self.request = request
        head = answer.head if hasattr(answer, "head") and not hasattr(answer, "headers") else b""
        fields = [line.partition(b": ")[::2] for line in head.split(b"\r\n") if line]
        self.headers = fields or list(answer.headers)
        self.body = answer.rest[len(answer.head) :] if head else answer.body

    @property
    def challenges(self):
        return [value for name, value in self.headers if name.lower() == b"www-authenticate"]


class World:
    """A tree and what answers for it."""

    def __init__(self, tree, home, handlers=None):
        self.tree = tree
        self.loop = asyncio.new_event_loop()
        self.answering = Answering(lambda: self.tree, str(home), handlers or {})

    def ask(self, target="/", *fields, client=REMOTE, server=HERE, method="GET", tls=None, connection=None):
        """Ask as the service would; fields are `Name: value`."""
        headers = [tuple(part.encode() for part in field.split(": ", 1)) for field in fields]
        scheme = "https" if tls is not None else "http"
        request = Request(
            method, target.encode(), "1.1", headers, b"localhost", (client, 4711), (server, 80), scheme,
            EMPTY, monotonic(), tls, b"", {} if connection is None else connection,
        )  # fmt: skip
        return Reply(self.loop.run_until_complete(self._answer(request)), request)

    async def _answer(self, request):
        outcome = self.answering.answer(SITE, request)
        request.note = Note(SITE, outcome.substatus, Counts(), logged=outcome.logged)
        return outcome.answer if isinstance(outcome.answer, ANSWERS) else await outcome.answer

    def forget(self, *paths):
        self.answering.forget(paths)

    def close(self):
        self.answering.close()
        self.loop.run_until_complete(self.loop.shutdown_default_executor())
        self.loop.close()
