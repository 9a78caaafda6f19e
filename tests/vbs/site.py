"""A Classic ASP application over a folder of pages, and answers to look at."""

from __future__ import annotations

import os

from adsiis.vbs.asp import AspApplication, AspRequest, AspSettings

PAGES = os.path.join(os.path.dirname(__file__), "pages")


class Answer:
    """Takes an answer."""

    def __init__(self):
        self.status = None
        self.headers = []
        self.pieces = []
        self.gone = False

    def start(self, status, headers):
        assert self.status is None, "an answer starts once"
        self.status = status
        self.headers = [(name.decode().lower(), value.decode("latin-1")) for name, value in headers]

    def write(self, data):
        if self.gone:
            raise ConnectionResetError
        self.pieces.append(data)

    def is_connected(self):
        return not self.gone

    @property
    def body(self):
        return b"".join(self.pieces)

    @property
    def text(self):
        return self.body.decode()

    def header(self, name):
        return next((value for known, value in self.headers if known == name.lower()), None)

    def all(self, name):
        return [value for known, value in self.headers if known == name.lower()]


class Site:
    """A site of one application whose URL space is a folder."""

    def __init__(self, folder=PAGES, *, provider=None, url="", **settings):
        self.folder = str(folder)
        self.log = []
        self.application = AspApplication(
            "/LM/W3SVC/1/ROOT",
            url,
            self.folder,
            AspSettings(**settings),
            map_path=self.local,
            provider=provider,
            log=self.log.append,
        )
        self.cookie = ""

    def local(self, path):
        if "outside" in path:
            raise ValueError(path)
        return os.path.join(self.folder, path.lstrip("/"))

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        return path

    def get(self, path, *, method="GET", body=b"", headers=(), sink=None, secure=False, cookies=True):
        path, _, query = path.partition("?")
        sent = list(headers)
        if cookies and self.cookie:
            sent.append((b"Cookie", self.cookie.encode()))
        answer = sink or Answer()
        script = self.local(path.removesuffix("/") or "/default.asp")
        request = AspRequest(method, path, script, query.encode(), sent, body, secure=secure)
        self.application.serve(request, answer)
        given = answer.header("set-cookie") or ""
        if given.startswith("ASPSESSIONID"):
            self.cookie = given.partition(";")[0]
        return answer

    def run(self, source, query="", **request):
        """Answer a page of this source."""
        self.write("page.asp", source)
        return self.get(f"/page.asp?{query}", **request)
